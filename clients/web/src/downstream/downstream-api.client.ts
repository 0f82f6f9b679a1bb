import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Response } from 'undici';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../config/index.js';
import { describeNetworkError, HttpClientService } from '../http-client/index.js';
import type { DownstreamApiError } from './downstream-api.error.js';

/** One request to the API. */
export interface DownstreamApiRequest {
  readonly url: string;
  readonly token: string;
  readonly method?: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API's response, or why there is none that can be used. */
export type DownstreamApiResponse =
  | { readonly kind: 'success'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'error'; readonly error: DownstreamApiError };

/** More than a page can show. */
const maxBodyBytes = 1_000_000;

/** Calls the API with a bearer token (RFC 6750). No response of the API makes it throw. */
@Injectable()
export class DownstreamApiClient {
  readonly #log = new Logger('Downstream');

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly http: HttpClientService,
  ) {}

  async send(request: DownstreamApiRequest): Promise<DownstreamApiResponse> {
    const { url, token, method = 'GET', body, headers } = request;
    try {
      const response = await this.http.fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        // The token is for this address only.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.settings.downstream.timeoutMs),
      });
      return await readResponse(response);
    } catch (error) {
      this.#log.warn(describeNetworkError(error));
      const kind = (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable';
      return { kind: 'error', error: { kind } };
    }
  }
}

async function readResponse(response: Response): Promise<DownstreamApiResponse> {
  const { status, ok, headers } = response;
  const text = await readBody(response);
  const json = text === undefined ? undefined : parseJson(text);
  if (!ok) {
    const retryAfter = parseRetryAfter(headers.get('retry-after'), Date.now());
    const problem = describeProblem(json);
    return { kind: 'error', error: { kind: 'status', status, retryAfter, problem } };
  }
  if (json === undefined) {
    return { kind: 'error', error: { kind: 'unreadable' } };
  }
  return { kind: 'success', status, body: json };
}

/** The body as text, or nothing when it is too long. */
async function readBody(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Seconds of a `Retry-After` header, which holds a number of them or a date (RFC 9110 section 10.2.3).
 *
 * @param now milliseconds since the epoch
 */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) {
    return undefined;
  }
  if (/^\d{1,6}$/.test(header)) {
    return Number(header);
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

const problemSchema = z
  .object({
    detail: z.string().optional().catch(undefined),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).catch([]),
  })
  .catch({ detail: undefined, errors: [] });

/** The text of a problem document (RFC 9457): its detail, or what is wrong with each field. */
function describeProblem(json: unknown): string | undefined {
  const { detail, errors } = problemSchema.parse(json);
  if (errors.length === 0) {
    return detail;
  }
  return errors.map(({ path, message }) => `${path}: ${message}`).join('. ');
}
