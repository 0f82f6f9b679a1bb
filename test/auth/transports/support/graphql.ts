import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestApplication } from '../../support/application.js';

/** An error of GraphQL, as far as the tests look at it. */
interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

export interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphqlError[];
  readonly headers: Headers;
}

/** Sends a query over HTTP. */
export async function query(
  { port }: TestApplication,
  text: string,
  token?: string,
  address = '',
): Promise<GraphqlAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql${address}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: text }),
  });
  return { ...((await response.json()) as object), headers: response.headers };
}

/** What became of a subscription: its first results, or why there are none. */
export interface Subscribed {
  readonly results: unknown[];
  readonly errors: readonly GraphqlError[];
  /** The code that the connection was closed with. */
  readonly closed: Promise<number>;
  readonly client: Client;
}

/** Subscribes over a WebSocket, and waits for the first result or refusal. */
export async function subscribe(
  { port }: TestApplication,
  text: string,
  options: {
    readonly connectionParams?: Record<string, unknown>;
    readonly headers?: Record<string, string>;
    readonly address?: string;
  },
): Promise<Subscribed> {
  class HeaderSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: options.headers });
    }
  }
  const results: unknown[] = [];
  let close: (code: number) => void;
  const closed = new Promise<number>((resolve) => (close = resolve));
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql${options.address ?? ''}`,
    webSocketImpl: HeaderSocket,
    connectionParams: options.connectionParams,
    retryAttempts: 0,
    on: { closed: (event) => close((event as { readonly code: number }).code) },
  });
  const errors = await new Promise<readonly GraphqlError[]>((resolve) => {
    client.subscribe(
      { query: text },
      {
        next: ({ data, errors: refused }) => {
          if (data) {
            results.push(data);
          }
          resolve(refused ?? []);
        },
        error: (refused) => resolve(Array.isArray(refused) ? (refused as GraphqlError[]) : []),
        complete: () => resolve([]),
      },
    );
  });
  return { results, errors, closed, client };
}
