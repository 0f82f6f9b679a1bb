import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultConfig, type PartialConfig } from 'azure-ad-b2c-emulator';

export const tasks = 'd1111111-1111-4111-8111-111111111111';
export const calendar = 'd2222222-2222-4222-8222-222222222222';
export const client = 'd3333333-3333-4333-8333-333333333333';
/** Somebody besides the demo person. */
export const other = { email: 'other@contoso.com', password: 'Another-passw0rd' };
/** The claims that the calendar API asks for. */
export const stepUp = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

/** A client calls the tasks API, which calls the calendar API for the same person. */
export const configOf = (provider: 'b2c' | 'entra' | 'external-id'): PartialConfig => ({
  provider,
  users: [...defaultConfig.users, other],
  applications: [
    {
      name: 'Tasks API',
      clientId: tasks,
      appIdUri: `api://${tasks}`,
      secrets: ['secret'],
      scopes: ['tasks.read'],
      appRoles: ['Tasks.Read.All'],
      permissions: [{ resource: calendar, scopes: ['calendar.read'] }],
    },
    {
      name: 'Calendar API',
      clientId: calendar,
      appIdUri: `api://${calendar}`,
      scopes: ['calendar.read', 'calendar.write'],
    },
    {
      name: 'Client',
      clientId: client,
      secrets: ['secret'],
      permissions: [{ resource: tasks, scopes: ['tasks.read'], roles: ['Tasks.Read.All'] }],
    },
  ],
});

/** What a token says, unchecked. */
export function claimsIn(token: string): Readonly<Record<string, unknown>> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Readonly<Record<string, unknown>>;
}

/** The calendar API: says whose token it got, and asks for a stronger sign-in where it is told to. */
export class CalendarApi {
  readonly tokens: string[] = [];
  wantsStepUp = false;
  readonly #server: Server = createServer((request, response) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    this.tokens.push(token);
    const claims = claimsIn(token);
    if (this.wantsStepUp && !(claims['acrs'] as string[] | undefined)?.includes('c1')) {
      const challenge = `Bearer realm="", error="insufficient_claims", claims="${btoa(stepUp)}"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    } else {
      response.end(JSON.stringify({ oid: claims['oid'], aud: claims['aud'] }));
    }
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
