import { createHash, randomBytes } from 'node:crypto';
import { defaultClientIds, demoUser, type Emulator } from '../../src/index.js';
import { Visitor, type Visit } from 'test-support';

export const apiScope = (name: string) =>
  `https://contoso.onmicrosoft.com/${defaultClientIds.api}/${name}`;

export const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

type Params = Record<string, string | undefined>;

/** The single-page client's authorize request; a test names what it wants otherwise. */
export function authorizeUrl(emulator: Emulator, params: Params = {}, policy?: string): string {
  return (
    address(emulator, 'authorize', policy) +
    query({
      client_id: defaultClientIds.singlePage,
      redirect_uri: 'http://localhost:3000',
      response_type: 'code',
      scope: `openid offline_access ${apiScope('tasks.read')} ${apiScope('tasks.write')}`,
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...params,
    })
  );
}

/** What differs for the web client. */
export const webClient: Params = {
  client_id: defaultClientIds.web,
  redirect_uri: 'http://localhost:5000/getAToken',
};

/** Fills in the demo user on a sign-in page. */
export function signIn(visitor: Visitor, page: Visit): Promise<Visit> {
  return visitor.submit(page, 'sign-in', { ...demoUser });
}

/** A fresh browser goes through the sign-in; the parameters the client received. */
export async function receive(
  emulator: Emulator,
  params: Params = {},
  visitor = new Visitor({ within: emulator.httpOrigin }),
): Promise<URLSearchParams> {
  const page = await visitor.open(authorizeUrl(emulator, params));
  const { url } = await signIn(visitor, page);
  return url.hash ? new URLSearchParams(url.hash.slice(1)) : url.searchParams;
}

/** A code for the single-page client, or whoever the parameters name. */
export async function receiveCode(emulator: Emulator, params: Params = {}): Promise<string> {
  const code = (await receive(emulator, params)).get('code');
  if (code === null) {
    throw new Error('no code came back');
  }
  return code;
}

export interface TokenAnswer {
  status: number;
  headers: Headers;
  body: Record<string, string | number | undefined>;
}

/** A request to the token endpoint, as the single-page client unless told otherwise. */
export async function requestToken(
  emulator: Emulator,
  params: Params,
  { policy, headers = {} }: { policy?: string; headers?: Record<string, string> } = {},
): Promise<TokenAnswer> {
  const response = await fetch(address(emulator, 'token', policy), {
    method: 'POST',
    headers,
    body: new URLSearchParams(
      query({ client_id: defaultClientIds.singlePage, ...params }).slice(1),
    ),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as TokenAnswer['body'],
  };
}

/** Redeems a code, as the single-page client unless told otherwise. */
export function redeem(
  emulator: Emulator,
  code: string,
  params: Params = {},
  options: Parameters<typeof requestToken>[2] = {},
): Promise<TokenAnswer> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: 'http://localhost:3000',
    code_verifier: verifier,
  };
  return requestToken(emulator, { ...fields, ...params }, options);
}

/** Header and claims of a token, as written. */
export function read(token: unknown): {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
} {
  const [header, claims] = String(token)
    .split('.')
    .slice(0, 2)
    .map(
      (part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>,
    );
  return { header: header ?? {}, claims: claims ?? {} };
}

/** Address of an endpoint of a policy on the plain HTTP listener. */
export function address(
  emulator: Emulator,
  endpoint: 'authorize' | 'token' | 'logout',
  policy?: string,
): string {
  return `${emulator.authority(policy, 'http')}/oauth2/v2.0/${endpoint}`;
}

function query(params: Params): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(given as [string, string][]).toString()}`;
}
