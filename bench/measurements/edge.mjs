import { number, spread, table } from '../support/figures.mjs';
import { MeasuredServer, unreachableLimits } from '../support/measured-server.mjs';

const path = '/protected';
const few = 200;
const connections = 32;
const gatewayKey = 'a-key-that-only-the-gateway-has';
const origin = 'https://app.contoso.com';
const { RATE_LIMIT_PER_IP, RATE_LIMIT_PER_SUBJECT } = unreachableLimits;

/** Each part of the edge that can be switched on, alone and then all together. */
const parts = [
  { name: 'nothing switched on' },
  {
    name: 'CORS, called from a listed origin',
    environment: { CORS_ORIGINS: origin },
    headers: { origin },
  },
  {
    name: 'address allow-list of three blocks',
    environment: { IP_ALLOWLIST: '192.0.2.0/24,2001:db8::/32,127.0.0.0/8' },
  },
  {
    name: 'trusted proxy, one forwarded address',
    environment: { TRUST_PROXY: '127.0.0.0/8', IP_ALLOWLIST: '192.0.2.0/24' },
    headers: { 'x-forwarded-for': '192.0.2.7' },
  },
  {
    name: 'gateway key, two in use',
    environment: { GATEWAY_KEY: `a-key-that-is-on-its-way-out,${gatewayKey}` },
    headers: { 'x-gateway-key': gatewayKey },
  },
  { name: 'limit per address', environment: { RATE_LIMIT_PER_IP } },
  { name: 'limit per subject', environment: { RATE_LIMIT_PER_SUBJECT } },
  { name: 'both limits', environment: unreachableLimits },
  ...(process.env.BENCH_REDIS_URL
    ? [
        {
          name: 'both limits, counted in Redis',
          environment: { ...unreachableLimits, REDIS_URL: process.env.BENCH_REDIS_URL },
        },
      ]
    : []),
  { name: 'a line in the log for each request', environment: { LOG_LEVEL: 'info' } },
  {
    name: 'all of it, limits in memory',
    environment: {
      ...unreachableLimits,
      CORS_ORIGINS: origin,
      TRUST_PROXY: '127.0.0.0/8',
      IP_ALLOWLIST: '192.0.2.0/24',
      GATEWAY_KEY: gatewayKey,
      LOG_LEVEL: 'info',
    },
    headers: { origin, 'x-forwarded-for': '192.0.2.7', 'x-gateway-key': gatewayKey },
  },
];

/** What each part of the edge costs, measured by switching it on. */
export async function measureEdge(bench) {
  const servers = [];
  for (const { environment, headers } of parts) {
    servers.push(await start(bench, { environment, headers }));
  }
  const samples = parts.map(() => []);
  for (let round = 0; round < bench.rounds; round++) {
    for (const [index, { headers }] of parts.entries()) {
      const load = { path, people: [0, few], connections, headers, seconds: bench.seconds };
      samples[index].push((await servers[index].measure(load)).cpu);
    }
    bench.progress(`edge, round ${round + 1}`);
  }
  for (const server of servers) {
    await server.stop();
  }
  return { markdown: report(samples), figures: {} };
}

async function start(bench, { environment, headers }) {
  const directory = bench.makeDirectory();
  const server = await MeasuredServer.start(bench, {
    server: 'this-stack',
    directory,
    environment,
  });
  await server.checkAnswer(path, { token: await bench.provider.token(0), headers }, 200);
  if (environment?.GATEWAY_KEY) {
    await server.checkAnswer(path, {}, 403);
  }
  await server.measure({ path, people: [0, few], connections, headers, amount: 10_000 });
  return server;
}

/** The difference is taken within each round, so that what slows a whole round down cancels out. */
function report(samples) {
  const [nothing] = samples;
  return table(
    ['µs of CPU per request', 'median', 'more, min', 'more, median', 'more, max'],
    parts.map(({ name }, index) => {
      const more = spread(samples[index].map((cpu, round) => cpu - nothing[round]));
      return [
        name,
        number(spread(samples[index]).median),
        ...[more.min, more.median, more.max].map((value) => value.toFixed(1)),
      ];
    }),
  );
}
