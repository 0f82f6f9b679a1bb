import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { HeaderSink } from '../refusals/index.js';
import type { CredentialCarrier } from '../token/index.js';

/** What is read of a request, where each adapter keeps it. */
const readers: Readonly<Record<string, (request: unknown) => CredentialCarrier>> = {
  // An Express request is Node's own message, with `query` added.
  express: (request) => request as CredentialCarrier,
  fastify: (request) => {
    const { raw, query } = request as { readonly raw: IncomingMessage; readonly query: unknown };
    return { rawHeaders: raw.rawHeaders, query };
  },
};

/**
 * What the guards need of a request and of its response, from the HTTP adapter that serves the application.
 * The adapter says by its own name which it is; nothing is guessed from the shape of a request.
 */
@Injectable()
export class HttpMessages {
  constructor(private readonly host: HttpAdapterHost) {}

  /**
   * The parts of a request that can carry an access token.
   *
   * @throws {TypeError} for an adapter other than Express and Fastify
   */
  credentialsOf(request: unknown): CredentialCarrier {
    const type = this.host.httpAdapter.getType();
    const read = readers[type];
    if (!read) {
      throw new TypeError(`AuthModule works with Express and Fastify, not with "${type}"`);
    }
    return read(request);
  }

  setHeader(response: unknown, name: string, value: string): void {
    this.host.httpAdapter.setHeader(response, name, value);
  }

  /** The response, as something that takes headers. */
  sinkOf(response: unknown): HeaderSink {
    return { header: (name, value) => this.setHeader(response, name, value) };
  }
}
