import type { IncomingHttpHeaders } from 'node:http';

/** A request as the handlers see it. */
export interface EmulatorRequest {
  method: string;
  /** Scheme and host as the caller wrote them: advertised addresses follow it. */
  origin: string;
  scheme: 'http' | 'https';
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The fields of a submitted form. */
export async function readForm({ headers, body }: EmulatorRequest): Promise<URLSearchParams> {
  const type = headers['content-type'] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return new URLSearchParams(body.toString());
  // Microsoft's curl examples for the token endpoint use --form, so B2C reads this as well.
  if (/^multipart\/form-data\b/i.test(type)) return readMultipart(type, body);
  return new URLSearchParams();
}

/** The value of a cookie. */
export function readCookie({ headers }: EmulatorRequest, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

async function readMultipart(type: string, body: Buffer): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  form?.forEach((value, name) => {
    if (typeof value === 'string') fields.append(name, value);
  });
  return fields;
}
