import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConfigurationError, parseSettings, type Environment } from '../config/index.js';
import { Database, type DatabaseOptions } from '../database/index.js';
import { countRows, moveRows } from './owner-rows.js';
import { readOwnersFile, type OwnerMove } from './owners-file.js';

/** What the command is run with. */
export interface OwnersMoveOptions {
  readonly args: readonly string[];
  readonly environment: Environment;
  /** How the database is laid out. */
  readonly storage: Pick<DatabaseOptions, 'fileName' | 'migrations'>;
  /** The tables of all resources; each has a column `owner`. */
  readonly tables: readonly string[];
  readonly write: (text: string) => void;
}

const usage = `Usage: npm run owners:move -- FILE [--apply]

Gives what belongs to one owner to another one. Each line of FILE is
oldTenant,oldObjectId,newTenant,newObjectId. Without --apply it shows what it would do. It can be run
again at any time: what was moved is not found a second time.
Exit status: 0 when everything was moved or shown, 1 otherwise.
`;

/** How many lines are looked up at once. */
const batchSize = 200;
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
  try {
    const { moves, faults } = readOwnersFile(await readFile(command.file, 'utf8'));
    if (faults.length > 0) {
      write(`${faults.join('\n')}\nNothing was moved.\n`);
      return 1;
    }
    const settings = parseSettings(options.environment);
    const database = new Database({
      ...settings.database,
      ...options.storage,
      statementTimeoutMs,
    });
    try {
      return await moveAll(database, moves, { ...options, apply: command.apply });
    } finally {
      await database.onApplicationShutdown();
    }
  } catch (error) {
    write(`${describe(error)}\n`);
    return 1;
  }
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

interface Work extends Pick<OwnersMoveOptions, 'tables' | 'write'> {
  readonly apply: boolean;
}

async function moveAll(
  { db }: Database,
  moves: readonly OwnerMove[],
  { tables, write, apply }: Work,
): Promise<number> {
  let [owners, rows, failed] = [0, 0, 0];
  for (let start = 0; start < moves.length; start += batchSize) {
    const batch = moves.slice(start, start + batchSize);
    const found = await countRows(
      db,
      tables,
      batch.map(({ from }) => from),
    );
    for (const move of batch.filter(({ from }) => found.has(from))) {
      try {
        const count = apply ? await moveRows(db, tables, move) : (found.get(move.from) ?? 0);
        write(`line ${move.line}: ${count} from ${move.from} to ${move.to}\n`);
        [owners, rows] = [owners + 1, rows + count];
      } catch (error) {
        write(`line ${move.line}: not moved: ${describe(error)}\n`);
        failed += 1;
      }
    }
  }
  const nothing = moves.length - owners - failed;
  const verb = apply ? 'moved' : 'would be moved';
  write(
    `${verb}: ${rows} of ${owners} owners; nothing to move for ${nothing} of ${moves.length} lines; failed: ${failed}\n`,
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
