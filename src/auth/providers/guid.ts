const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const whole = new RegExp(`^${guid}$`, 'i');
const anywhere = new RegExp(guid, 'gi');

/** A GUID in lower case, or undefined for any other value. */
export function asGuid(value: unknown): string | undefined {
  return typeof value === 'string' && whole.test(value) ? value.toLowerCase() : undefined;
}

/** Every GUID in a text, in lower case. */
export function guidsIn(text: string): string[] {
  return (text.match(anywhere) ?? []).map((found) => found.toLowerCase());
}

/** The first segment of an address's path that is a GUID, in lower case: the tenant, in an issuer. */
export function guidInPath(address: string): string | undefined {
  return address
    .split('/')
    .slice(1, -1)
    .map(asGuid)
    .find((segment) => segment !== undefined);
}
