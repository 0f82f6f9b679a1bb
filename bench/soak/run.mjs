// npm run soak -- --minutes N [--database sqlite|postgres] [--out FOLDER]: docs/operations.md has what it shows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toCsv, toSvg } from './curves.mjs';
import { judgeFlatness } from './flatness.mjs';
import { soak } from './soak.mjs';
import { databases } from './surroundings.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    database: { type: 'string' },
    out: { type: 'string' },
  },
});
const kinds = values.database === undefined ? Object.keys(databases) : [values.database];
const minutes = Number(values.minutes) / kinds.length;
if (!(minutes > 0) || !kinds.every((kind) => kind in databases)) {
  throw new Error(
    'usage: npm run soak -- [--minutes N] [--database sqlite|postgres] [--out FOLDER]',
  );
}

const print = (line) => process.stdout.write(`${line}\n`);
let failed = false;

/** Prints how many there are, and the first of them. */
function report(what, list) {
  print(`${what}: ${list.length}`);
  for (const line of list.slice(0, 20)) {
    print(`  ${line}`);
  }
  return list.length > 0;
}

for (const kind of kinds) {
  print(`\n${kind}, ${minutes} minutes, Node ${process.versions.node}`);
  const result = await soak(kind, minutes, print);
  const { samples, timeline, answers, tasks, lost, unexplained, lockWaits } = result;
  print(`${answers} answers; ${tasks} tasks are there at the end, as they were acknowledged`);
  if (kind === 'sqlite') {
    print(`503 because the other process had the write lock for 250 ms: ${lockWaits}`);
    failed ||= result.tooManyLockWaits;
  }
  for (const { name, before, after, flat } of judgeFlatness(samples)) {
    const unit = name === 'heap' ? 1e6 : 1;
    print(
      `${name}: ${(before / unit).toFixed(1)}, at the end ${(after / unit).toFixed(1)}${flat ? '' : ': grows'}`,
    );
    failed ||= !flat;
  }
  const faults = [report('unexplained answers', unexplained), report('lost or wrong', lost)];
  failed ||= faults.includes(true);
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, `soak-${kind}.csv`), toCsv(samples));
    const title = `${minutes} minutes on ${kind}: blue is never ended, red is killed and restarted; bands are outages`;
    writeFileSync(join(values.out, `soak-${kind}.svg`), toSvg(title, samples, timeline));
  }
}
process.exitCode = failed ? 1 : 0;
