/** Where tokens come from. */
export interface TokenSource {
  token(renew?: boolean): Promise<string>;
}

/** `fetch` with an access token. A token that is refused is renewed once. */
export function authorisedFetch(tokens: TokenSource): (request: Request) => Promise<Response> {
  const send = async (request: Request, renew: boolean) => {
    request.headers.set('Authorization', `Bearer ${await tokens.token(renew)}`);
    return fetch(request, { credentials: 'omit', cache: 'no-store' });
  };
  return async (request) => {
    const response = await send(request.clone(), false);
    return response.status === 401 ? send(request, true) : response;
  };
}
