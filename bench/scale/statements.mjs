import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { IdempotencyKeysRepository } from '../../dist/rest/idempotency/idempotency-keys.repository.js';
import { TasksRepository } from '../../dist/tasks/tasks.repository.js';
import { objectIdOf, tenant } from './generate.mjs';

/** Ends a transaction that was for its statements only. */
const rolledBack = new Error('rolled back');

/**
 * Runs everything that the routes of tasks ask of the database, on an owner of many tasks, and returns each
 * statement with its plan. Nothing stays changed.
 *
 * @param {string} url
 * @returns {Promise<{ name: string, sql: string, plan: object }[]>}
 */
export async function explainStatements(url) {
  const found = [];
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  let name = '';
  const db = new Kysely({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql, parameters } }) => {
      if (/^(select|insert|update|delete|with)/i.test(sql)) {
        found.push({ name, sql, parameters });
      }
    },
  });
  for (const [title, run] of callsOf(db)) {
    name = title;
    // A statement may well find nothing; its text is what matters.
    await run().catch((error) => {
      if (error !== rolledBack) {
        throw error;
      }
    });
  }
  const client = await pool.connect();
  const explained = [];
  for (const { name: title, sql, parameters } of found) {
    await client.query('begin');
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${sql}`, [
      ...parameters,
    ]);
    await client.query('rollback');
    explained.push({ name: title, sql, plan: rows[0]['QUERY PLAN'][0] });
  }
  client.release();
  await db.destroy();
  return explained;
}

function callsOf(db) {
  const tasks = new TasksRepository({ db });
  const keys = new IdempotencyKeysRepository({ db });
  const owner = `${tenant}|${objectIdOf(0)}`;
  const own = { owner };
  const all = { ownerPrefix: `${tenant}|` };
  const now = Date.now();
  const after = { value: now - 86_400_000 * 100, id: '019aba70-3e8e-7a84-aaf9-51e8418a14bb' };
  const id = (last) => `019aba70-3e8e-7a84-aaf9-51e8418a1${last}`;
  const row = (last) => ({
    id: id(last),
    owner,
    title: 'A new task',
    description: null,
    status: 'open',
    due_at: null,
    created_at: now,
    updated_at: now,
    version: 1,
  });
  const sorts = ['createdAt', '-createdAt', 'dueAt', '-dueAt'];
  return [
    ...sorts.map((sort) => [`list by ${sort}`, () => tasks.list(owner, { limit: 20, sort })]),
    ...sorts.map((sort) => [
      `list by ${sort}, later page`,
      () => tasks.list(owner, { limit: 20, sort, after }),
    ]),
    ...sorts.map((sort) => [
      `list by ${sort}, with a status`,
      () => tasks.list(owner, { limit: 20, sort, status: 'done', after }),
    ]),
    ['read', () => tasks.find(own, id('f00'))],
    ['read, by an application', () => tasks.find(all, id('f00'))],
    ['change', () => tasks.update(own, id('f00'), 'any', { title: 'Changed' })],
    ['change a version', () => tasks.update(own, id('f00'), [1, 2], { title: 'Changed' })],
    ['change, by an application', () => tasks.update(all, id('f00'), 'any', { title: 'Changed' })],
    ['delete', () => tasks.delete(own, id('f00'), 'any')],
    // Of nobody, since this one is run as well.
    ['delete what is finished', () => tasks.deleteAll(`${tenant}|nobody`, 'done')],
    ['delete, by an application', () => tasks.delete(all, id('f00'), 'any')],
    [
      'add',
      async () => {
        await db.transaction().execute(async (transaction) => {
          await tasks.insert(row('f01'), transaction);
          throw rolledBack;
        });
      },
    ],
    [
      'add with a key',
      () =>
        keys.insertOnce(row('f02'), { resource: 'task', key: 'scale' }, async () => {
          throw rolledBack;
        }),
    ],
    ['delete expired keys', () => keys.deleteExpired(now - 30 * 86_400_000)],
  ];
}

/** All steps of a plan. */
export function stepsOf(plan) {
  return [plan, ...(plan.Plans ?? []).flatMap(stepsOf)];
}
