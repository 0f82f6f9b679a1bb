import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultClientIds, startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import { runDoctor } from '../../src/doctor/index.js';
import { storage } from '../../src/resources.js';
import { policyName } from './provider.js';

type Variables = Readonly<Record<string, string | undefined>>;

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly found: string;
  readonly toDo?: string;
}

interface Report {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** The doctor, and a local B2C for it to look at. */
export interface Practice {
  /** Variables of a good set-up. */
  readonly base: () => Variables;
  readonly run: (
    environment: Variables,
    args?: readonly string[],
    terminal?: boolean,
  ) => Promise<{ readonly status: number; readonly output: string }>;
  /** What the doctor says of one check, and whether that made it fail. */
  readonly finding: (check: string, variables: Variables) => Promise<Finding | undefined>;
  /** For a file or a database of a test. */
  readonly inFolder: (...names: readonly string[]) => string;
  readonly emulator: () => Emulator;
}

/** Starts a local B2C before the tests of a file, and stops it after them. */
export function useDoctor(): Practice {
  let emulator: Emulator;
  let folder: string;
  beforeAll(async () => {
    emulator = await startEmulator({ httpsPort: 0 });
    folder = mkdtempSync(join(tmpdir(), 'tasks-api-'));
  });
  afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });
  const base = () => ({
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: defaultClientIds.api,
    AUTH_POLICY_NAME: policyName,
    AUTHORITY_HOST: emulator.httpOrigin,
    DATA_DIR: folder,
  });
  const run: Practice['run'] = async (environment, args = [], terminal = false) => {
    let output = '';
    const write = (text: string) => void (output += text);
    const status = await runDoctor({
      args,
      readEnvironment: () => environment,
      storage,
      terminal,
      write,
    });
    return { status, output };
  };
  return {
    base,
    run,
    finding: async (check, variables) => {
      const { status, output } = await run({ ...base(), ...variables }, ['--json']);
      const { ok, findings } = JSON.parse(output) as Report;
      expect(status).toBe(ok ? 0 : 1);
      return findings.find((one) => one.check === check);
    },
    inFolder: (...names) => join(folder, ...names),
    emulator: () => emulator,
  };
}
