import { policyName } from './api.js';
import type { KeyServer } from './key-server.js';

/** The challenge that the API sends, with what stands between the realm and where to sign in. */
export function challengeWith({ origin }: Pick<KeyServer, 'origin'>, error?: string): string {
  const signIn = `${origin}/contoso.onmicrosoft.com/${policyName}/oauth2/v2.0/authorize`;
  return [
    'Bearer realm="http://localhost:8000"',
    ...(error === undefined ? [] : [error]),
    `authorization_uri="${signIn}"`,
    'resource_metadata="http://localhost:8000/.well-known/oauth-protected-resource"',
  ].join(', ');
}
