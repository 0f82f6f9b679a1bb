import type { SinglePageSetUp } from './single-page-set-up.js';

/** A task as another client of the same person sees it. */
export interface TaskElsewhere {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly status: string;
  readonly dueAt: string | null;
}

/** What another client of the same person does meanwhile, straight at the API. */
export class Elsewhere {
  constructor(private readonly running: SinglePageSetUp) {}

  async add(task: Readonly<Record<string, unknown>>): Promise<TaskElsewhere> {
    return this.#call('POST', '/tasks', task);
  }

  async read(id: string): Promise<TaskElsewhere> {
    return this.#call('GET', `/tasks/${id}`);
  }

  async change(id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#call('PATCH', `/tasks/${id}`, change);
  }

  async delete(id: string): Promise<void> {
    await this.#call('DELETE', `/tasks/${id}`);
  }

  /** The titles of all tasks, of which there must not be more than a page. */
  async titles(): Promise<string[]> {
    const { items } = await this.#call<{ items: TaskElsewhere[] }>('GET', '/tasks?limit=100');
    return items.map(({ title }) => title);
  }

  async #call<T = TaskElsewhere>(method: string, path: string, body?: object): Promise<T> {
    const token = await this.running.emulator.issueTestToken();
    const answer = await this.running.api.call<T>(path, { method, token, ...(body && { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}`);
    return answer.body;
  }
}
