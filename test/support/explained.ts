import { AUTH_OPTIONS, type AuthOptions } from '../../src/auth/internals.js';
import { explainToken, protectedRoutes, type Explanation } from '../../src/explain/index.js';
import type { Api } from './api.js';
import { logLineOf } from './refusals.js';

/** Explains a token with what the running API was set up with. */
export function explained({ nest }: Api, token: string, mayFetch = true): Promise<Explanation> {
  const options = nest.get<AuthOptions>(AUTH_OPTIONS, { strict: false });
  return explainToken(token, { options, routes: protectedRoutes(nest) }, mayFetch);
}

/** What the guard of the running API logs for a token: null when it lets it in. */
export async function guardReason(api: Api, token: string): Promise<string | null> {
  const answer = await api.call('/me', { token });
  if (answer.status === 200) {
    return null;
  }
  const line = (await logLineOf({ api }, answer)) as { readonly refusal?: string };
  return line.refusal ?? `status ${answer.status}`;
}
