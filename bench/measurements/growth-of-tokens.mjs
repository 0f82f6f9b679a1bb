import { cells, number, spread, table } from '../support/figures.mjs';
import { MeasuredServer } from '../support/measured-server.mjs';

const connections = 32;
const megabyte = 1024 * 1024;

/** What becomes of speed and memory as more and more different tokens are in use. */
export async function measureGrowthOfTokens(bench) {
  const counts = [...new Set([1, 200, 5_000, bench.tokens])];
  const servers = await Promise.all(
    counts.map(() =>
      MeasuredServer.start(bench, { server: 'this-stack', directory: bench.makeDirectory() }),
    ),
  );
  const loads = counts.map((count) => ({
    path: '/protected',
    people: [0, count],
    connections,
    seconds: bench.seconds,
  }));
  const samples = counts.map(() => []);
  for (const [index, server] of servers.entries()) {
    await server.checkProtection('/protected', await bench.provider.token(0), bench.wrongTokens);
    // Every token once, so that what is measured is how things stay.
    await server.measure({ ...loads[index], amount: Math.max(10_000, counts[index]) });
    await server.remembered();
  }
  for (let round = 0; round < bench.rounds; round++) {
    for (const [index, server] of servers.entries()) {
      samples[index].push(await server.measure(loads[index]));
    }
    bench.progress(`distinct tokens, round ${round + 1}`);
  }
  const rows = [];
  for (const [index, server] of servers.entries()) {
    rows.push(await row(server, counts[index], samples[index]));
    await server.stop();
  }
  const columns = ['distinct tokens', 'requests/s, min', 'median', 'max', 'µs of CPU each'];
  return {
    markdown: table([...columns, 'from memory', 'RSS, MiB', 'heap, MiB'], rows),
    figures: {},
  };
}

async function row(server, count, rounds) {
  const { rss, heapUsed } = await server.memory();
  return [
    count.toLocaleString('en-US'),
    ...cells(spread(rounds.map(({ perSecond }) => perSecond))),
    number(spread(rounds.map(({ cpu }) => cpu)).median),
    `${Math.round((await server.remembered()) * 100)} %`,
    number(rss / megabyte),
    number(heapUsed / megabyte),
  ];
}
