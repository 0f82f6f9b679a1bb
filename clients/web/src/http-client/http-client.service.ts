import { types } from 'node:util';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  Agent,
  EnvHttpProxyAgent,
  fetch,
  type Dispatcher,
  type RequestInit,
  type Response,
} from 'undici';
import { SETTINGS, type Settings } from '../config/index.js';

/** Never behind a proxy. */
const loopback = 'localhost,127.0.0.1,[::1]';

/**
 * Every outgoing HTTP request: through the proxy of `HTTPS_PROXY` where one is configured. It is
 * undici's own `fetch`, because the one of Node 22 cannot be given a proxy.
 */
@Injectable()
export class HttpClientService implements OnModuleDestroy {
  readonly #dispatcher: Dispatcher;

  constructor(@Inject(SETTINGS) { outgoingProxy }: Settings) {
    const noProxy = [loopback, ...(outgoingProxy?.noProxy.split(/[\s,]+/) ?? [])];
    this.#dispatcher =
      outgoingProxy && !noProxy.includes('*')
        ? new EnvHttpProxyAgent({
            httpsProxy: outgoingProxy.url,
            // Empty, so that undici does not read HTTP_PROXY: plain http stays on this machine.
            httpProxy: '',
            noProxy: noProxy.join(','),
          })
        : new Agent();
  }

  /** @throws {Error} when no response arrives; `describeNetworkError` tells why */
  fetch(url: string, init: RequestInit = {}): Promise<Response> {
    return fetch(url, { ...init, dispatcher: this.#dispatcher });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#dispatcher.destroy();
  }
}

/**
 * Why a request failed, for the log: the message of an error of undici is "fetch failed" whatever the
 * cause, and a host with several addresses has one cause for each.
 */
export function describeNetworkError(error: unknown): string {
  if (!types.isNativeError(error)) {
    return String(error);
  }
  const { code, errors = [error.cause] } = error as NodeJS.ErrnoException & { errors?: unknown[] };
  const details = errors.filter((cause) => types.isNativeError(cause)).map(describeNetworkError);
  return [error.message || (code ?? error.name), ...new Set(details)].join(': ');
}
