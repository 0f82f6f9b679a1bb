import { Database } from '../../src/database/index.js';
import type { TaskTables } from '../../src/tasks/task.table.js';
import type { Answer } from './api.js';
import type { RunningApi } from './running-api.js';

/**
 * Sends requests at once and lets them pile up in front of the database before any can write, so
 * that they truly race.
 *
 * @param taskId the task that is locked until all requests have arrived
 */
export async function race(
  { api }: RunningApi,
  requests: readonly (() => Promise<Answer>)[],
  taskId = '',
): Promise<Answer[]> {
  let arrived = 0;
  const count = () => void arrived++;
  api.nest.getHttpServer().on('request', count);
  const pending = await api.nest
    .get(Database)
    .db.withTables<TaskTables>()
    .transaction()
    .execute(async (transaction) => {
      await transaction
        .updateTable('task')
        .set((task) => ({ title: task.ref('title') }))
        .where('id', '=', taskId)
        .execute();
      const sent = requests.map((send) => send());
      while (arrived < sent.length) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      return sent;
    });
  api.nest.getHttpServer().off('request', count);
  return Promise.all(pending);
}
