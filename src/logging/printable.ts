/**
 * Text of others in a form that is safe to show: no character that moves the cursor, changes colours or
 * turns the direction of writing, and not more than a line can bear.
 */
export function printable(text: string, longest = 300): string {
  const shown = text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
