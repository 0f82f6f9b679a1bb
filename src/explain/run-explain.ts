import { parseArgs } from 'node:util';
import { explainToken, type ExplainedApi } from './explain-token.js';
import { readToken } from './pasted-token.js';
import { writeExplanation } from './write-explanation.js';

/** What the command is run with. */
export interface ExplainOptions {
  readonly args: readonly string[];
  /** Reads standard input to its end or, where that is a terminal, asks for a token. */
  readonly readInput: () => Promise<string>;
  readonly loadApi: () => Promise<ExplainedApi>;
  readonly colour: boolean;
  readonly write: (text: string) => void;
}

const usage = `Usage: npm run token:explain -- [--local [--migration]] [--no-fetch] [--json] [TOKEN]

Says which checks an access token passes, and which routes it opens. The token is sent nowhere;
--no-fetch fetches nothing either, and leaves issuer and signature unchecked. --local is about the API of
npm run dev, and with --migration that of npm run dev -- --migration.
Without TOKEN it is read from standard input, or asked for on a terminal: that keeps it out of the history
of the shell.
Exit status: 0 acceptable, 1 refused or undecided, 2 wrong usage or configuration.
`;

/** @returns the exit status */
export async function runExplain(options: ExplainOptions): Promise<number> {
  const { write } = options;
  const asked = readArguments(options.args);
  if (asked?.flags.help) {
    write(usage);
    return 0;
  }
  const pasted = asked && (asked.token ?? (await options.readInput()));
  const rawToken = readToken(pasted ?? '');
  if (!asked || rawToken === '') {
    write(usage);
    return 2;
  }
  const explanation = await explainToken(
    rawToken,
    await options.loadApi(),
    !asked.flags['no-fetch'],
  );
  write(
    asked.flags.json
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : writeExplanation(explanation, options.colour),
  );
  return explanation.verdict === 'acceptable' ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values: flags, positionals } = parseArgs({
      args: [...args],
      options: { 'no-fetch': flag, json: flag, help: flag },
      allowPositionals: true,
    });
    // A pasted `Bearer eyJ…` without quotes comes as two arguments.
    return { flags, token: positionals.length > 0 ? positionals.join(' ') : undefined };
  } catch {
    return undefined;
  }
}
