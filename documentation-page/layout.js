/**
 * The page: what the API is, signing in, what to know first, the operations and the schemas. It takes the
 * place of Swagger UI's layout with the logo bar and the list of servers, of which there is one.
 *
 * @typedef {import('./swagger-ui.js').System} System
 * @typedef {import('./swagger-ui.js').Component<any>} Component
 */

/**
 * Divides Markdown at its headings of the second level.
 *
 * @param {string} markdown
 */
export function sectionsOf(markdown) {
  const [introduction = '', ...sections] = markdown.split(/^## /m);
  return {
    introduction,
    sections: sections.map((section) => {
      const end = section.indexOf('\n');
      return { title: section.slice(0, end), text: section.slice(end + 1) };
    }),
  };
}

/**
 * @param {System} system
 * @param {Component} SignInPanel
 */
export function pageLayout({ React, getComponent, specSelectors, getConfigs }, SignInPanel) {
  const h = React.createElement;

  /** Says what fails where the page was opened at another address than callers use. */
  function OtherAddress() {
    const { home } = getConfigs().signIn;
    const address = `${home}/docs`;
    return location.origin === new URL(home).origin
      ? null
      : h(
          'p',
          { role: 'note', className: 'notice problem' },
          `This page was opened at ${location.origin}, but the API is called at ${home}. From here neither signing in nor trying it out works: the browser does not let this page read what another address answers. Open `,
          h('a', { href: address }, address),
          '.',
        );
  }

  /** @param {{ description: string }} props */
  function Guide({ description }) {
    const Markdown = getComponent('Markdown', true);
    const { introduction, sections } = sectionsOf(description);
    return h(
      'section',
      { className: 'guide', 'aria-label': 'What to know first' },
      h(Markdown, { source: introduction }),
      sections.map(({ title, text }, index) =>
        h(
          'details',
          { key: title, open: index === 0 },
          h('summary', null, h('h2', null, title)),
          h(Markdown, { source: text }),
        ),
      ),
    );
  }

  return function DocumentationLayout() {
    const { home } = getConfigs().signIn;
    const info = specSelectors.info();
    return h(
      'div',
      { className: 'swagger-ui documentation' },
      h('a', { className: 'skip-link', href: '#operations' }, 'Skip to the operations'),
      h(
        'header',
        null,
        h(
          'h1',
          null,
          String(info.get('title')),
          ' ',
          h('small', null, String(info.get('version'))),
        ),
        h(
          'p',
          { className: 'quiet' },
          h('code', null, home),
          ' · ',
          h('a', { href: `${home}/openapi.json` }, 'OpenAPI document'),
        ),
      ),
      h(
        'main',
        null,
        h(OtherAddress),
        h(SignInPanel),
        h(Guide, { description: String(info.get('description')) }),
        h(getComponent('errors', true)),
        h(
          'section',
          { id: 'operations', tabIndex: -1, 'aria-label': 'Operations' },
          h(getComponent('operations', true)),
        ),
        h(getComponent('Models', true)),
      ),
    );
  };
}
