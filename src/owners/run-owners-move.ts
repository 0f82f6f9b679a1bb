import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConfigurationError, parseSettings, type Environment } from '../config/index.js';
import { Database, type DatabaseOptions } from '../database/index.js';
import { MoveList } from './move-list.js';
import { MovePreview } from './move-preview.js';
import { countRows, moveRows, type OwnedResources } from './owner-rows.js';
import { readOwnersFile, type LineFault } from './owners-file.js';
import { ProgressBar } from './progress-bar.js';

/** What the command is run with. */
export interface OwnersMoveOptions {
  readonly args: readonly string[];
  readonly environment: Environment;
  /** How the database is laid out. */
  readonly storage: Pick<DatabaseOptions, 'fileName' | 'migrations'>;
  readonly resources: OwnedResources;
  readonly write: (text: string) => void;
  /** Writes to a terminal; left out, no progress is shown. */
  readonly writeProgress?: ((text: string) => void) | undefined;
}

const usage = `Usage: npm run owners:move -- FILE [--apply]

Gives what belongs to one owner to another one. Each line of FILE is
oldTenant,oldObjectId,newTenant,newObjectId. Without --apply it shows what it would do. It can be run
again at any time: what was moved is not found a second time. A line is not moved whose new owner would
have more than one owner may store.
Exit status: 0 when everything was moved or shown, 1 otherwise.
`;

/** How many lines are looked up at once. */
const batchSize = 200;
/** A file of another kind has a fault in every line. */
const maxFaults = 100;
/** An owner may have many rows, each of which is counted by a trigger. */
const statementTimeoutMs = 600_000;

/** @returns the exit status */
export async function runOwnersMove(options: OwnersMoveOptions): Promise<number> {
  const { write } = options;
  const command = readArguments(options.args);
  if (!command) {
    write(usage);
    return 1;
  }
  const list = new MoveList();
  try {
    const progress = new ProgressBar(options.writeProgress);
    const faults = await fill(list, command.file, progress);
    progress.clear();
    if (faults.length > 0) {
      write(`${textOf(faults)}\nNothing was moved.\n`);
      return 1;
    }
    const settings = parseSettings(options.environment);
    const database = new Database({
      ...settings.database,
      ...options.storage,
      statementTimeoutMs,
    });
    try {
      return await moveAll(database, list, { ...options, progress, apply: command.apply });
    } finally {
      await database.onApplicationShutdown();
    }
  } catch (error) {
    write(`${describe(error)}\n`);
    return 1;
  } finally {
    list.close();
  }
}

/** Reads the file into the list. @returns what is wrong with it: then nothing may be moved */
async function fill(list: MoveList, file: string, progress: ProgressBar): Promise<LineFault[]> {
  const { size } = await stat(file);
  const faults: LineFault[] = [];
  let bytes = 0;
  for await (const entry of readOwnersFile(file)) {
    const fault = 'fault' in entry ? entry : list.add(entry);
    if (fault) {
      faults.push(fault);
    }
    if (faults.length >= maxFaults) {
      return faults;
    }
    bytes += 'fault' in entry ? 0 : entry.from.length + entry.to.length + 2;
    progress.update('bytes read', Math.min(bytes, size), size);
  }
  for (const chain of list.chains()) {
    faults.push(chain);
    if (faults.length >= maxFaults) {
      break;
    }
  }
  return faults;
}

function textOf(faults: readonly LineFault[]): string {
  const lines = faults.map(({ line, fault }) => `line ${line}: ${fault}`);
  return faults.length < maxFaults
    ? lines.join('\n')
    : [...lines, `These are the first ${maxFaults} faults.`].join('\n');
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { apply: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    return file === undefined || others.length > 0 ? undefined : { file, apply: values.apply };
  } catch {
    return undefined;
  }
}

interface Work extends Pick<OwnersMoveOptions, 'resources' | 'write'> {
  readonly apply: boolean;
  readonly progress: ProgressBar;
}

async function moveAll(
  { db }: Database,
  list: MoveList,
  { resources, write, progress, apply }: Work,
): Promise<number> {
  const total = list.size;
  const preview = new MovePreview(db, list, resources);
  let [done, owners, rows, failed] = [0, 0, 0, 0];
  const report = (line: number, text: string) => {
    progress.clear();
    write(`line ${line}: ${text}\n`);
  };
  for (const batch of list.batches(batchSize)) {
    const froms = batch.map(({ from }) => from);
    const found = await countRows(db, resources, froms);
    for (const move of batch) {
      progress.update('owners', ++done, total);
      const expected = found.get(move.from);
      if (expected === undefined) {
        continue;
      }
      try {
        if (!apply) {
          await preview.check(move);
        }
        const count = apply ? await moveRows(db, resources, move) : expected;
        report(move.line, `${count} from ${move.from} to ${move.to}`);
        [owners, rows] = [owners + 1, rows + count];
      } catch (error) {
        report(move.line, `${apply ? 'not moved' : 'would not be moved'}: ${describe(error)}`);
        failed += 1;
      }
    }
  }
  progress.clear();
  const verb = apply ? 'moved' : 'would be moved';
  write(
    `${verb}: ${rows} of ${owners} owners; nothing to move for ${total - owners - failed} of ${total} lines; failed: ${failed}\n`,
  );
  if (!apply) {
    write('Nothing was changed. Add --apply to do it.\n');
  }
  return failed === 0 ? 0 : 1;
}

function describe(error: unknown): string {
  if (error instanceof ConfigurationError) {
    return error.message;
  }
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
