import { html, type Html } from '../pages/index.js';

const times = new Set(['exp', 'nbf', 'iat', 'auth_time']);

/** The claims of a token, in the order in which it has them; times can be read. */
export function claimsTable(caption: string, claims: Readonly<Record<string, unknown>>): Html {
  return html`<table class="claims">
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${Object.entries(claims).map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td><code>${textOf(value)}</code> ${times.has(name) && timeOf(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A token: decoded, and as it is sent, to be copied. */
export function tokenView(name: string, token: string): Html {
  const [header, claims] = token.split('.').slice(0, 2).map(decode);
  return html`<section class="decoded">
    <h2>${name}</h2>
    ${claimsTable('Header', header ?? {})} ${claimsTable('Claims', claims ?? {})}
    <label for="${idOf(name)}">As it is sent</label>
    <textarea id="${idOf(name)}" readonly rows="4" spellcheck="false" data-copy>${token}</textarea>
  </section>`;
}

/** The time of this machine: whoever looks at the console sits at it. */
export function clockTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString('en-GB');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function timeOf(value: unknown): Html | false {
  return (
    typeof value === 'number' &&
    html`<span class="soft">${new Date(value * 1000).toLocaleString('en-GB')}</span>`
  );
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}

function idOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
