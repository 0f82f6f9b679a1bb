import { parseArgs } from 'node:util';
import { ConfigurationError, parseSettings, type Environment } from '../config/index.js';
import { checkSetup, type StorageLayout } from './check-setup.js';
import { failed, type Finding } from './finding.js';
import { findingsAsJson, isSound, writeFindings } from './write-findings.js';

/** What a command is run with. */
export interface DoctorOptions {
  readonly args: readonly string[];
  readonly environment: Environment;
  /** How the database is laid out. */
  readonly storage: StorageLayout;
  /** Whether the output is a terminal. */
  readonly terminal: boolean;
  readonly write: (text: string) => void;
}

const usage = `Usage: npm run doctor [-- --json]

Checks the configuration against the identity provider, the database and Redis as they are.
Exit status: 0 when nothing failed, 1 otherwise.
`;

/** @returns the exit status */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  const { args, environment, storage, terminal, write } = options;
  const flags = readFlags(args);
  if (!flags || flags.help) {
    write(usage);
    return flags ? 0 : 1;
  }
  const findings = await findingsOf(environment, storage);
  const colour = terminal && !environment['NO_COLOR'];
  write(flags.json ? findingsAsJson(findings) : writeFindings(findings, colour));
  return isSound(findings) ? 0 : 1;
}

function readFlags(args: readonly string[]) {
  try {
    const flag = { type: 'boolean', default: false } as const;
    return parseArgs({ args: [...args], options: { json: flag, help: flag } }).values;
  } catch {
    return undefined;
  }
}

async function findingsOf(environment: Environment, storage: StorageLayout): Promise<Finding[]> {
  try {
    return await checkSetup(parseSettings(environment), storage);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    return error.faults.map(({ variable, fault, example }) =>
      failed('configuration', `${variable} ${fault}`, `for example: ${example}`),
    );
  }
}
