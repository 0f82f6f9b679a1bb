import { parseArgs } from 'node:util';
import { tokenRules, type AuthOptions } from '../auth/internals.js';
import { examineToken } from './examine-token.js';
import { explain, type Explanation } from './explanation.js';
import { fetchKeySets } from './fetch-key-sets.js';
import type { ProtectedRoute } from './route-access-report.js';
import { readToken } from './token-input.js';
import { writeExplanation } from './write-explanation.js';

/** The application that tokens are meant for: the options of its guard, and its routes. */
export interface ExplainedApi {
  readonly options: AuthOptions;
  readonly routes: readonly ProtectedRoute[];
}

/** What the command is run with. */
export interface ExplainOptions {
  readonly args: readonly string[];
  /** Reads standard input to its end; undefined when that is a terminal, where nobody pipes. */
  readonly readInput: (() => Promise<string>) | undefined;
  readonly loadApi: () => Promise<ExplainedApi>;
  readonly colour: boolean;
  readonly write: (text: string) => void;
}

const usage = `Usage: npm run token:explain -- [--no-fetch] [--json] TOKEN
       … | npm run token:explain -- [--no-fetch] [--json]

Says which checks an access token passes, and which routes it opens. The token is sent nowhere;
--no-fetch fetches nothing either, and leaves issuer and signature unchecked. Standard input keeps
the token out of the history of the shell.
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
  const pasted = asked && (asked.token ?? (await options.readInput?.()));
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

/** Explains one token, with what the providers publish now unless told to stay offline. */
export async function explainToken(
  rawToken: string,
  { options, routes }: ExplainedApi,
  mayFetch: boolean,
): Promise<Explanation> {
  const fetched = await Promise.all(
    options.providers.map(async (provider) => {
      const rules = tokenRules(options, provider);
      const keys = mayFetch ? await fetchKeySets(rules, options.outgoingProxy) : undefined;
      return { provider, rules, keys };
    }),
  );
  try {
    const examined = await Promise.all(
      fetched.map(async ({ provider, rules, keys }) => ({
        rules,
        keySets: keys?.keySets,
        fullAccessScope: provider.fullAccessScope,
        examination: await examineToken(rawToken, rules, keys?.keySets),
      })),
    );
    const troubles = fetched.flatMap(({ keys }) => keys?.troubles ?? []);
    return explain({ rawToken, providers: examined, troubles, routes });
  } finally {
    for (const { keys } of fetched) {
      keys?.stop();
    }
  }
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
