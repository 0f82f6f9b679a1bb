/** The entity tag of a version: a strong one, since equal versions are equal byte for byte. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

interface EntityTag {
  readonly weak: boolean;
  readonly value: string;
}

/** What `If-Match` asks for: any version, or one of these. */
export type Precondition = 'any' | readonly number[];

/**
 * Reads `If-Match` (RFC 9110 section 13.1.1). It compares strongly, so weak tags match nothing. A
 * field that cannot be read matches nothing either, so that it never lets a change through.
 */
export function parseIfMatch(field: string | undefined): Precondition {
  if (field === undefined || field.trim() === '*') return 'any';
  return entityTags(field)
    .filter(({ weak, value }) => !weak && /^[1-9]\d{0,8}$/.test(value))
    .map(({ value }) => Number(value));
}

/** Whether `If-None-Match` (RFC 9110 section 13.1.2) says that the caller has this version already. */
export function matchesIfNoneMatch(field: string | undefined, tag: string): boolean {
  if (field === undefined) return false;
  return field.trim() === '*' || entityTags(field).some(({ value }) => `"${value}"` === tag);
}

/**
 * A list of tags (RFC 9110 section 8.8.3); empty when it is not well formed. Lists may have gaps
 * (section 5.6.1).
 */
function entityTags(field: string): EntityTag[] {
  const tag = /[\t ]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[\t ]*)?(?:,|$)/y;
  const tags: EntityTag[] = [];
  while (tag.lastIndex < field.length) {
    const match = tag.exec(field);
    if (!match) return [];
    const [, weak, value] = match;
    if (value !== undefined) tags.push({ weak: weak !== undefined, value });
  }
  return tags;
}
