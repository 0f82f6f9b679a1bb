// node bench/scale/row-level-security.mjs --server postgres://… [--pooler postgres://…]: what row-level security
// would cost. Both addresses must lead to one server, as a role that may make databases and roles; the pooler passes
// on every database and every role. docs/scale.md has the results. Needs `npm run build`.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { storage } from '../../dist/resources.js';
import { Database } from '../../dist/database/index.js';
import { ratio, spread, table } from '../support/figures.mjs';
import { generate, objectIdOf, tenant } from './generate.mjs';

const [database, role] = ['tasks_rls', 'tasks_rls_role'];
const owners = 1_000;
const [rounds, seconds] = [5, 1];
const { values } = parseArgs({
  options: { server: { type: 'string' }, pooler: { type: 'string' } },
});

const admin = new pg.Client({ connectionString: values.server });
await admin.connect();
await admin.query(`drop database if exists ${database}`);
await admin.query(`drop role if exists ${role}`);
await admin.query(`create database ${database}`);
await admin.query(`create role ${role} login`);

const urlOf = (address, user) => {
  const url = new URL(address);
  url.pathname = database;
  if (user !== undefined) {
    url.username = user;
    url.password = '';
  }
  return url.href;
};

const api = new Database({ url: urlOf(values.server), directory: '', fileName: '', ...storage });
await api.onModuleInit();
await api.onApplicationShutdown();
const client = new pg.Client({ connectionString: urlOf(values.server) });
await client.connect();
await generate(client, { tasks: 100_000, owners, log: () => undefined });
await client.query(`grant all on all tables in schema public to ${role}`);

const randomOwner = () => `${tenant}|${objectIdOf(Math.floor(Math.random() * owners))}`;
const columns = 'id, title, description, status, due_at, created_at, updated_at, version';
const list = `select ${columns} from task where owner = $1 order by created_at desc, id desc limit 21`;
const read = `select ${columns} from task where owner = $1 and id = '019aba70-3e8e-7a84-aaf9-51e8418a14bb'`;

/** As the API does it: one statement. */
async function plainly(connection, text) {
  await connection.query(text, [randomOwner()]);
}

/** The setting is the transaction's, since a pooler gives the connection to somebody else after it. */
async function secured(connection, text) {
  const owner = randomOwner();
  await connection.query('begin');
  await connection.query(`select set_config('tasks.owner', $1, true)`, [owner]);
  await connection.query(text, [owner]);
  await connection.query('commit');
}

async function perSecond(address, run, text) {
  const connections = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const connection = new pg.Client({ connectionString: urlOf(address, role) });
      await connection.connect();
      return connection;
    }),
  );
  const end = performance.now() + seconds * 1000;
  let count = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (; performance.now() < end; count++) {
        await run(connection, text);
      }
    }),
  );
  await Promise.all(connections.map((connection) => connection.end()));
  return count / seconds;
}

const policy = (on) =>
  client.query(
    on
      ? `alter table task enable row level security; alter table task force row level security;
         drop policy if exists owners on task;
         create policy owners on task using (owner = current_setting('tasks.owner', true))`
      : 'alter table task disable row level security; alter table task no force row level security',
  );

const cells = [];
try {
  for (const [way, address] of [
    ['directly', values.server],
    ['through the pooler', values.pooler],
  ].filter(([, given]) => given !== undefined)) {
    for (const [name, text] of [
      ['list of 20', list],
      ['one task', read],
    ]) {
      const without = [];
      const withPolicy = [];
      const inTransaction = [];
      for (let round = 0; round < rounds; round++) {
        await policy(false);
        without.push(await perSecond(address, plainly, text));
        inTransaction.push(await perSecond(address, secured, text));
        await policy(true);
        withPolicy.push(await perSecond(address, secured, text));
      }
      const cost = ratio(withPolicy, without);
      const ofPolicy = ratio(withPolicy, inTransaction);
      cells.push([
        `${name}, ${way}`,
        spread(without).median.toFixed(0),
        spread(withPolicy).median.toFixed(0),
        cost.median.toFixed(2),
        ofPolicy.median.toFixed(2),
      ]);
    }
  }
  const forgetful = new pg.Client({ connectionString: urlOf(values.server, role) });
  await forgetful.connect();
  const { rows } = await forgetful.query('select id from task limit 1');
  await forgetful.end();
  assert.equal(rows.length, 0, 'a statement that forgets the owner finds nothing');
  const head = [
    'statements per second',
    'as it is',
    'with the policy',
    'ratio',
    'of it the policy itself',
  ];
  process.stdout.write(
    `${table(head, cells)}\nA statement that forgets the owner finds nothing.\n`,
  );
} finally {
  await client.end();
  await admin.query(`drop database ${database} with (force)`);
  await admin.query(`drop role ${role}`);
  await admin.end();
}
