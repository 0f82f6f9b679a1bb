import createClient, { type Client } from 'openapi-fetch';
import { callApi, fetchWithToken, type AccessTokenSource } from './api-call.js';
import { apiErrorFrom } from './api-error.js';
import type { NewTask, paths, Task, TaskChange, TaskPage } from './schema.js';

/** Query of `GET /tasks`. */
export type TaskQuery = NonNullable<paths['/tasks']['get']['parameters']['query']>;

/** A task with the ETag of its version. */
export interface VersionedTask {
  readonly task: Task;
  readonly etag: string;
}

/** The tasks of the signed-in person. Every method throws an `ApiError` unless it works. */
export class TasksApi {
  readonly #client: Client<paths>;

  constructor(apiUrl: string, tokens: AccessTokenSource) {
    this.#client = createClient<paths>({ baseUrl: apiUrl, fetch: fetchWithToken(tokens) });
  }

  async list(query: TaskQuery): Promise<TaskPage> {
    return (await callApi(() => this.#client.GET('/tasks', { params: { query } }))).data;
  }

  /** @param idempotencyKey the same for every retry, so that a lost response adds no second task */
  async add(body: NewTask, idempotencyKey: string): Promise<Task> {
    const header = { 'Idempotency-Key': idempotencyKey };
    return (await callApi(() => this.#client.POST('/tasks', { body, params: { header } }))).data;
  }

  async get(id: string): Promise<VersionedTask> {
    return versioned(
      await callApi(() => this.#client.GET('/tasks/{id}', { params: { path: { id } } })),
    );
  }

  /** @returns undefined while the task still has the version of the ETag */
  async getIfChanged(id: string, etag: string): Promise<VersionedTask | undefined> {
    const params = { path: { id }, header: { 'If-None-Match': etag } };
    const get = async () => {
      const result = await this.#client.GET('/tasks/{id}', { params });
      const { status } = result.response;
      return status === 304 ? { response: new Response(null, { status: 204 }) } : result;
    };
    const answer = await callApi<Task | undefined>(get);
    return answer.data && versioned({ data: answer.data, response: answer.response });
  }

  /** @param etag of the version that the change was made to; without it the change is unconditional */
  async change(id: string, body: TaskChange, etag?: string): Promise<VersionedTask> {
    const params = { path: { id }, header: { ...(etag && { 'If-Match': etag }) } };
    return versioned(await callApi(() => this.#client.PATCH('/tasks/{id}', { body, params })));
  }

  /** @returns how many tasks were deleted */
  async deleteFinished(): Promise<number> {
    return (await callApi(() => this.#client.DELETE('/finished-tasks'))).data.deleted;
  }

  /** Deletes the version of a task that was on the screen: a newer version is a conflict. */
  async delete({ id, updatedAt }: Task): Promise<void> {
    const { task, etag } = await this.get(id);
    if (task.updatedAt !== updatedAt) {
      throw apiErrorFrom({ status: 412 });
    }
    const params = { path: { id }, header: { 'If-Match': etag } };
    await callApi(() => this.#client.DELETE('/tasks/{id}', { params }));
  }
}

const versioned = ({ data, response }: { data: Task; response: Response }): VersionedTask => ({
  task: data,
  etag: response.headers.get('ETag') ?? '',
});
