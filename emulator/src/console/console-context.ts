import type { Controls } from '../control/index.js';
import { type EmulatorRequest, type EmulatorResponse, redirect } from '../http/index.js';
import type { Tenant } from '../tenant/index.js';

/** A tenant and what can be controlled in it. */
export interface ControlledTenant {
  readonly tenant: Tenant;
  readonly controls: Controls;
}

/** A request to a section of the console. */
export interface ConsoleContext extends ControlledTenant {
  /** Every tenant of the process. */
  readonly all: readonly Tenant[];
  readonly request: EmulatorRequest;
  /** Fields of the submitted form; empty for a GET. */
  readonly form: URLSearchParams;
  /** Segments of the path after the section. */
  readonly rest: readonly string[];
}

/** What answers a request to a section. */
export type ConsoleHandler = (
  context: ConsoleContext,
) => EmulatorResponse | Promise<EmulatorResponse>;

/** What the paths of the console begin with. */
export const consoleRoot = '/__emulator/console';

/** The sections of a tenant, in the order of the navigation. */
export const sections = {
  people: 'People',
  activity: 'Sign-ins and tokens',
  run: 'Run user flow',
  tokens: 'Test token',
  registrations: 'Registrations',
  keys: 'Keys and faults',
} as const;

/** A section of the console, as it stands in addresses. */
export type Section = keyof typeof sections;

/** Path of a section, or of something in it. */
export function sectionPath({ name }: Tenant, section: Section | 'result', ...rest: string[]) {
  return [consoleRoot, name, section, ...rest.map(encodeURIComponent)].join('/');
}

/** What was done, said on the next page. The address has the name only, so no text comes from outside. */
export const notices = {
  added: 'The person was added.',
  saved: 'The person was saved.',
  deleted: 'The person was deleted.',
  'signed-in': 'This browser is signed in. Clients of this tenant ask for no password now.',
  'signed-out': 'This browser is signed out.',
  rotated: 'A new key is published and signs from now on.',
  withdrawn: 'The key is not published any more.',
  faults: 'The behaviour was changed.',
  reset: 'Everything is as after a start.',
} as const;

/** Shows a section again after its form was sent, with a notice. */
export function redirectWithNotice(
  { tenant }: ConsoleContext,
  section: Section,
  notice: keyof typeof notices,
): EmulatorResponse {
  return redirect(`${sectionPath(tenant, section)}?done=${notice}`, 303);
}

/** The notice that the address of a page names. */
export function noticeOf({ request }: ConsoleContext): string | undefined {
  const name = request.query.get('done') ?? '';
  return Object.hasOwn(notices, name) ? notices[name as keyof typeof notices] : undefined;
}
