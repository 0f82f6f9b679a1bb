const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as it stands in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');
}

/** What a page is made of. The content policy allows files of this server only, nothing inline. */
export interface HtmlPage {
  readonly title: string;
  /** Where the files of the page are, without a closing slash; `icon.svg` is among them. */
  readonly folder: string;
  readonly styles: readonly string[];
  /** Scripts that are no modules, run in this order before the module. */
  readonly scripts?: readonly string[];
  readonly module: string;
  /** HTML from after the `head` to before the end of the document, with its own `body`. */
  readonly body: string;
}

/** The text of a page that follows the colours of the system and fits every display. */
export function htmlPage({ title, folder, styles, scripts = [], module, body }: HtmlPage): string {
  const files = [
    `<link rel="icon" href="${folder}/icon.svg" type="image/svg+xml" />`,
    ...styles.map((name) => `<link rel="stylesheet" href="${folder}/${name}" />`),
    ...scripts.map((name) => `<script src="${folder}/${name}" defer></script>`),
    `<script src="${folder}/${module}" type="module"></script>`,
  ];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escapeHtml(title)}</title>
    ${files.join('\n    ')}
  </head>
  ${body}
</html>
`;
}
