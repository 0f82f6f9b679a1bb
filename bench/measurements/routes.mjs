import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { number, ratio, spread, table } from '../support/figures.mjs';
import { MeasuredServer } from '../support/measured-server.mjs';
import { ownerOf } from '../support/provider.mjs';
import { PgBouncer } from '../support/pgbouncer.mjs';
import { environmentOf, makeTasks, seed, Storages, unseed } from '../support/storage.mjs';

const people = Array.from({ length: 200 }, (_, person) => person);
const tasksEach = 100;
const connections = 16;
const newTask = { title: 'Book a room for the review' };

/** Who answers the routes. `before` is an older build of the API, if `BENCH_BEFORE` names its folder. */
const contenders = [
  { key: 'byHand', name: 'by hand', server: 'by-hand', byHand: true },
  { key: 'api', name: 'this API', server: 'tasks-api', isChecked: true },
  ...(process.env.BENCH_BEFORE
    ? [{ key: 'before', name: 'before', server: 'tasks-api', build: process.env.BENCH_BEFORE }]
    : []),
  { key: 'stock', name: 'stock NestJS, TypeORM', server: 'stock-tasks', isChecked: true },
];

/** The API where statements can neither be prepared nor share a round trip. */
const throughPooler = {
  key: 'pooled',
  name: 'this API, PgBouncer',
  server: 'tasks-api',
  isChecked: true,
};

const routes = [
  { key: 'list', name: 'list of 20 out of 100' },
  { key: 'get', name: 'get one', onTasks: true },
  { key: 'change', name: 'change', onTasks: true, method: 'PATCH', body: { title: 'Changed' } },
  { key: 'delete', name: 'delete', onTasks: true, method: 'DELETE', once: true },
  { key: 'create', name: 'create', method: 'POST', body: newTask },
];

/** What the writes of an embedded database share shows with many connections, and must not cost one. */
const embeddedRoutes = [
  { key: 'create1', name: 'create, 1 connection', method: 'POST', body: newTask, connections: 1 },
  { key: 'create32', name: 'create, 32', method: 'POST', body: newTask, connections: 32 },
];

/** The routes that callers really use, on the embedded database. */
export function measureRoutes(bench) {
  const storages = new Storages(bench);
  return measure(bench, storages, [...routes, ...embeddedRoutes], contenders, 'Sqlite');
}

/** The same on PostgreSQL, if `BENCH_DATABASE_URL` names a server, and through PgBouncer. */
export async function measureRoutesOnPostgres(bench) {
  const url = process.env.BENCH_DATABASE_URL;
  if (!url) {
    return { markdown: 'Not measured: no `BENCH_DATABASE_URL`.', figures: {} };
  }
  const storages = new Storages(bench, url);
  const pooler = await PgBouncer.start(url);
  try {
    const pooled = { ...throughPooler, pooler };
    return await measure(bench, storages, routes, [...contenders, pooled], 'Postgres');
  } finally {
    await pooler.stop();
  }
}

async function measure(bench, storages, measured, compared, kind) {
  const tasks = makeTasks(people, tasksEach);
  const running = [];
  for (const contender of compared) {
    running.push(await start(bench, storages, contender, tasks));
  }
  await compareAnswers(running, tasks[0].id, bench);
  const samples = measured.map(() => compared.map(() => []));
  for (let round = -1; round < bench.rounds; round++) {
    for (const [index, route] of measured.entries()) {
      for (const [who, contender] of running.entries()) {
        const sample = await measureRoute(bench, storages, contender, route, tasks, round < 0);
        if (round >= 0) {
          samples[index][who].push(sample);
        }
      }
    }
    bench.progress(`routes on ${kind}, round ${round + 1}`);
  }
  for (const { server } of running) {
    await server.stop();
  }
  await storages.remove();
  return {
    markdown: report(measured, compared, samples),
    figures: figuresOf(measured, samples, kind),
  };
}

async function start(bench, storages, contender, tasks) {
  const storage = await storages.create(tasks);
  const { directory } = storage;
  const { server: module, build, pooler } = contender;
  const environment = environmentOf(
    pooler ? { ...storage, url: pooler.urlOf(storage.url) } : storage,
  );
  const config = { server: module, build, directory, storage, environment };
  const server = await MeasuredServer.start(bench, config);
  if (contender.isChecked) {
    await server.checkProtection('/tasks', await bench.provider.token(0), bench.wrongTokens);
  }
  return { ...contender, server, storage };
}

