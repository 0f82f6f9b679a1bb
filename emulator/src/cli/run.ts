import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError, configSchema, defaultConfig, parseConfig } from '../config/index.js';
import { startEmulator } from '../emulator.js';
import type { Emulator } from '../emulator.options.js';
import { PortInUseError } from '../http/index.js';
import { readArguments, usage, UsageError } from './arguments.js';
import { startMessage } from './start-message.js';

/** Standard output and standard error. */
export interface Output {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Result of the command: a running emulator, or the exit status. */
export type Outcome = { running: Emulator } | { status: number };

/** The command `b2c-emulator`. */
export async function run(
  args: readonly string[],
  { print, printError }: Output,
): Promise<Outcome> {
  try {
    const command = readArguments(args);
    switch (command.do) {
      case 'help':
        print(usage);
        return { status: 0 };
      case 'print-config':
        print(`${JSON.stringify(defaultConfig, null, 2)}\n`);
        return { status: 0 };
      case 'print-schema':
        print(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
        return { status: 0 };
      case 'start': {
        const { configFile, folder, control, httpPort, httpsPort, stateFile } = command;
        const emulator = await startEmulator({
          config: configFile === undefined ? {} : parseConfig(await readConfig(configFile)),
          httpPort,
          ...(httpsPort !== undefined && { httpsPort }),
          ...(stateFile !== undefined && { stateFile }),
          certificateDir: folder,
          control,
          log: (line) => print(`${line}\n`),
        });
        print(startMessage(emulator, folder, control));
        return { running: emulator };
      }
    }
  } catch (error) {
    printError(`[local emulator] ${explain(error)}\n`);
    return { status: 1 };
  }
}

// No top-level part is required: those left out come from the default configuration.
function configJsonSchema(): object {
  const { required: _, ...schema } = z.toJSONSchema(configSchema, { io: 'input' });
  return schema;
}

async function readConfig(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--config: ${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) {
    return `${error.message}\n\n${usage}`;
  }
  if (error instanceof PortInUseError) {
    return `${error.message}. Stop what listens there, or choose others with --http-port and --https-port.`;
  }
  return error instanceof Error ? error.message : String(error);
}
