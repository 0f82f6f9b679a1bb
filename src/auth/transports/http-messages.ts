import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ResponseHeaders } from '../refusals/index.js';
import type { RequestCredentials } from '../token/index.js';

/** What is read of a request, where each adapter keeps it. */
interface RequestReader {
  incomingOf(request: unknown): IncomingMessage;
  /** The response, where the request leads to it. */
  responseOf(request: unknown): unknown;
}

const readers: Readonly<Record<string, RequestReader>> = {
  // An Express request is Node's own message, with `query` and `res` added.
  express: {
    incomingOf: (request) => request as IncomingMessage,
    responseOf: (request) => (request as { readonly res?: unknown }).res,
  },
  fastify: {
    incomingOf: (request) => (request as { readonly raw: IncomingMessage }).raw,
    responseOf: () => undefined,
  },
};

/**
 * What the guards need of a request and of its response, from the HTTP adapter that serves the application.
 * The adapter says by its own name which it is; nothing is guessed from the shape of a request.
 */
@Injectable()
export class HttpMessages {
  /** Found at the first request: the adapter never changes, and Nest has none yet while it makes this. */
  #known: RequestReader | undefined;

  constructor(private readonly host: HttpAdapterHost) {}

  /**
   * The parts of a request that can carry an access token.
   *
   * @throws {TypeError} for an adapter other than Express and Fastify
   */
  credentialsOf(request: unknown): RequestCredentials {
    const { rawHeaders } = this.incomingOf(request);
    return { rawHeaders, query: (request as { readonly query: unknown }).query };
  }

  /**
   * The message of Node that a request was made from.
   *
   * @throws {TypeError} for an adapter other than Express and Fastify
   */
  incomingOf(request: unknown): IncomingMessage {
    return this.#reader().incomingOf(request);
  }

  /** The response to a request, where the request leads to it. */
  responseOf(request: unknown): unknown {
    return this.#reader().responseOf(request);
  }

  setHeader(response: unknown, name: string, value: string): void {
    this.host.httpAdapter.setHeader(response, name, value);
  }

  /** The response, as something that takes headers. */
  responseHeadersOf(response: unknown): ResponseHeaders {
    return { header: (name, value) => this.setHeader(response, name, value) };
  }

  #reader(): RequestReader {
    return (this.#known ??= this.#findReader());
  }

  #findReader(): RequestReader {
    const type = this.host.httpAdapter.getType();
    const reader = readers[type];
    if (!reader) {
      throw new TypeError(`AuthModule works with Express and Fastify, not with "${type}"`);
    }
    return reader;
  }
}
