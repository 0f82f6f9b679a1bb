import { Fragment } from 'preact';

/** Text in which web addresses are links. */
export function LinkedText({ text }: { readonly text: string }) {
  return partsOf(text).map((part, index) =>
    part.isLink ? (
      <a key={index} href={part.text} target="_blank" rel="noopener noreferrer">
        {part.text}
      </a>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}

interface TextPart {
  readonly text: string;
  readonly isLink: boolean;
}

/** Splits a text at its `http:` and `https:` addresses; no other scheme becomes a link. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(/\bhttps?:\/\/[^\s<>"“”]+/gi)) {
    const url = withoutPunctuation(found);
    if (!URL.canParse(url)) {
      continue;
    }
    parts.push({ text: text.slice(end, index), isLink: false }, { text: url, isLink: true });
    end = index + url.length;
  }
  return [...parts, { text: text.slice(end), isLink: false }].filter((part) => part.text !== '');
}

/** Without what ends the sentence, and without a bracket that was opened before the address. */
function withoutPunctuation(url: string): string {
  const trimmed = url.replace(/[.,;:!?'’]+$/, '');
  const count = (character: string) => trimmed.split(character).length;
  return trimmed.endsWith(')') && count(')') > count('(')
    ? withoutPunctuation(trimmed.slice(0, -1))
    : trimmed;
}
