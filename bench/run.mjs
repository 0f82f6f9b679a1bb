import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bench } from './bench.mjs';
import { measureEdge } from './measurements/edge.mjs';
import { measureGrowthOfTasks } from './measurements/growth-of-tasks.mjs';
import { measureGrowthOfTokens } from './measurements/growth-of-tokens.mjs';
import { measureMemory } from './measurements/memory.mjs';
import { measureRoutes, measureRoutesOnPostgres } from './measurements/routes.mjs';
import { measureStart } from './measurements/start.mjs';
import { measureThroughput } from './measurements/throughput.mjs';
import { measureVerification } from './measurements/verification.mjs';
import { describeMachine } from './support/machine.mjs';
import { compareWithTargets } from './targets.mjs';

const measurements = {
  verification: ['Verifying a token', measureVerification],
  throughput: ['A static route', measureThroughput],
  routes: ['The real routes, on SQLite', measureRoutes],
  postgres: ['The real routes, on PostgreSQL', measureRoutesOnPostgres],
  tokens: ['More and more tokens', measureGrowthOfTokens],
  tasks: ['More and more tasks', measureGrowthOfTasks],
  memory: ['Memory', measureMemory],
  edge: ['The edge, part by part', measureEdge],
  start: ['Start', measureStart],
};

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(measurements).join(',') },
    out: { type: 'string' },
    'v8-defaults': { type: 'boolean', default: false },
  },
});
const chosen = options.only.split(',').map((name) => {
  if (!(name in measurements)) {
    throw new Error(`there is ${Object.keys(measurements).join(', ')}`);
  }
  return measurements[name];
});
const scale = options.quick
  ? { rounds: 1, seconds: 1, tokens: 12_000 }
  : { rounds: Number(options.rounds), seconds: Number(options.seconds), tokens: 20_000 };

const v8Defaults = options['v8-defaults'];
const bench = await Bench.start({ ...scale, v8Defaults });
const sections = [];
const figures = {};
try {
  for (const [title, measure] of chosen) {
    try {
      const section = await measure(bench);
      sections.push(`## ${title}\n\n${section.markdown}`);
      Object.assign(figures, section.figures);
    } catch (error) {
      // The other parts have taken half an hour by then.
      process.stderr.write(`${error.stack}\n`);
      sections.push(`## ${title}\n\nNot measured: ${error.message}`);
      process.exitCode = 1;
    }
  }
} finally {
  await bench.close();
}

const machine = describeMachine(bench.cores);
const rounds = `${scale.rounds} interleaved rounds of ${scale.seconds} s`;
const memory = v8Defaults ? 'V8 with its defaults' : 'V8 with steady memory (see README.md)';
const head = [...machine, memory, rounds, new Date().toISOString().slice(0, 10)];
const results = [
  '# Results',
  head.map((line) => `- ${line}`).join('\n'),
  `## Targets\n\nJudged by the median.\n\n${compareWithTargets(figures)}`,
  ...sections,
  'What is behind a row and how to read it: [README.md](README.md).',
].join('\n\n');

// A short or partial run is for a look, not for the record.
const whole = !options.quick && chosen.length === Object.keys(measurements).length;
const file = options.out ?? (whole ? fileURLToPath(new URL('RESULTS.md', import.meta.url)) : null);
if (file) {
  writeFileSync(file, `${results}\n`);
}
process.stdout.write(`${results}\n`);
