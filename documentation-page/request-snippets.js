/**
 * The request that was sent, as it can be repeated elsewhere, with the access token in it.
 *
 * @typedef {import('./swagger-ui.js').System} System
 * @typedef {import('./swagger-ui.js').ImmutableMap} ImmutableMap
 * @typedef {{ url: string, method: string, headers: Record<string, string>, body?: string }} SentRequest
 */

/** @param {unknown} value @param {string} [indent] */
function literal(value, indent = '  ') {
  const text = JSON.stringify(value, null, 2);
  const plain = text.replaceAll(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');
  return plain.replaceAll(/\n/g, `\n${indent}`);
}

/** @param {SentRequest} request */
export function fetchSnippet({ url, method, headers, body }) {
  const options = { ...(method !== 'GET' && { method }), headers };
  const lines = [`const response = await fetch(${JSON.stringify(url)}, {`];
  for (const [name, value] of Object.entries(options)) {
    lines.push(`  ${name}: ${literal(value)},`);
  }
  if (body !== undefined) {
    lines.push(`  body: JSON.stringify(${literal(JSON.parse(body))}),`);
  }
  return [...lines, '});', 'console.log(response.status, await response.text());'].join('\n');
}

/**
 * The template of the document's paths that a path belongs to, with its parameters.
 *
 * @param {readonly string[]} templates
 * @param {string} path
 */
export function matchPath(templates, path) {
  for (const template of templates) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const pattern = template.replaceAll(/\{\w+\}/g, '([^/]+)');
    const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1);
    if (values !== undefined) {
      const pairs = names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]);
      return { template, parameters: Object.fromEntries(pairs) };
    }
  }
  return { template: path, parameters: {} };
}

/**
 * With openapi-fetch, whose types come from the document.
 *
 * @param {SentRequest} request
 * @param {{ home: string, templates: readonly string[] }} api
 */
export function typedClientSnippet({ url, method, headers, body }, { home, templates }) {
  const address = new URL(url);
  const path = address.pathname.slice(new URL(home).pathname.replace(/\/$/, '').length);
  const { template, parameters } = matchPath(templates, path);
  const { Authorization, accept: _accept, 'Content-Type': _type, ...header } = headers;
  const query = Object.fromEntries(address.searchParams);
  const params = Object.fromEntries(
    Object.entries({ path: parameters, query, header }).filter(
      ([, values]) => Object.keys(values).length > 0,
    ),
  );
  const options = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(body !== undefined && { body: JSON.parse(body) }),
  };
  const given = Object.keys(options).length > 0 ? `, ${literal(options, '')}` : '';
  return `// npm install openapi-fetch openapi-typescript
// npx openapi-typescript ${home}/openapi.json -o schema.d.ts
import createClient from 'openapi-fetch';
import type { paths } from './schema';

const client = createClient<paths>({
  baseUrl: ${JSON.stringify(home)},
  headers: ${literal({ ...(Authorization && { Authorization }) })},
});
const { data, error } = await client.${method}(${JSON.stringify(template)}${given});`;
}

/** @param {System} system */
export function requestSnippets({ React, getConfigs, specSelectors, fn }) {
  const h = React.createElement;

  /** @param {{ request: ImmutableMap }} props */
  return function RequestSnippets({ request }) {
    const [chosen, choose] = React.useState('curl');
    const [copied, setCopied] = React.useState('');
    const { home } = getConfigs().signIn;
    const sent = /** @type {SentRequest} */ (request.toJS());
    const paths = /** @type {ImmutableMap} */ (specSelectors.specJson().get('paths'));
    const templates = Object.keys(/** @type {object} */ (paths.toJS()));
    /** @type {Record<string, () => string>} */
    const snippets = {
      curl: () => fn.requestSnippetGenerator_curl_bash(request),
      fetch: () => fetchSnippet(sent),
      'Typed client': () => typedClientSnippet(sent, { home, templates }),
    };
    const text = snippets[chosen]?.() ?? '';
    const copy = () =>
      navigator.clipboard.writeText(text).then(
        () => setCopied('Copied.'),
        () => setCopied('The browser did not allow it: select the text and copy it.'),
      );
    return h(
      'div',
      { className: 'request-snippets' },
      h('h4', null, 'The request, to repeat elsewhere'),
      h(
        'div',
        { role: 'group', 'aria-label': 'Form of the request', className: 'choices' },
        Object.keys(snippets).map((name) =>
          h(
            'button',
            {
              key: name,
              type: 'button',
              'aria-pressed': name === chosen,
              onClick: () => {
                choose(name);
                setCopied('');
              },
            },
            name,
          ),
        ),
        h('button', { type: 'button', className: 'copy', onClick: () => void copy() }, 'Copy'),
        h('span', { role: 'status' }, copied),
      ),
      h('pre', { tabIndex: 0 }, h('code', null, text)),
    );
  };
}
