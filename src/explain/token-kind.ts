import type { CompactJws } from '../auth/internals.js';

/** What the configuration says that tells kinds of tokens apart. */
export interface KnownClients {
  readonly audience: string;
}

const graph = new Set([
  '00000003-0000-0000-c000-000000000000',
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
]);

/** A word for a token that is in all likelihood not meant for an API such as this one. */
export function tokenKind(
  rawToken: string,
  token: CompactJws | undefined,
  { audience }: KnownClients,
): string | undefined {
  if (!token) {
    return unreadable(rawToken);
  }
  const { header, claims } = token;
  const { aud, scp, azp, appid, ver, iss } = claims;
  if ((typeof aud === 'string' && graph.has(aud)) || 'nonce' in header) {
    return 'This is an access token for Microsoft Graph (a nonce in the header makes it unreadable for everybody else). Ask for a scope of this API instead of User.Read or the like.';
  }
  const clientUnsaid = azp === undefined && appid === undefined;
  if (aud !== audience && scp === undefined && clientUnsaid && claims['roles'] === undefined) {
    return 'This looks like an ID token: it tells a client who signed in, and opens no API. Send the access token, and ask for a scope of this API, not for openid alone.';
  }
  if (ver === '1.0' && typeof iss === 'string' && iss.startsWith('https://sts.windows.net/')) {
    return 'This is a version 1 access token of Entra ID.';
  }
  return undefined;
}

function unreadable(rawToken: string): string {
  switch (rawToken.split('.').length) {
    case 5:
      return 'This is an encrypted token (JWE, five parts), as refresh tokens and codes of B2C are. Send the access token.';
    case 3:
      return 'This has three parts like a JWT, but they are damaged: perhaps cut off, or copied with something in between.';
    default:
      return 'This is no JWT. An opaque token, a code or a refresh token can be read by the provider only. Send the access token.';
  }
}
