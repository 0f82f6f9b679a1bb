import { cells, number, spread, table } from '../support/figures.mjs';
import { MeasuredServer } from '../support/measured-server.mjs';
import { seedTasks } from '../support/seed-tasks.mjs';

const connections = 32;
const people = 200;
const tasksEach = 100;

/** The routes that callers really use, of the API itself on its embedded database. */
export async function measureRoutes(bench) {
  const directory = bench.makeDirectory();
  const server = await MeasuredServer.start(bench, { server: 'tasks-api', directory });
  seedTasks(
    directory,
    Array.from({ length: people }, (_, person) => ({ person, tasks: tasksEach })),
  );
  await check(server, bench);
  const load = { path: '/tasks', people: [0, people], connections, seconds: bench.seconds };
  const routes = {
    'list of 20 out of 100': load,
    create: { ...load, method: 'POST', body: { title: 'Book a room for the review' } },
  };
  const samples = Object.fromEntries(Object.keys(routes).map((name) => [name, []]));
  for (const route of Object.values(routes)) {
    await server.measure({ ...route, amount: 10_000 });
  }
  for (let round = 0; round < bench.rounds; round++) {
    for (const [name, route] of Object.entries(routes)) {
      samples[name].push(await server.measure(route));
    }
    bench.progress(`real routes, round ${round + 1}`);
  }
  await server.stop();
  return { markdown: report(samples), figures: {} };
}

async function check(server, { provider, wrongTokens }) {
  const token = await provider.token(0);
  await server.checkProtection('/tasks', token, wrongTokens);
  const list = JSON.parse(await server.checkAnswer('/tasks', { token }, 200));
  if (list.items.length !== 20) {
    throw new Error(`a page of ${list.items.length} tasks`);
  }
  const call = { token, method: 'POST', body: { title: 'The newest' } };
  const created = JSON.parse(await server.checkAnswer('/tasks', call, 201));
  const { items } = JSON.parse(await server.checkAnswer('/tasks', { token }, 200));
  if (items[0].id !== created.id) {
    throw new Error('a new task is not on top of the list');
  }
}

function report(samples) {
  return table(
    ['requests per second', 'min', 'median', 'max', 'µs of CPU each', 'core used'],
    Object.entries(samples).map(([name, rounds]) => [
      name,
      ...cells(spread(rounds.map(({ perSecond }) => perSecond))),
      number(spread(rounds.map(({ cpu }) => cpu)).median),
      `${Math.round(spread(rounds.map(({ busy }) => busy)).median * 100)} %`,
    ]),
  );
}
