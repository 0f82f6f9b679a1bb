import type { INestApplication } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from '../auth/internals.js';
import type { Settings } from '../config/index.js';
import { explainToken, protectedRoutes, readToken, sentencesOf } from '../explain/index.js';

/** Makes of a token what `token:explain` says of it, for a page. */
export function tokenExplainer(app: INestApplication, { auth }: Settings) {
  const variablePrefixes = new Map(
    auth.providers.map(({ name, variablePrefix = '' }) => [name, variablePrefix]),
  );
  return async (pasted: string) => {
    const options = app.get<AuthOptions>(AUTH_OPTIONS, { strict: false });
    const api = { options, routes: protectedRoutes(app), variablePrefixes };
    const explanation = await explainToken(readToken(pasted), api, true);
    return { ...explanation, sentences: sentencesOf(explanation) };
  };
}
