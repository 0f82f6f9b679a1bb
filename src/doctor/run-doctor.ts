import { parseArgs } from 'node:util';
import {
  ConfigurationError,
  parseSettings,
  shownValue,
  type Environment,
  type Settings,
} from '../config/index.js';
import type { DatabaseOptions } from '../database/index.js';
import {
  failed,
  findingsAsJson,
  isSound,
  passed,
  warning,
  writeFindings,
  type Finding,
} from './finding.js';
import { checkProvider } from './provider.check.js';
import { checkDatabase, checkRedis } from './storage.check.js';

/** How the database is laid out, which the settings do not say. */
export type StorageLayout = Pick<DatabaseOptions, 'fileName' | 'migrations'>;

/** What a command is run with. */
export interface DoctorOptions {
  readonly args: readonly string[];
  /** Its faults are findings, too. */
  readonly readEnvironment: () => Environment;
  readonly storage: StorageLayout;
  /** Whether the output is a terminal. */
  readonly terminal: boolean;
  readonly write: (text: string) => void;
}

const usage = `Usage: npm run doctor [-- --local [--migration]] [--json]

Checks the configuration against the identity providers, the database and Redis as they are.
--local checks that of a running npm run dev, and with --migration that of npm run dev -- --migration.
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
  let environment: Environment = {};
  try {
    environment = readEnvironment();
    const findings = await checkSetup(parseSettings(environment), storage);
    return { findings, noColor: Boolean(environment['NO_COLOR']) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    const findings = error.faults.map(({ variable, fault, example }) =>
      failed(
        'configuration',
        `${variable} ${fault}${found(shownValue(variable, environment))}`,
        `for example: ${example}`,
      ),
    );
    return { findings, noColor: Boolean(environment['NO_COLOR']) };
  }
}

function found(value: string | undefined): string {
  return value === undefined ? '' : ` (it is ${JSON.stringify(value)})`;
}

/** Checks valid settings against providers, database and Redis as they are now. */
async function checkSetup(settings: Settings, storage: StorageLayout): Promise<Finding[]> {
  const { auth, database, edge } = settings;
  const [providers, stored, counted] = await Promise.all([
    Promise.all(auth.providers.map((provider) => checkProvider(provider, settings))),
    checkDatabase({ ...database, ...storage }),
    checkRedis(edge.redisUrl),
  ]);
  return [...checkConfiguration(settings), ...providers.flat(), stored, counted];
}

function checkConfiguration({ warnings, auth }: Settings): Finding[] {
  const proxy = auth.outgoingProxy;
  return [
    passed('configuration', 'every variable is valid'),
    ...(proxy === undefined
      ? []
      : [passed('proxy', `signing keys are fetched through ${new URL(proxy.url).host}`)]),
    ...warnings.map((text) =>
      warning('configuration', text, 'Nothing, unless this is more than a development machine.'),
    ),
  ];
}
