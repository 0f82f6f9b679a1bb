/** The entity tag of a version: a strong one, since equal versions are equal byte for byte. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** What `If-Match` asks for: any version, or one of these. */
export type Precondition = 'any' | readonly number[];

/**
 * What compressing proxies make of `"1"`: `W/"1"` (nginx, Envoy and others), `"1-gzip"` (Apache) or
 * `"1--gzip"` and `"1;gzip"` (Jetty). A number that this API gave is in all of them.
 */
const versionTag = /^([1-9]\d{0,8})(?:(?:--?|;)(?:gzip|br|zstd|deflate))?$/;

/**
 * Reads `If-Match` (RFC 9110 section 13.1.1). That section asks for a strong comparison, because equal
 * weak tags may stand for different representations. Here they cannot: a tag is a version number, which
 * every change raises. So a tag that a proxy made weak on the way still names its version, and callers
 * behind such a proxy can change something.
 *
 * A field that cannot be read names no version, so that it never lets a change through.
 */
export function parseIfMatch(field: string | undefined): Precondition {
  if (field === undefined || field.trim() === '*') {
    return 'any';
  }
  return entityTags(field).flatMap((tag) => versionOf(tag) ?? []);
}

/** Whether `If-None-Match` (RFC 9110 section 13.1.2) says that the caller has this version already. */
export function matchesIfNoneMatch(field: string | undefined, version: number): boolean {
  if (field === undefined) {
    return false;
  }
  return field.trim() === '*' || entityTags(field).some((tag) => versionOf(tag) === version);
}

function versionOf(tag: string): number | undefined {
  const [, version] = versionTag.exec(tag) ?? [];
  return version === undefined ? undefined : Number(version);
}

/**
 * The tags of a list (RFC 9110 section 8.8.3), weak or not; none when it is not well formed. Lists may have gaps
 * (section 5.6.1).
 */
function entityTags(field: string): string[] {
  const tag = /[\t ]*(?:(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[\t ]*)?(?:,|$)/y;
  const tags: string[] = [];
  while (tag.lastIndex < field.length) {
    const match = tag.exec(field);
    if (!match) {
      return [];
    }
    const [, value] = match;
    if (value !== undefined) {
      tags.push(value);
    }
  }
  return tags;
}
