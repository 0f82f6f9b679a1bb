import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cells, number, ratio, spread, table } from '../support/figures.mjs';
import { timeToFirstAnswer } from '../support/program.mjs';

const contenders = [
  {
    key: 'bare',
    name: 'a bare Nest application on Fastify',
    file: '../servers/bare-nest-fastify.mjs',
  },
  { key: 'api', name: 'this API, on a database that exists', file: '../../dist/main.js' },
];

/** From the start of the process to the first answer. */
export async function measureStart(bench) {
  checkBundle();
  const { audience, policy, origin } = bench.provider.facts;
  const environment = {
    HOST: '127.0.0.1',
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: audience,
    AUTH_POLICY_NAME: policy,
    AUTHORITY_HOST: origin,
    DATA_DIR: bench.makeDirectory(),
  };
  const samples = Object.fromEntries(contenders.map(({ key }) => [key, []]));
  // Before the first round, once without a stopwatch: files are read from the disk, tables are made.
  for (let round = -1; round < bench.rounds; round++) {
    for (const { key, file } of contenders) {
      const path = fileURLToPath(new URL(file, import.meta.url));
      const took = await timeToFirstAnswer(path, { core: bench.cores?.server, environment });
      if (round >= 0) {
        samples[key].push(took);
      }
    }
    if (round >= 0) {
      bench.progress(`start, round ${round + 1}`);
    }
  }
  return {
    markdown: table(
      ['milliseconds to the first 200', 'min', 'median', 'max', 'times bare'],
      contenders.map(({ key, name }) => [
        name,
        ...cells(spread(samples[key])),
        number(ratio(samples[key], samples.bare).median),
      ]),
    ),
    figures: { startToBare: ratio(samples.api, samples.bare) },
  };
}

/** `nest build` alone, which `npm run dev` runs, leaves a program that loads two thousand files. */
function checkBundle() {
  const program = readFileSync(new URL('../../dist/run-api.js', import.meta.url), 'utf8');
  if (!program.includes('createRequireOfBundle')) {
    throw new Error('dist/run-api.js is not the bundle: npm run build');
  }
}
