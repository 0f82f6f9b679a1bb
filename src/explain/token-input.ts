/** Reads a token as people paste it: with `Bearer` in front, in quotes, with blanks and line ends around. */
export function readToken(pasted: string): string {
  return unquote(unquote(pasted).replace(/^(?:authorization:\s*)?bearer\s+/i, ''));
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim();
}
