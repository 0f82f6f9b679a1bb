import { productName, tenantDomain } from '../config/index.js';
import { type EmulatorResponse, withHeaders } from '../http/index.js';
import { html, type Html, page } from '../pages/index.js';
import {
  type ConsoleContext,
  consoleRoot,
  noticeOf,
  type Section,
  sectionPath,
  sections,
} from './console-context.js';

interface ConsolePageOptions {
  readonly section: Section;
  /** Heading; default: the name of the section. */
  readonly title?: string;
  readonly content: Html;
  readonly status?: number;
  /** Where forms of the page may lead, besides the emulator. */
  readonly formTarget?: readonly string[];
}

/** A page of the console, with the navigation between tenants and sections. */
export function consolePage(
  context: ConsoleContext,
  {
    section,
    title = sections[section],
    content,
    status = 200,
    formTarget = [],
  }: ConsolePageOptions,
): EmulatorResponse {
  const { tenant, all } = context;
  const notice = noticeOf(context);
  const response = page({
    title: `${title} - ${tenant.name}`,
    status,
    wide: true,
    styles: `${consoleRoot}.css`,
    icon: `${consoleRoot}.svg`,
    script: `${consoleRoot}.js`,
    connects: true,
    ...(formTarget.length > 0 && { formTarget }),
    navigation: html`<header class="console">
      ${all.length > 1 && tenantNavigation(context, section)}
      <p class="tenant">
        Console of the local <strong>${productName(tenant.config)}</strong>, tenant
        <code>${tenantDomain(tenant.config)}</code>
      </p>
      <nav aria-label="Sections">
        <ul>
          ${Object.entries(sections).map(
            ([name, label]) =>
              html`<li>${link(sectionPath(tenant, name as Section), label, name === section)}</li>`,
          )}
        </ul>
      </nav>
    </header>`,
    content: html`<h1>${title}</h1>
      ${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`} ${content}`,
  });
  return withHeaders(response, {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
}

function tenantNavigation({ tenant, all }: ConsoleContext, section: Section): Html {
  return html`<nav aria-label="Tenants">
    <ul>
      ${all.map(
        (one) =>
          html`<li>
            ${link(
              sectionPath(one, section),
              `${one.name} (${tenantDomain(one.config)})`,
              one === tenant,
            )}
          </li>`,
      )}
    </ul>
  </nav>`;
}

function link(address: string, label: string, current: boolean): Html {
  return html`<a href="${address}" ${current && html`aria-current="page"`}>${label}</a>`;
}

/** A choice from a list. */
export function select(
  { name, label, hint }: { readonly name: string; readonly label: string; readonly hint?: string },
  options: readonly { readonly value: string; readonly label: string }[],
  selected: string | null,
): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <select
      id="${name}"
      name="${name}"
      ${hint !== undefined && html`aria-describedby="${name}-hint"`}
    >
      ${options.map(
        (option) =>
          html`<option value="${option.value}" ${option.value === selected && html`selected`}>
            ${option.label}
          </option>`,
      )}
    </select>
  </div>`;
}

/** A list of radio buttons or checkboxes. */
export function choices(
  { type, name, label }: { type: 'radio' | 'checkbox'; name: string; label: string },
  options: readonly { value: string; label: string | Html; checked: boolean }[],
): Html {
  return html`<fieldset class="field">
    <legend>${label}</legend>
    ${options.map(
      (option) =>
        html`<label class="choice">
          <input
            type="${type}"
            name="${name}"
            value="${option.value}"
            ${option.checked && html`checked`}
          />
          <span>${option.label}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** A form with one button. */
export function buttonForm(
  action: string,
  label: string,
  { name, className = 'small' }: { name?: string; className?: string } = {},
): Html {
  return html`<form method="post" action="${action}">
    <button class="${className}" ${name !== undefined && html`aria-label="${name}"`}>
      ${label}
    </button>
  </form>`;
}

/** A button that asks before it does something that cannot be undone. */
export function confirmedButton(
  action: string,
  { ask, name, confirm }: { ask: string; name?: string; confirm: string },
): Html {
  return html`<details class="confirm">
    <summary ${name !== undefined && html`aria-label="${name}"`}>${ask}</summary>
    ${buttonForm(action, confirm, { className: 'small danger' })}
  </details>`;
}
