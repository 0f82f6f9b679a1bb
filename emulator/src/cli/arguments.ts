import { parseArgs } from 'node:util';

/** A parsed command line. */
export type Command =
  | { do: 'help' | 'print-config' | 'print-schema' }
  | {
      do: 'start';
      configFile: string | undefined;
      httpPort: number;
      httpsPort: number | undefined;
      folder: string;
      stateFile: string | undefined;
      control: boolean;
    };

/** The command line is invalid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Text of `--help`. */
export const usage = `Local Azure AD B2C emulator, for development and tests.

Usage: b2c-emulator [options]

  --config FILE       configuration in JSON; parts left out are the default set-up
  --http-port PORT    plain HTTP listener (8080)
  --https-port PORT   HTTPS listener, also the origin of every issuer (8443)
  --no-https          plain HTTP only
  --folder FOLDER     development certificate and signing keys (.b2c-emulator)
  --state FILE        keep users over a restart in this JSON file
  --control           serve the console and the control API under /__emulator/ (HTTP only)
  --print-config      print the default configuration and stop
  --print-schema      print the JSON Schema of a configuration and stop
  --help              print this and stop
`;

/** Reads the command line. */
export function readArguments(args: readonly string[]): Command {
  const values = parse(args);
  if (values.help) {
    return { do: 'help' };
  }
  if (values['print-config']) {
    return { do: 'print-config' };
  }
  if (values['print-schema']) {
    return { do: 'print-schema' };
  }
  return {
    do: 'start',
    configFile: values.config,
    httpPort: readPort('--http-port', values['http-port'], 8080),
    httpsPort: values['no-https']
      ? undefined
      : readPort('--https-port', values['https-port'], 8443),
    folder: values.folder ?? '.b2c-emulator',
    stateFile: values.state,
    control: values.control ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        'http-port': { type: 'string' },
        'https-port': { type: 'string' },
        'no-https': { type: 'boolean' },
        folder: { type: 'string' },
        state: { type: 'string' },
        control: { type: 'boolean' },
        'print-config': { type: 'boolean' },
        'print-schema': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(name: string, value: string | undefined, normal: number): number {
  if (value === undefined) {
    return normal;
  }
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new UsageError(`${name}: expected a port number from 0 to 65535, got "${value}"`);
  }
  return port;
}
