import {
  empty,
  type EmulatorRequest,
  type EmulatorResponse,
  json,
  readForm,
  redirect,
} from '../http/index.js';
import { activityStream, showActivity } from './activity.section.js';
import {
  type ConsoleHandler,
  consoleRoot,
  type ControlledTenant,
  sectionPath,
} from './console-context.js';
import { consoleAsset } from './console.assets.js';
import { changeKeys, showKeys } from './keys.section.js';
import { changePeople, showPeople } from './people.section.js';
import { showRegistrations } from './registrations.section.js';
import { showResult } from './run-result.page.js';
import { showRun, startRun } from './run.section.js';
import { foreignRequestFault } from './same-origin.js';
import { issueToken, showTestToken } from './test-token.section.js';

const handlers: Record<string, { GET?: ConsoleHandler; POST?: ConsoleHandler }> = {
  people: { GET: showPeople, POST: changePeople },
  activity: {
    GET: (context) =>
      context.rest[0] === 'stream' ? activityStream(context) : showActivity(context),
  },
  run: { GET: showRun, POST: startRun },
  result: { GET: showResult },
  tokens: { GET: showTestToken, POST: issueToken },
  registrations: { GET: showRegistrations },
  keys: { GET: showKeys, POST: changeKeys },
};

/** Whether a request is for the console, and not for the control API. */
export function isConsoleRequest({ path }: EmulatorRequest): boolean {
  return path === '/__emulator/' || /^\/__emulator\/console(?:$|[/.])/.test(path);
}

/** The console: `/__emulator/console/{tenant}/{section}`. It answers while an outage is simulated, too. */
export async function consoleRoute(
  tenants: readonly ControlledTenant[],
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const fault = foreignRequestFault(request);
  if (fault !== undefined) {
    return json(403, { error: 'forbidden', message: `Local emulator: ${fault}` });
  }
  const { path, method } = request;
  const asset = consoleAsset(path);
  if (asset) {
    return method === 'GET' ? asset : empty(405, { allow: 'GET' });
  }
  const [name, section = 'people', ...rest] = segmentsOf(path);
  const found =
    name === undefined ? tenants[0] : tenants.find(({ tenant }) => tenant.name === name);
  const handler = Object.hasOwn(handlers, section) ? handlers[section] : undefined;
  if (!found || !handler) {
    return empty(404);
  }
  if (name === undefined) {
    return redirect(sectionPath(found.tenant, 'people'));
  }
  const handle = method === 'GET' || method === 'POST' ? handler[method] : undefined;
  if (!handle) {
    return empty(405, { allow: Object.keys(handler).join(', ') });
  }
  const form = method === 'POST' ? await readForm(request) : new URLSearchParams();
  return handle({ ...found, all: tenants.map(({ tenant }) => tenant), request, form, rest });
}

function segmentsOf(path: string): string[] {
  return path.slice(consoleRoot.length).split('/').filter(Boolean).map(decode);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
