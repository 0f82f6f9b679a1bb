import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many tasks a caller keeps; beyond that it deletes more than it adds. */
const manyTasks = 150;

/**
 * Somebody who adds, reads, lists, changes and deletes tasks through any of the processes, and knows what was
 * acknowledged. A change without an answer may have been made or not: the caller asks which, and accepts no
 * third state.
 */
export class Caller {
  /** The title that each task must have, by id. */
  #tasks = new Map();
  #lost = [];

  /**
   * @param {object} options
   * @param {() => Promise<string>} options.token of this person, valid now
   * @param {() => string} options.origin of one of the processes
   * @param {(answer: { status: number, origin: string, path: string }) => void} options.note told of each answer;
   *   status 0 is a connection that broke
   * @param {() => boolean} options.isOver
   */
  constructor(options) {
    this.options = options;
  }

  /** How many tasks this caller has. */
  get size() {
    return this.#tasks.size;
  }

  /** What was acknowledged and is not there, or is there and was not asked for. */
  get lost() {
    return this.#lost;
  }

  async run() {
    while (!this.options.isOver()) {
      await this.#step();
      await sleep(20 * Math.random());
    }
  }

  async #step() {
    const ids = [...this.#tasks.keys()];
    const id = ids[Math.floor(Math.random() * ids.length)];
    const dice = Math.random() * 100;
    if (id === undefined || dice < (ids.length > manyTasks ? 10 : 25)) {
      await this.#add();
    } else if (dice < 50) {
      await this.#read(id);
    } else if (dice < 70) {
      await this.#call('GET', '/tasks?limit=20&sort=-createdAt');
    } else if (dice < 80) {
      await this.#call('GET', '/me');
    } else if (dice < 92) {
      await this.#change(id);
    } else {
      await this.#delete(id);
    }
  }

  async #add() {
    const title = `Task ${randomUUID()}`;
    const { body } = await this.#retried('POST', '/tasks', [201], { title }, randomUUID());
    this.#tasks.set(body.id, title);
  }

  async #read(id) {
    const { status, body } = await this.#call('GET', `/tasks/${id}`);
    if (status === 404 || (status === 200 && body.title !== this.#tasks.get(id))) {
      this.#lost.push(`${id}: ${status} ${body.title ?? ''}, not ${this.#tasks.get(id)}`);
      this.#tasks.delete(id);
    }
  }

  async #change(id) {
    const title = `Changed ${randomUUID()}`;
    const { status } = await this.#call('PATCH', `/tasks/${id}`, { title });
    if (status === 200) {
      this.#tasks.set(id, title);
    } else {
      const { status: now, body } = await this.#retried('GET', `/tasks/${id}`, [200, 404]);
      if (now === 404 || ![title, this.#tasks.get(id)].includes(body.title)) {
        this.#lost.push(`${id}: neither changed nor as before: ${now} ${body.title}`);
      }
      this.#tasks.set(id, body.title);
    }
  }

  async #delete(id) {
    const { status } = await this.#call('DELETE', `/tasks/${id}`);
    const title = this.#tasks.get(id);
    this.#tasks.delete(id);
    if (status !== 204) {
      const { status: now, body } = await this.#retried('GET', `/tasks/${id}`, [200, 404]);
      if (now === 200) {
        this.#tasks.set(id, body.title);
        if (body.title !== title) {
          this.#lost.push(`${id}: neither deleted nor as before: ${body.title}`);
        }
      }
    }
  }

  /** Goes through all tasks, and compares them with what was acknowledged. */
  async verify() {
    const found = new Map();
    for (let cursor = ''; cursor !== undefined;) {
      const { body: page } = await this.#retried('GET', `/tasks?limit=100${cursor}`, [200]);
      for (const { id, title } of page.items) {
        found.set(id, title);
      }
      cursor = page.nextCursor === null ? undefined : `&cursor=${page.nextCursor}`;
    }
    for (const [id, title] of this.#tasks) {
      if (found.get(id) !== title) {
        this.#lost.push(`${id}: acknowledged as ${title}, found as ${found.get(id)}`);
      }
      found.delete(id);
    }
    for (const [id, title] of found) {
      this.#lost.push(`${id}: ${title} is there, and must not be`);
    }
  }

  /** Calls until an answer has one of the statuses. */
  async #retried(method, path, statuses, body, key) {
    for (let attempt = 0; attempt < 600; attempt++) {
      const answer = await this.#call(method, path, body, key);
      if (statuses.includes(answer.status)) {
        return answer;
      }
      await sleep(100 + 100 * Math.random());
    }
    throw new Error(`${method} ${path} is not answered with ${statuses.join(' or ')}`);
  }

  async #call(method, path, body, key) {
    const { options } = this;
    const origin = options.origin();
    try {
      const answer = await fetch(origin + path, {
        method,
        headers: {
          authorization: `Bearer ${await options.token()}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await answer.text();
      options.note({ status: answer.status, origin, path, method });
      return {
        status: answer.status,
        body: text.startsWith('{') ? JSON.parse(text) : {},
      };
    } catch {
      options.note({ status: 0, origin, path, method });
      return { status: 0, body: {} };
    }
  }
}
