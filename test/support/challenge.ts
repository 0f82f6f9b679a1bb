import { policyName, tenantName } from './provider.js';

/** The challenge that the API sends, with what stands between the realm and where to sign in. */
export function challengeWith({ origin }: { readonly origin: string }, error?: string): string {
  const signIn = `${origin}/${tenantName}.onmicrosoft.com/${policyName}/oauth2/v2.0/authorize`;
  return [
    'Bearer realm="http://localhost:8000"',
    ...(error === undefined ? [] : [error]),
    `authorization_uri="${signIn}"`,
    'resource_metadata="http://localhost:8000/.well-known/oauth-protected-resource"',
  ].join(', ');
}
