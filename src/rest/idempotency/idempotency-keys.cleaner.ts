import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';

const intervalMs = 3_600_000;

/** Deletes expired idempotency keys every hour, so that their table does not grow for ever. */
@Injectable()
export class IdempotencyKeysCleaner implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(IdempotencyKeysCleaner.name);
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly keys: IdempotencyKeysRepository) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#clean(), intervalMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async #clean(): Promise<void> {
    try {
      await this.keys.deleteExpired(Date.now());
    } catch (error) {
      this.#logger.warn({ err: error, msg: 'expired idempotency keys stay for another hour' });
    }
  }
}
