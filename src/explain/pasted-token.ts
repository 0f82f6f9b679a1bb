import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CompactJws } from '../auth/internals.js';

/** Reads a token as people paste it: with `Bearer` in front, in quotes, with blanks and line ends around. */
export function readToken(pasted: string): string {
  return unquote(unquote(pasted).replace(/^(?:authorization:\s*)?bearer\s+/i, ''));
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim();
}

/**
 * Asks for a token on a terminal. It is not shown, and read key by key: a terminal that reads whole lines
 * cuts them off at 4 096 characters.
 *
 * @param input switched to raw mode meanwhile, if it is a terminal
 * @returns the first line that is not empty; an empty text when the person gives up
 */
export function askForToken(
  input: NodeJS.ReadableStream,
  write: (text: string) => void,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true, historySize: 0 });
  write('Paste the access token (it is not shown) and press Enter: ');
  return new Promise((resolve) => {
    const end = (line: string) => {
      lines.removeAllListeners();
      lines.close();
      write('\n');
      resolve(line);
    };
    lines.on('line', (line) => {
      if (line.trim() !== '') {
        end(line);
      }
    });
    // Ctrl-C and Ctrl-D.
    lines.once('close', () => end(''));
  });
}

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
