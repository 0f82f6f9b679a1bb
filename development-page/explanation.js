/**
 * Shows what `token:explain` finds in a token: each check, and what the token opens.
 *
 * @typedef {object} Check
 * @property {string} check
 * @property {'passed' | 'failed' | 'not checked'} status
 * @property {string} [code]
 * @property {string} expected
 * @property {string} found
 * @property {string} [why]
 * @property {string} [cause]
 * @property {string} [cure]
 *
 * @typedef {object} Explanation
 * @property {'acceptable' | 'refused' | 'undecided'} verdict
 * @property {string} [kind]
 * @property {readonly Check[]} checks
 * @property {readonly { route: string, opens: boolean, needs: string }[]} routes
 * @property {readonly string[]} troubles
 * @property {{ issuer?: string, verdict: string, opening: string, others: readonly string[] }} sentences
 */

/**
 * @param {string} name of the element
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/** @param {string} text @param {string} [className] */
export const paragraph = (text, className = '') => element('p', { class: className }, text);

/** @param {Check} check */
function checkItem({ check, status, code, expected, found, why, cause, cure }) {
  const mark = element('span', { class: `mark ${status.replace(' ', '-')}` }, status);
  if (status !== 'failed') {
    return element('li', {}, mark, ' ', `${check}: ${why ?? found}`);
  }
  const facts = Object.entries({ expected, found, cause, cure }).flatMap(([name, text]) => [
    element('dt', {}, name),
    element('dd', {}, text ?? ''),
  ]);
  return element('li', {}, mark, ` ${check} (${code})`, element('dl', {}, ...facts));
}

/**
 * @param {Explanation} explanation
 * @returns {Node[]}
 */
export function explanationNodes({ verdict, kind, checks, routes, troubles, sentences }) {
  const opened = routes.map(({ route, opens, needs }) =>
    element('li', {}, `${opens ? 'yes' : 'no'}: `, element('code', {}, route), ` (${needs})`),
  );
  return [
    paragraph(sentences.verdict, `notice ${verdict === 'acceptable' ? '' : 'problem'}`),
    ...[kind, sentences.issuer, ...troubles].flatMap((text) =>
      text === undefined ? [] : [paragraph(text)],
    ),
    element('h2', {}, 'Checks'),
    element('ol', { class: 'checks' }, ...checks.map((check) => checkItem(check))),
    ...(opened.length > 0
      ? [element('h2', {}, sentences.opening), element('ul', {}, ...opened)]
      : []),
    ...(sentences.others.length > 0
      ? [
          element('h2', {}, 'With another provider'),
          ...sentences.others.map((line) => paragraph(line)),
        ]
      : []),
  ];
}
