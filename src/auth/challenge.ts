/**
 * The `WWW-Authenticate` header of RFC 6750 section 3. Without credentials there is no error code,
 * as section 3.1 asks.
 */
export function challenge(
  realm: string,
  parameters: { readonly error?: string; readonly scope?: string } = {},
): Record<string, string> {
  const pairs = Object.entries({ realm, ...parameters }).map(
    ([name, value]) => `${name}=${quoted(value)}`,
  );
  return { 'WWW-Authenticate': `Bearer ${pairs.join(', ')}` };
}

/** A quoted-string of RFC 9110 section 5.6.4. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
