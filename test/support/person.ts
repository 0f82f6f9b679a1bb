import { randomUUID } from 'node:crypto';
import type { Task } from '../../src/tasks/task.schema.js';
import type { Answer } from './api.js';
import type { RunningApi } from './running-api.js';
import { newTask } from './task-body.js';

type Headers = Readonly<Record<string, string>>;

/** A task that was added, with where it is and the tag of its first version. */
export interface AddedTask extends Task {
  readonly path: string;
  readonly tag: string;
}

/** One page of a list. */
export interface Page {
  readonly items: readonly Task[];
  readonly nextCursor: string | null;
}

/** Somebody with tasks of their own, so that tests do not see each other's. */
export class Person {
  #token: Promise<string> | undefined;

  /**
   * @param scp the scopes of their token; all unless given
   * @param id their object id; one that nobody else has unless given
   */
  constructor(
    private readonly running: RunningApi,
    private readonly scp?: string,
    readonly id: string = randomUUID(),
  ) {}

  get token(): Promise<string> {
    const scopes = this.scp === undefined ? {} : { scopes: [this.scp] };
    return (this.#token ??= this.running.provider.token({ id: this.id, ...scopes }));
  }

  get<T = Record<string, unknown>>(path: string, headers?: Headers): Promise<Answer<T>> {
    return this.running.api.call<T>(path, { token: this.token, ...(headers && { headers }) });
  }

  /** A request with a JSON body, or with none when it is left out. */
  send<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Headers = {},
  ): Promise<Answer<T>> {
    return this.running.api.call<T>(path, { method, token: this.token, body, headers });
  }

  /** A request with the body as it is; nobody adds a media type to bytes. */
  async sendBytes(
    method: string,
    path: string,
    body: string | Uint8Array,
    headers: Headers = { 'content-type': 'application/json' },
  ): Promise<Response> {
    return fetch(this.running.api.origin + path, {
      method,
      headers: { authorization: `Bearer ${await this.token}`, ...headers },
      body: Buffer.from(body),
    });
  }

  /** Adds a task; fails unless it is accepted. */
  async add(task?: Readonly<Record<string, unknown>>): Promise<AddedTask> {
    const { status, headers, body } = await this.send<Task>('POST', '/tasks', newTask(task));
    if (status !== 201) {
      throw new Error(`a task was not added: ${JSON.stringify(body)}`);
    }
    return { ...body, path: `/tasks/${body.id}`, tag: headers.get('etag') ?? '' };
  }
}

/** Where the faults of a refused request are. */
export function faultPaths({ body }: Answer): readonly string[] {
  const errors = (body['errors'] ?? []) as readonly { readonly path: string }[];
  return errors.map(({ path }) => path).toSorted();
}
