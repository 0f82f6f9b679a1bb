import { Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';

/** How long a look at the database answers for it. Probes ask less often than that. */
const validMs = 1_000;

/**
 * Looks at the database for readiness probes, at most once a second however many ask. Each look takes a
 * connection of the pool, so probes would otherwise take what requests for tasks need.
 */
@Injectable()
export class DatabaseLook {
  #look: Promise<boolean> | undefined;

  constructor(private readonly database: Database) {}

  /** Whether the database can be used, at this moment or up to a second ago. */
  isReady(): Promise<boolean> {
    this.#look ??= this.database.ready().finally(() => {
      setTimeout(() => (this.#look = undefined), validMs).unref();
    });
    return this.#look;
  }
}
