import { parseArgs } from 'node:util';
import { ConfigurationError, parseSettings, type Environment } from '../config/index.js';
import { checkSetup, type StorageLayout } from './check-setup.js';
import { failed, type Finding } from './finding.js';
import { findingsAsJson, isSound, writeFindings } from './write-findings.js';

/** What a command is run with. */
export interface DoctorOptions {
  readonly args: readonly string[];
  /** Its faults are findings, too. */
  readonly readEnvironment: () => Environment;
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
  const { args, readEnvironment, storage, terminal, write } = options;
  const flags = readFlags(args);
  if (!flags || flags.help) {
    write(usage);
    return flags ? 0 : 1;
  }
  const { findings, noColor } = await examine(readEnvironment, storage);
  const colour = terminal && !noColor;
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

/** The findings, and whether the environment asks for no colours. */
async function examine(
  readEnvironment: () => Environment,
  storage: StorageLayout,
): Promise<{ readonly findings: readonly Finding[]; readonly noColor: boolean }> {
  let noColor = false;
  try {
    const environment = readEnvironment();
    noColor = Boolean(environment['NO_COLOR']);
    return { findings: await checkSetup(parseSettings(environment), storage), noColor };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    const findings = error.faults.map(({ variable, fault, example }) =>
      failed('configuration', `${variable} ${fault}`, `for example: ${example}`),
    );
    return { findings, noColor };
  }
}
