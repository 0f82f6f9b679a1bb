import { request } from 'node:http';
import { Visitor, type Visit } from 'test-support';
import type { Emulator } from '../../src/index.js';

/** What the paths of the console begin with. */
export const root = '/__emulator/console';

export const browser = ({ httpOrigin }: Emulator) => new Visitor({ within: httpOrigin });

/** Sends a form of the console, as a browser does. */
export function send(
  visitor: Visitor,
  { httpOrigin }: Emulator,
  path: string,
  fields: Record<string, string> | [string, string][] = {},
): Promise<Visit> {
  return visitor.open(`${root}/${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: httpOrigin, 'sec-fetch-site': 'same-origin' },
  });
}

/** Status of a request with exactly these headers, which fetch would not send. */
export function statusOf(
  { httpOrigin }: Emulator,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    request(new URL(path, httpOrigin), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
