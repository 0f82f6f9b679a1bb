import type { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Caller, RequestCredentials } from '../token/index.js';

/** The longest delay of a timer, about 25 days: tokens live a day at most. */
const maxDelayMs = 0x7fff_ffff;

/** What connections were opened with, and when they end. */
@Injectable()
export class Connections {
  readonly #credentials = new WeakMap<object, RequestCredentials>();
  readonly #ending = new WeakSet<object>();

  /** Keeps the credentials of a connection, which each of its messages is checked with again. */
  open(connection: object, credentials: RequestCredentials): void {
    this.#credentials.set(connection, credentials);
  }

  credentialsOf(connection: object): RequestCredentials | undefined {
    return this.#credentials.get(connection);
  }

  /**
   * Ends a connection when the token expires that it was opened with.
   *
   * @param closed the event that the connection emits when it has ended by itself
   */
  endWithToken(
    connection: Pick<EventEmitter, 'once'>,
    { expiresAt }: Pick<Caller, 'expiresAt'>,
    closed: 'close' | 'disconnect',
    end: () => void,
  ): void {
    if (this.#ending.has(connection)) {
      return;
    }
    this.#ending.add(connection);
    const delay = Math.min(Math.max(expiresAt * 1000 - Date.now(), 0), maxDelayMs);
    const timer = setTimeout(end, delay);
    timer.unref();
    connection.once(closed, () => clearTimeout(timer));
  }
}
