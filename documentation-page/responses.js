/**
 * The documented answers of an operation. Errors fold up to a line each; unfolded, they show every example,
 * where Swagger UI would show one at a time behind a list without a name.
 *
 * @typedef {import('./swagger-ui.js').System} System
 * @typedef {import('./swagger-ui.js').ImmutableMap} ImmutableMap
 * @typedef {import('./swagger-ui.js').Component<any>} Component
 * @typedef {object} DocumentedResponse
 * @property {string} description
 * @property {Record<string, { description?: string }>} [headers]
 * @property {Record<string, { examples?: Record<string, { value: unknown }> }>} [content]
 */

/** @param {DocumentedResponse} response */
export function examplesOf({ content = {} }) {
  return Object.values(content).flatMap(({ examples = {} }) =>
    Object.entries(examples).map(([name, { value }]) => ({
      name,
      text: JSON.stringify(value, null, 2),
    })),
  );
}

/**
 * @param {Component} Original
 * @param {System} system
 */
export function documentedResponse(Original, { React, getComponent }) {
  const h = React.createElement;

  /** @param {{ code: string, response: ImmutableMap, className?: string }} props */
  function DocumentedError({ code, response, className = '' }) {
    const Markdown = getComponent('Markdown', true);
    const documented = /** @type {DocumentedResponse} */ (response.toJS());
    return h(
      'tr',
      { className: `response ${className}`, 'data-code': code },
      h('td', { className: 'response-col_status' }, code),
      h(
        'td',
        { className: 'response-col_description' },
        h(
          'details',
          { open: className.includes('current') },
          h('summary', null, h(Markdown, { source: documented.description })),
          examplesOf(documented).map(({ name, text }) =>
            h('div', { key: name }, h('h5', null, name), h('pre', null, text)),
          ),
          Object.entries(documented.headers ?? {}).map(([name, { description = '' }]) =>
            h('p', { key: name }, h('code', null, name), ` ${description}`),
          ),
        ),
      ),
    );
  }

  /** @param {{ code: string, response: ImmutableMap }} props */
  return function DocumentedAnswer(props) {
    const { response } = props;
    const isError = examplesOf(/** @type {DocumentedResponse} */ (response.toJS())).length > 0;
    return h(isError ? DocumentedError : Original, props);
  };
}

/**
 * Names the table of answers: a page has several, and Swagger UI makes each of them a landmark.
 *
 * @param {Component} Original
 * @param {System} system
 */
export function namedResponses(Original, { React }) {
  const h = React.createElement;

  /** @param {{ path: string, method: string }} props */
  return function NamedResponses(props) {
    const name = `Answers of ${props.method.toUpperCase()} ${props.path}`;
    const wrapper = React.useRef(/** @type {HTMLElement | null} */ (null));
    React.useEffect(() => {
      wrapper.current?.querySelector('table[role=region]')?.setAttribute('aria-label', name);
    });
    return h('div', { ref: wrapper }, h(Original, props));
  };
}
