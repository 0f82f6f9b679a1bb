import { cells, number, ratio, spread, table } from '../support/figures.mjs';
import { MeasuredServer } from '../support/measured-server.mjs';
import { environmentOf, makeTasks, seed } from '../support/storage.mjs';

const megabyte = 1024 * 1024;

const owners = [
  { person: 0, tasks: 10 },
  { person: 1, tasks: 1_000 },
  { person: 2, tasks: 100_000 },
];
const [smallest] = owners;
const largest = owners.at(-1);

/** Lists of one page; the last order and filter have to look past every task of the owner to find none. */
const lists = [
  { name: 'newest first', path: '/tasks', found: true },
  { name: 'by due date', path: '/tasks?sort=dueAt', found: true },
  { name: 'only done, of which there is none', path: '/tasks?status=done', found: false },
];

const cases = lists.flatMap((list) => owners.map((owner) => ({ ...list, ...owner })));

/** What becomes of a list as its owner has more and more tasks. One connection: this is about latency. */
export async function measureGrowthOfTasks(bench) {
  const storage = { directory: bench.makeDirectory() };
  const config = { server: 'tasks-api', ...storage, environment: environmentOf(storage) };
  const server = await MeasuredServer.start(bench, config);
  for (const { person, tasks } of owners) {
    await seed(storage, makeTasks([person], tasks));
  }
  for (const { path, person, tasks, found } of cases) {
    const token = await bench.provider.token(person);
    const { items } = JSON.parse(await server.checkAnswer(path, { token }, 200));
    if (items.length !== (found ? Math.min(20, tasks) : 0)) {
      throw new Error(`${path} is wrong`);
    }
  }
  const samples = cases.map(() => []);
  for (const one of cases) {
    await server.measure({ ...loadOn(one, bench), amount: 2_000 });
  }
  for (let round = 0; round < bench.rounds; round++) {
    for (const [index, one] of cases.entries()) {
      samples[index].push(await server.measure(loadOn(one, bench)));
    }
    bench.progress(`tasks per owner, round ${round + 1}`);
  }
  const { rss, heapUsed } = await server.memory();
  await server.stop();
  const memory = `Memory after it: RSS ${number(rss / megabyte)} MiB, heap ${number(heapUsed / megabyte)} MiB.`;
  return { markdown: `${report(samples)}\n\n${memory}`, figures: { flatness: flatness(samples) } };
}

function loadOn({ path, person }, { seconds }) {
  return { path, people: [person, person + 1], connections: 1, seconds };
}

/** The worst of the lists: its latency with most tasks to that with fewest. */
function flatness(samples) {
  const latencies = (list, tasks) =>
    samples[cases.findIndex((one) => one.name === list && one.tasks === tasks)].map(
      ({ latency }) => latency,
    );
  return lists
    .map(({ name }) => ratio(latencies(name, largest.tasks), latencies(name, smallest.tasks)))
    .toSorted((a, b) => b.median - a.median)[0];
}

function report(samples) {
  return table(
    ['µs until a list is answered', 'tasks of the owner', 'min', 'median', 'max', 'µs of CPU each'],
    cases.map(({ name, tasks }, index) => [
      name,
      tasks.toLocaleString('en-US'),
      ...cells(spread(samples[index].map(({ latency }) => latency))),
      number(spread(samples[index].map(({ cpu }) => cpu)).median),
    ]),
  );
}
