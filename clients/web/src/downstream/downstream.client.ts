import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../config/index.js';
import type { DownstreamFailure } from './downstream.failures.js';
import { readLimited } from './limited-body.js';
import { readRetryAfter } from './retry-after.js';

/** One call to the API. */
export interface DownstreamCall {
  readonly url: string;
  readonly token: string;
  readonly method?: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type DownstreamAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'failed'; readonly failure: DownstreamFailure };

/** Calls the API over HTTP with a bearer token (RFC 6750), and never throws for what it answers. */
@Injectable()
export class DownstreamClient {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async call({
    url,
    token,
    method = 'GET',
    body,
    headers,
  }: DownstreamCall): Promise<DownstreamAnswer> {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        // The token is for this address and for no other.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.settings.downstream.timeLimitMs),
      });
      return await readAnswer(response);
    } catch (error) {
      const kind = (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable';
      return { kind: 'failed', failure: { kind } };
    }
  }
}

async function readAnswer(response: Response): Promise<DownstreamAnswer> {
  const { status, ok, headers } = response;
  const text = await readLimited(response);
  const json = text === undefined ? undefined : parse(text);
  if (!ok) {
    const retryAfter = readRetryAfter(headers.get('retry-after'), Date.now());
    const problem = problemOf(json);
    return { kind: 'failed', failure: { kind: 'status', status, retryAfter, problem } };
  }
  if (json === undefined) return { kind: 'failed', failure: { kind: 'unreadable' } };
  return { kind: 'answered', status, body: json };
}

const problemSchema = z
  .object({
    detail: z.string().optional().catch(undefined),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).catch([]),
  })
  .catch({ detail: undefined, errors: [] });

/** The words of a problem document (RFC 9457): its detail, and what is wrong with each field. */
function problemOf(json: unknown): string | undefined {
  const { detail, errors } = problemSchema.parse(json);
  if (errors.length === 0) return detail;
  return errors.map(({ path, message }) => `${path}: ${message}`).join('. ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
