import { z } from 'zod';
import { empty, type EmulatorRequest, type EmulatorResponse, json } from '../http/index.js';
import type { Controls } from './controls.js';
import { TestTokenError, testTokenSchema } from './test-token.js';

const prefix = '/__emulator/';

const behaviourSchema = z.strictObject({
  delayMs: z.int().min(0).max(600_000).optional(),
  down: z.boolean().optional(),
  failWith: z.int().min(400).max(599).nullable().optional(),
});

type Action = (
  controls: Controls,
  body: unknown,
  rest: string,
) => Promise<EmulatorResponse> | EmulatorResponse;

const actions: Record<string, Action> = {
  'POST tokens': async (controls, body) =>
    json(201, { token: await controls.issueTestToken(testTokenSchema.parse(body ?? {})) }),
  'GET keys': (controls) => json(200, { keys: controls.keys() }),
  'POST keys': async (controls) => json(201, { kid: await controls.rotateKeys() }),
  'DELETE keys': async (controls, _body, kid) =>
    (await controls.withdrawKey(kid))
      ? empty(204)
      : json(404, { error: `no published key "${kid}"` }),
  'GET behaviour': (controls) => json(200, controls.behaviour()),
  'PUT behaviour': (controls, body) =>
    json(200, controls.setBehaviour(behaviourSchema.parse(body ?? {}))),
  'GET users': (controls) => json(200, { users: controls.users() }),
  'POST reset': async (controls) => {
    await controls.reset();
    return empty(204);
  },
};

/** Whether a request is for the control API. */
export function isControlRequest({ path }: EmulatorRequest): boolean {
  return path.startsWith(prefix);
}

/** The control API, for tests and scripts; `?tenant=NAME` selects a tenant other than the first. */
export async function controlApi(
  tenants: readonly Controls[],
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const { headers, method, path, query, body } = request;
  // A web page must not be able to issue tokens or simulate an outage.
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return json(403, { error: 'the control API is not for browsers' });
  }
  const [name = '', rest = ''] = path.slice(prefix.length).split('/');
  const action = actions[`${method} ${name}`];
  if (!action) {
    return json(404, {
      error: `no control "${method} ${name}"`,
      controls: Object.keys(actions),
    });
  }
  const tenant = query.get('tenant');
  const controls = tenant === null ? tenants[0] : tenants.find((one) => one.name === tenant);
  if (!controls) {
    return json(404, { error: `no tenant "${tenant}"`, tenants: tenants.map((one) => one.name) });
  }
  try {
    return await action(controls, body.length > 0 ? JSON.parse(body.toString()) : undefined, rest);
  } catch (error) {
    if (error instanceof z.ZodError) {
      return json(400, { error: 'invalid request', issues: error.issues.map(issueText) });
    }
    if (error instanceof TestTokenError || error instanceof SyntaxError) {
      return json(400, { error: error.message });
    }
    throw error;
  }
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || '(body)'}: ${message}`;
}
