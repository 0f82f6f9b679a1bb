// node bench/scale/run.mjs --server postgres://… --redis redis://… [--tasks 10000000] [--owners 100000]: fills a
// database of its own, measures it and drops it. docs/scale.md has the results. Needs `npm run build`.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmulator } from '../../emulator/dist/index.js';
import { freePort } from '../support/program.mjs';
import { table } from '../support/figures.mjs';
import { checkAsOne } from './as-one.mjs';
import { generate, objectIdOf } from './generate.mjs';
import { startTwo } from './processes.mjs';
import { measureRoutes } from './routes.mjs';
import { explainStatements, stepsOf } from './statements.mjs';

const database = 'tasks_scale';
const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    redis: { type: 'string' },
    tasks: { type: 'string', default: '10000000' },
    owners: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '4000' },
    /** Uses the database as an earlier run has left it. */
    reuse: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [tasks, owners] = [Number(values.tasks), Number(values.owners)];
const print = (line) => process.stdout.write(`${line}\n`);

async function administer(...statements) {
  const client = new pg.Client({ connectionString: values.server });
  await client.connect();
  for (const statement of statements) {
    await client.query(statement);
  }
  await client.end();
}

if (!values.reuse) {
  await administer(`drop database if exists ${database}`, `create database ${database}`);
}
const url = new URL(values.server);
url.pathname = database;
const variables = { DATABASE_URL: url.href, REDIS_URL: values.redis };
const provider = await startEmulator({ httpPort: await freePort() });
// The start of the first process applies the migrations.
const processes = await startTwo(provider, variables);
const limited = await startTwo(provider, { ...variables, RATE_LIMIT_PER_SUBJECT: '20/60' });
const client = new pg.Client({ connectionString: url.href });
await client.connect();
try {
  if (!values.reuse) {
    const began = Date.now();
    const log = (line) => print(`${Math.round((Date.now() - began) / 1000)} s  ${line}`);
    await generate(client, { tasks, owners, log });
  }
  await showSizes();
  await showPlans();
  const people = await Promise.all(
    Array.from({ length: 2_000 }, () => personOf(randomInt(owners))),
  );
  const figures = await measureRoutes(processes, people, Number(values.requests));
  const cells = figures.map(({ name, p50, p99 }) => [name, p50.toFixed(2), p99.toFixed(2)]);
  print(`\n${table(['milliseconds', 'p50', 'p99'], cells)}`);
  await checkAsOne(processes, people[0], { limited, newcomer: await personOf(owners) });
  print('\nThe two processes behave as one.');
} finally {
  await client.end();
  await Promise.all([...processes, ...limited].map((each) => each.end('SIGTERM')));
  await provider.close();
  if (!values.keep) {
    await administer(`drop database ${database} with (force)`);
  }
}

async function personOf(number) {
  const oid = objectIdOf(number);
  return { token: await provider.issueTestToken({ claims: { oid, sub: oid } }) };
}

async function showSizes() {
  const { rows } = await client.query(
    `select relname as name, relkind as kind, reltuples as rows, pg_relation_size(oid) as bytes
     from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')
     and pg_relation_size(oid) > 1000000 order by relkind desc, pg_relation_size(oid) desc`,
  );
  const cells = rows.map(({ name, kind, rows: count, bytes }) => [
    kind === 'r' ? `**${name}**` : name,
    Math.max(0, count).toLocaleString('en-US'),
    (Number(bytes) / 1e6).toFixed(0),
    (Number(bytes) / Math.max(1, count)).toFixed(0),
  ]);
  print(`\n${table(['table or index', 'rows', 'MB', 'bytes each'], cells)}`);
}

/** Fails on a plan that reads a whole table or index, or sorts. */
async function showPlans() {
  const cells = [];
  const bad = [];
  for (const { name, sql, plan } of await explainStatements(url.href)) {
    const steps = stepsOf(plan.Plan);
    const indexes = steps.flatMap((step) => step['Index Name'] ?? []);
    const blocks = plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'];
    cells.push([
      `${name}: ${[...new Set(indexes)].join(', ') || '-'}`,
      String(blocks),
      plan['Execution Time'].toFixed(2),
    ]);
    if (
      steps.some((step) => ['Seq Scan', 'Sort', 'Bitmap Heap Scan'].includes(step['Node Type']))
    ) {
      bad.push(`${name}: ${sql}\n${JSON.stringify(plan.Plan, null, 1)}`);
    }
  }
  print(`\n${table(['statement: index', 'blocks', 'ms'], cells)}`);
  if (bad.length > 0) {
    throw new Error(`These read too much:\n${bad.join('\n')}`);
  }
}
