import { AUTH_OPTIONS, type AuthOptions } from '../../src/auth/internals.js';
import { SettingsService } from '../../src/config/index.js';
import {
  explainToken,
  protectedRoutes,
  type ExplainedApi,
  type Explanation,
} from '../../src/explain/index.js';
import type { Api } from './api.js';
import { logLineOf } from './refusals.js';

/** The running API, as the command knows it. */
export function explainedApi({ nest }: Api): ExplainedApi {
  const { providers } = nest.get(SettingsService).get('auth', { infer: true });
  return {
    options: nest.get<AuthOptions>(AUTH_OPTIONS, { strict: false }),
    routes: protectedRoutes(nest),
    variablePrefixes: new Map(
      providers.map(({ name, variablePrefix = '' }) => [name, variablePrefix]),
    ),
  };
}

/** Explains a token with what the running API was set up with. */
export async function explained(
  api: Api,
  token: string | Promise<string>,
  mayFetch = true,
): Promise<Explanation> {
  return explainToken(await token, explainedApi(api), mayFetch);
}

/** What the guard of the running API logs for a token: null when it lets it in. */
export async function guardReason(
  api: Api,
  token: string | Promise<string>,
): Promise<string | null> {
  const answer = await api.call('/me', { token });
  if (answer.status === 200) {
    return null;
  }
  const line = (await logLineOf({ api }, answer)) as { readonly refusal?: string };
  return line.refusal ?? `status ${answer.status}`;
}
