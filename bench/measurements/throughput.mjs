import { cells, number, ratio, spread, table } from '../support/figures.mjs';
import { MeasuredServer, unreachableLimits } from '../support/measured-server.mjs';

const connections = 32;
const few = 200;

const contenders = [
  { key: 'ceiling', name: 'bare Fastify, no token check (the ceiling)', server: 'bare-fastify' },
  { key: 'open', name: 'this stack, public route', server: 'this-stack', path: '/open' },
  { key: 'protected', name: 'this stack, protected', server: 'this-stack', hits: 1 },
  {
    key: 'asDeployed',
    name: 'this stack, protected, with its log and limits',
    server: 'this-stack',
    config: { environment: { LOG_LEVEL: 'info', ...unreachableLimits } },
    hits: 1,
  },
  {
    key: 'stockExpress',
    name: 'NestJS on Express, passport-jwt + jwks-rsa',
    server: 'stock-nest-express',
  },
  {
    key: 'expressOauth2',
    name: 'Express, express-oauth2-jwt-bearer',
    server: 'express-oauth2',
  },
  {
    key: 'allNew',
    name: 'this stack, protected, every token new',
    server: 'this-stack',
    everyTokenNew: true,
    hits: 0,
  },
  {
    key: 'stockFastifyAllNew',
    name: 'NestJS on Fastify, passport-jwt + jwks-rsa, every token new',
    server: 'stock-nest-fastify',
    everyTokenNew: true,
  },
];

/** Servers without a token check. */
const unprotected = new Set(['ceiling', 'open']);

/** A static route: what is left of the speed of Fastify, and what peers leave of theirs. */
export async function measureThroughput(bench) {
  const servers = await start(bench);
  const samples = Object.fromEntries(contenders.map(({ key }) => [key, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const load = loadOn(contender, bench);
      samples[contender.key].push(await servers[index].measure(load));
    }
    bench.progress(`static route, round ${round + 1}`);
  }
  for (const [index, contender] of contenders.entries()) {
    await checkMemory(servers[index], contender);
    await servers[index].stop();
  }
  return { markdown: report(samples), figures: figuresOf(samples) };
}

async function start(bench) {
  const servers = [];
  for (const contender of contenders) {
    const { server, path = '/protected', config } = contender;
    const directory = bench.makeDirectory();
    const measured = await MeasuredServer.start(bench, { server, directory, ...config });
    await check(measured, contender, path, bench);
    await measured.measure({ ...loadOn(contender, bench), amount: 10_000 });
    if (contender.hits !== undefined) {
      await measured.remembered();
    }
    servers.push(measured);
  }
  return servers;
}

async function check(server, { key }, path, { provider, wrongTokens }) {
  const token = await provider.token(0);
  if (!unprotected.has(key)) {
    await server.checkProtection(path, token, wrongTokens);
  }
  const body = await server.checkAnswer(path, { token }, 200);
  if (body !== '{"status":"ok"}') {
    throw new Error(`${key} answers ${body}`);
  }
}

function loadOn({ path = '/protected', everyTokenNew = false }, { tokens, seconds }) {
  return { path, people: [0, everyTokenNew ? tokens : few], connections, seconds };
}

/** Whether a row measures what its name says. */
async function checkMemory(server, { name, hits }) {
  if (hits === undefined) {
    return;
  }
  const share = await server.remembered();
  if (Math.abs(share - hits) > 0.02) {
    throw new Error(`${name}: ${share} came from memory`);
  }
}

function figuresOf(samples) {
  const compare = (one, other) => ratio(perSecond(samples[one]), perSecond(samples[other]));
  return {
    protectedToOpen: compare('protected', 'open'),
    cpuOpenToProtected: ratio(cpu(samples.open), cpu(samples.protected)),
    toStockExpress: compare('protected', 'stockExpress'),
    toExpressOauth2: compare('protected', 'expressOauth2'),
    logAndLimits: ratio(cpu(samples.asDeployed), cpu(samples.protected)),
    allNewToStock: compare('allNew', 'stockFastifyAllNew'),
  };
}

function report(samples) {
  return table(
    [
      'requests per second',
      'min',
      'median',
      'max',
      'of the ceiling',
      'µs of CPU each',
      'core used',
    ],
    contenders.map(({ key, name }) => [
      name,
      ...cells(spread(perSecond(samples[key]))),
      number(ratio(perSecond(samples[key]), perSecond(samples.ceiling)).median),
      number(spread(cpu(samples[key])).median),
      `${Math.round(spread(samples[key].map(({ busy }) => busy)).median * 100)} %`,
    ]),
  );
}

const perSecond = (rounds) => rounds.map((round) => round.perSecond);
const cpu = (rounds) => rounds.map((round) => round.cpu);
