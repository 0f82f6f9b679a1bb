import createClient, { type Client } from 'openapi-fetch';
import { SignInNeeded, SignInUnavailable } from '../auth/session.js';
import { authorisedFetch, type TokenSource } from './authorised-fetch.js';
import type { NewTask, paths, Problem, Task, TaskChange, TaskPage } from './schema.js';
import { offline, troubleOf } from './trouble.js';

export type { NewTask, Task, TaskChange, TaskPage } from './schema.js';

/** Which tasks, in which order. */
export type TaskQuery = NonNullable<paths['/tasks']['get']['parameters']['query']>;

/** A task with the tag of its version. */
export interface VersionedTask {
  readonly task: Task;
  readonly tag: string;
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: Problem;
  readonly response: Response;
}

/** The tasks of the person who is signed in. Every method throws a {@link Trouble} unless it works. */
export class TasksApi {
  readonly #client: Client<paths>;

  constructor(apiUrl: string, tokens: TokenSource) {
    this.#client = createClient<paths>({ baseUrl: apiUrl, fetch: authorisedFetch(tokens) });
  }

  async list(query: TaskQuery): Promise<TaskPage> {
    return (await call(() => this.#client.GET('/tasks', { params: { query } }))).data;
  }

  /** @param key the same for every try, so that a lost answer does not add a task twice */
  async add(body: NewTask, key: string): Promise<Task> {
    const header = { 'Idempotency-Key': key };
    return (await call(() => this.#client.POST('/tasks', { body, params: { header } }))).data;
  }

  async get(id: string): Promise<VersionedTask> {
    return versioned(
      await call(() => this.#client.GET('/tasks/{id}', { params: { path: { id } } })),
    );
  }

  /** @param tag of the version that the change was made to; left out: of whichever */
  async change(id: string, body: TaskChange, tag?: string): Promise<VersionedTask> {
    const params = { path: { id }, header: { ...(tag && { 'If-Match': tag }) } };
    return versioned(await call(() => this.#client.PATCH('/tasks/{id}', { body, params })));
  }

  /** Deletes a task as it was seen: one that has been changed since is a conflict. */
  async delete({ id, updatedAt }: Task): Promise<void> {
    const { task, tag } = await this.get(id);
    if (task.updatedAt !== updatedAt) throw troubleOf({ status: 412 });
    const params = { path: { id }, header: { 'If-Match': tag } };
    await call(() => this.#client.DELETE('/tasks/{id}', { params }));
  }
}

const versioned = ({ data, response }: { data: Task; response: Response }): VersionedTask => ({
  task: data,
  tag: response.headers.get('ETag') ?? '',
});

async function call<T>(
  send: () => Promise<Answered<T>>,
): Promise<{ readonly data: T; readonly response: Response }> {
  let answer: Answered<T>;
  try {
    answer = await send();
  } catch (error) {
    if (error instanceof SignInNeeded) throw troubleOf({ status: 401 });
    throw offline(error instanceof SignInUnavailable ? 'sign-in' : 'tasks');
  }
  const { data, error, response } = answer;
  if (response.ok) return { data: data as T, response };
  throw troubleOf({
    status: response.status,
    challenge: response.headers.get('WWW-Authenticate'),
    retryAfter: response.headers.get('Retry-After'),
    problem: error,
  });
}
