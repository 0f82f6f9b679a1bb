import { z } from 'zod';

/** A character is a Unicode code point, as in JSON Schema: an emoji counts once. */
function countCharacters(value: string): number {
  return Array.from(value).length;
}

/** U+0000 and unpaired surrogates are refused: databases cannot store them and return them unchanged. */
const storable = z
  .string('must be a text')
  .refine(
    (value) => value.isWellFormed() && !value.includes('\0'),
    'must not contain U+0000 or an unpaired surrogate',
  );

/**
 * A text of a request. What the document says of it is up to the caller, since metadata that is given
 * before `nullable()` is written in a longer form.
 *
 * @param maxLength in characters
 */
export function textSchema(maxLength: number) {
  return withMaxLength(storable, maxLength);
}

/**
 * Characters that leave no mark on a screen: white space and control characters, what Unicode lets
 * programs ignore, and what is blank by design (Braille and Khitan fillers, the null notehead, the
 * anchors of annotations, the format controls of hieroglyphs).
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const invisible =
  /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u{2800}\u{16fe4}\u{1d159}\ufff9-\ufffb\u{13430}-\u{1343f}]*$/u;

/**
 * A text of a request that must say something: one that is all blanks and invisible characters is
 * refused. White space around it is removed.
 *
 * @param maxLength in characters
 */
export function titleSchema(maxLength: number) {
  const filled = storable.trim().refine((value) => !invisible.test(value), 'must not be empty');
  return withMaxLength(filled, maxLength).meta({ minLength: 1, maxLength });
}

function withMaxLength(text: z.ZodString, maxLength: number): z.ZodString {
  return text.refine(
    (value) => countCharacters(value) <= maxLength,
    `must have ${maxLength} characters at most`,
  );
}
