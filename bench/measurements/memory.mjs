import { number, spread, table } from '../support/figures.mjs';
import { MeasuredServer, unreachableLimits } from '../support/measured-server.mjs';

const megabyte = 1024 * 1024;
const connections = 32;

/** A round takes nearly two minutes, and memory depends less on chance than time does. */
const maxRounds = 3;

/** Behind a proxy on this machine, which names the addresses of its clients. */
const behindProxy = { ...unreachableLimits, LOG_LEVEL: 'info', TRUST_PROXY: '127.0.0.0/8' };

/**
 * Each on a server of its own: what is kept of so many, and of as many again. Tokens without limits and log, which keep
 * something of each person too.
 */
const steps = [
  {
    name: 'remembered tokens',
    key: 'tokens',
    count: 5_000,
    add: (server, from, to) =>
      server.measure({ path: '/protected', people: [from, to], connections, amount: to - from }),
  },
  {
    name: 'limited addresses',
    key: 'addresses',
    environment: behindProxy,
    count: 100_000,
    add: (server, from, to) =>
      server.measure({ path: '/open', addresses: [from, to], connections, amount: to - from }),
  },
  {
    name: 'idle connections',
    key: 'connections',
    count: 10_000,
    add: (server, from, to) => server.holdConnections('/open', to - from),
  },
];

/** What a process keeps of tokens, addresses and connections, and that there is an end to it. */
export async function measureMemory(bench) {
  const samples = steps.map(() => []);
  for (let round = 0; round < Math.min(bench.rounds, maxRounds); round++) {
    for (const [index, step] of steps.entries()) {
      samples[index].push(await measureStep(bench, step));
    }
    bench.progress(`memory, round ${round + 1}`);
  }
  return { markdown: report(samples), figures: figuresOf(samples) };
}

async function measureStep(bench, { count, add, environment = {} }) {
  const directory = bench.makeDirectory();
  const server = await MeasuredServer.start(bench, {
    server: 'this-stack',
    directory,
    environment,
  });
  try {
    // One token and one address, so that what is measured is not the code being compiled.
    await server.measure({ path: '/protected', connections, amount: 10_000 });
    const before = await server.memory();
    await add(server, 0, count);
    const first = await server.memory();
    await add(server, count, 2 * count);
    const second = await server.memory();
    return { first: difference(first, before), second: difference(second, first) };
  } finally {
    await server.stop();
    await bench.load.ask('release');
  }
}

function difference(after, before) {
  return { rss: after.rss - before.rss, heap: after.heapUsed - before.heapUsed };
}

/** What as many again add to the heap, of what the first have added. */
function figuresOf(samples) {
  return Object.fromEntries(
    steps.map(({ key }, index) => [
      `${key}Again`,
      spread(samples[index].map(({ first, second }) => second.heap / first.heap)),
    ]),
  );
}

function report(samples) {
  const columns = ['heap, MiB', 'RSS, MiB', 'heap each, bytes'];
  return table(
    ['more memory with', ...columns],
    steps.flatMap(({ name, count }, index) =>
      ['first', 'second'].map((wave) => {
        const median = (field) => spread(samples[index].map((one) => one[wave][field])).median;
        return [
          `${count.toLocaleString('en-US')} ${wave === 'first' ? name : 'again'}`,
          (median('heap') / megabyte).toFixed(1),
          (median('rss') / megabyte).toFixed(1),
          number(median('heap') / count),
        ];
      }),
    ),
  );
}