/** Nothing is compared that does not do the same: every contender gives the answers of the API. */
async function compareAnswers(running, id, { provider }) {
  const token = await provider.token(0);
  const answersOf = async ({ server, key, byHand }) => {
    const who = byHand ? { headers: { 'x-owner': ownerOf(0) } } : { token };
    const ask = async (path, call, status) =>
      JSON.parse((await server.checkAnswer(path, { ...who, ...call }, status)) || 'null');
    const list = await ask('/tasks', {}, 200);
    const made = await ask('/tasks', { method: 'POST', body: newTask }, 201);
    const path = `/tasks/${made.id}`;
    const changed = await ask(path, { method: 'PATCH', body: { title: 'Changed' } }, 200);
    await ask(path, { method: 'DELETE' }, 204);
    await ask(path, {}, 404).catch((error) => {
      if (!error.message.includes('answers 404')) {
        throw error;
      }
    });
    return {
      // The stock application knows no pages.
      list: key === 'stock' ? { items: list.map(inOrder), nextCursor: null } : list,
      found: inOrder(await ask(`/tasks/${id}`, {}, 200)),
      made: withoutIdentity(made),
      changed: withoutIdentity(changed),
    };
  };
  const expected = await answersOf(running.find(({ key }) => key === 'api'));
  for (const contender of running) {
    const answers = await answersOf(contender);
    if (contender.key === 'stock') {
      answers.list.nextCursor = expected.list.nextCursor;
    }
    if (JSON.stringify(answers) !== JSON.stringify(expected)) {
      const both = [answers, expected].map((one) => JSON.stringify(one).slice(0, 2000));
      throw new Error(`${contender.name} answers otherwise:\n${both.join('\n')}`);
    }
  }
}

/** The fields of a task in the order of the API. */
function inOrder({ id, title, description, status, dueAt, createdAt, updatedAt }) {
  return { id, title, description, status, dueAt, createdAt, updatedAt };
}

function withoutIdentity(task) {
  return { ...inOrder(task), id: '', createdAt: '', updatedAt: '' };
}

async function measureRoute(bench, storages, contender, route, tasks, isWarmUp) {
  const { server, storage, byHand } = contender;
  const { method, body, onTasks, once } = route;
  const load = {
    path: '/tasks',
    people: [0, people.length],
    connections: route.connections ?? connections,
    seconds: isWarmUp ? 1 : bench.seconds,
    method,
    body,
    byHand,
  };
  if (onTasks) {
    const targets = once ? makeTasks(people, 5 * Math.ceil(load.seconds)) : tasks;
    load.targets = join(storage.directory, 'targets');
    writeFileSync(load.targets, targets.map(({ person, id }) => `${person} ${id}`).join('\n'));
    if (once) {
      await seed(storage, targets);
      load.amount = Math.floor(targets.length / connections) * connections;
    }
  }
  const before = storage.url && (await storages.cpu(storage));
  const sample = await server.measure(load);
  const spent = before ? spentSince(before, await storages.cpu(storage)) : 0;
  if (method === 'POST') {
    await unseed(storage, newTask.title);
  }
  return { ...sample, database: spent / sample.requests };
}

/** A connection that was closed meanwhile had been idle for long, and has spent nothing. */
function spentSince(before, after) {
  return [...after].reduce((sum, [pid, cpu]) => sum + cpu - (before.get(pid) ?? 0), 0);
}

function figuresOf(measured, samples, kind) {
  const compare = (route, field, one, other) => {
    const of = (key) =>
      samples[measured.findIndex(({ key: name }) => name === route)][
        contenders.findIndex(({ key: name }) => name === key)
      ].map((sample) => sample[field]);
    return ratio(of(one), of(other));
  };
  const stock = routes.map(({ key }) => compare(key, 'cpu', 'stock', 'api'));
  return {
    [`list${kind}`]: compare('list', 'cpu', 'api', 'byHand'),
    [`get${kind}`]: compare('get', 'cpu', 'api', 'byHand'),
    [`stock${kind}`]: stock.toSorted((a, b) => a.median - b.median)[0],
    ...(kind === 'Postgres'
      ? { databaseOfList: compare('list', 'database', 'api', 'byHand') }
      : {
          sharedWrites: compare('create32', 'perSecond', 'api', 'byHand'),
          singleWrites: compare('create1', 'perSecond', 'api', 'byHand'),
        }),
  };
}

function report(measured, compared, samples) {
  const hasDatabase = samples[0][0][0].database > 0;
  const columns = ['µs of CPU each', 'times by hand', 'requests/s', 'p50, ms', 'p99, ms'];
  const median = (rounds, field) => spread(rounds.map((round) => round[field])).median;
  return table(
    ['', '', ...columns, ...(hasDatabase ? ['database, µs'] : [])],
    measured.flatMap(({ name }, index) =>
      compared.map((contender, who) => {
        const rounds = samples[index][who];
        const cpu = (of) => of.map((round) => round.cpu);
        return [
          who === 0 ? name : '',
          contender.name,
          number(median(rounds, 'cpu')),
          number(ratio(cpu(rounds), cpu(samples[index][0])).median),
          number(median(rounds, 'perSecond')),
          number(median(rounds, 'p50') / 1000),
          number(median(rounds, 'p99') / 1000),
          ...(hasDatabase ? [number(median(rounds, 'database'))] : []),
        ];
      }),
    ),
  );
}
