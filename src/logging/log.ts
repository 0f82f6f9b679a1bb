import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The log: one JSON object a line, on standard output unless told otherwise.
 *
 * @param level the least important level that is written
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describe },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Only what locates an error: database drivers hang the values of a failed statement on theirs. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  return { type: error.name, code, message: error.message, stack: error.stack };
}

/** The same lines for a person at a terminal. */
export async function readableDestination(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ translateTime: 'HH:MM:ss' });
}
