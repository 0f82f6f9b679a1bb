import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Bench } from './bench.mjs';
import { shareBy } from './support/cpu-profile.mjs';
import { number, table } from './support/figures.mjs';
import { MeasuredServer, unreachableLimits } from './support/measured-server.mjs';
import { environmentOf, makeTasks, Storages } from './support/storage.mjs';

const tokens = 8_000;
const few = 200;
const topFunctions = 10;
const topPackages = 8;

const addition = { method: 'POST', body: { title: 'Book a room for the review' } };

/** What can be looked into: a server under load, or a verifier alone. */
const subjects = {
  protected: { server: 'this-stack', path: '/protected', people: [0, few] },
  new: { server: 'this-stack', path: '/protected', people: [0, tokens] },
  ceiling: { server: 'bare-fastify', path: '/protected', people: [0, few] },
  open: { server: 'this-stack', path: '/open', people: [0, few] },
  deployed: {
    server: 'this-stack',
    path: '/protected',
    people: [0, few],
    environment: { ...unreachableLimits, LOG_LEVEL: 'info' },
  },
  list: { server: 'tasks-api', path: '/tasks', people: [0, few] },
  get: { server: 'tasks-api', path: '/tasks', onTasks: true },
  create: { server: 'tasks-api', path: '/tasks', people: [0, few], ...addition },
  'create-by-hand': {
    server: 'by-hand',
    path: '/tasks',
    people: [0, few],
    byHand: true,
    ...addition,
  },
  'list-by-hand': { server: 'by-hand', path: '/tasks', people: [0, few], byHand: true },
  stock: { server: 'stock-nest-express', path: '/protected', people: [0, few] },
  'guard-new': { verifier: 'this-guard', tokens },
  'guard-remembered': { verifier: 'this-guard', tokens: few },
};

const { values: options, positionals } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    'v8-defaults': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [name = 'protected'] = positionals;
const subject = subjects[name];
if (!subject) {
  throw new Error(`there is ${Object.keys(subjects).join(', ')}`);
}

const seconds = Number(options.seconds);
const directory = mkdtempSync(join(tmpdir(), 'tasks-api-profile-'));
const nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${directory}`, '--cpu-prof-interval=250'];
const bench = await Bench.start({
  rounds: 1,
  seconds,
  tokens,
  v8Defaults: options['v8-defaults'],
});
const { since, operations } = await (subject.server ? profileServer() : profileVerifier());
await bench.close();
const profile = JSON.parse(readFileSync(join(directory, readdirSync(directory)[0]), 'utf8'));
rmSync(directory, { recursive: true });

const { busy, functions, packages } = shareBy(profile, since);
const rows = (entries, count) =>
  entries
    .slice(0, count)
    .map(([place, time]) => [place, `${number((time / busy) * 100)} %`, number(time / operations)]);
const columns = ['self time', 'share', 'µs each'];
process.stdout.write(
  [
    `${name}: ${operations.toLocaleString('en-US')} done, ${number(busy / operations)} µs each`,
    table([`function, ${columns[0]}`, ...columns.slice(1)], rows(functions, topFunctions)),
    table([`package, ${columns[0]}`, ...columns.slice(1)], rows(packages, topPackages)),
  ].join('\n\n') + '\n',
);

async function profileServer() {
  const { server: module, environment, onTasks, ...what } = subject;
  const load = { ...what, connections: 32 };
  // On PostgreSQL with `BENCH_DATABASE_URL`.
  const storages = new Storages(bench, process.env.BENCH_DATABASE_URL);
  const people = Array.from({ length: few }, (_, person) => person);
  const tasks = makeTasks(people, 100);
  const storage = await storages.create(tasks);
  if (onTasks) {
    load.targets = join(storage.directory, 'targets');
    writeFileSync(load.targets, tasks.map(({ person, id }) => `${person} ${id}`).join('\n'));
  }
  const config = {
    server: module,
    directory: storage.directory,
    storage,
    environment: { ...environment, ...environmentOf(storage) },
  };
  const server = await MeasuredServer.start(bench, config, nodeArguments);
  await server.measure({ ...load, amount: 20_000 });
  const from = now();
  const { perSecond } = await server.measure({ ...load, seconds });
  await server.stop();
  await storages.remove();
  return { since: from, operations: Math.round(perSecond * seconds) };
}

async function profileVerifier() {
  const config = { tokensFile: bench.tokensFile, options: {}, ...subject };
  const { child } = await bench.startChild('verify.mjs', config, 'server', nodeArguments);
  await child.ask('measure', { milliseconds: 1000 });
  const from = now();
  const { verified } = await child.ask('measure', { milliseconds: seconds * 1000 });
  await child.stop();
  return { since: from, operations: verified };
}

/** The clock that profiles go by: monotonic, the same for every process, in microseconds. */
function now() {
  return Number(process.hrtime.bigint() / 1000n);
}
