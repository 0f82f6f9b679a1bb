import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendJson } from './key-server.js';
import { createSigningKey, type SigningKey } from './signing-key.js';
import { audience, clientId, signText } from './token-maker.js';

export const homeTenant = '33333333-3333-4333-8333-333333333333';
export const otherTenant = '77777777-7777-4777-8777-777777777777';
export const consumerTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** The modes of an API behind Entra ID or External ID, by the variables that choose them. */
export const modes = {
  'one tenant': {
    authority: homeTenant,
    issuer: `https://login.microsoftonline.com/${homeTenant}/v2.0`,
    environment: { IDENTITY_PROVIDER: 'entra', TENANT_ID: homeTenant },
  },
  'many tenants': {
    authority: 'common',
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    environment: {
      IDENTITY_PROVIDER: 'entra',
      TENANT_ID: 'common',
      ALLOWED_TENANTS: `${homeTenant},${consumerTenant}`,
    },
  },
  'External ID': {
    authority: homeTenant,
    issuer: `https://${homeTenant}.ciamlogin.com/${homeTenant}/v2.0`,
    environment: { IDENTITY_PROVIDER: 'external-id', TENANT_ID: homeTenant },
  },
} as const;
export type Mode = keyof typeof modes;

/** A real HTTP server that publishes one discovery document and signing keys where Entra ID does. */
export class EntraServer {
  readonly fetches: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly mode: Mode,
    /** What the key set holds; a key's `issuer` stands as it is given. */
    public keys: { readonly key: SigningKey; readonly issuer?: string | undefined }[],
  ) {}

  /** Starts a server whose one key says the issuer, as Entra ID's do. */
  static async start(mode: Mode, tenant: string = homeTenant): Promise<EntraServer> {
    const key = await createSigningKey(`key-of-${mode}`);
    const authority = modes[mode].authority.replace(homeTenant, tenant);
    const issuer = modes[mode].issuer.replaceAll(homeTenant, tenant);
    const server = createServer((request, response) => {
      const [path = '', query] = (request.url ?? '').split('?');
      entra.fetches.push(query === undefined ? path : `${path}?${query}`);
      if (path === `/${authority}/v2.0/.well-known/openid-configuration`) {
        const jwks_uri = `${entra.origin}/${authority}/discovery/v2.0/keys`;
        sendJson({ issuer, jwks_uri })(request, response);
      } else if (path === `/${authority}/discovery/v2.0/keys`) {
        const keys = entra.keys.map((entry) => ({ ...entry.key.jwk, issuer: entry.issuer }));
        sendJson({ keys })(request, response);
      } else {
        response.writeHead(404).end();
      }
    });
    const entra = new EntraServer(server, mode, [{ key, issuer }]);
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return entra;
  }

  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** An access token of a person of the home tenant: valid, unless claims say otherwise. */
  token(claims: Readonly<Record<string, unknown>> = {}, key?: SigningKey): string {
    return this.sign({ ...personClaims(this.mode, claims['tid']), ...claims }, key);
  }

  /** An access token of an application: valid, unless claims say otherwise. */
  appToken(claims: Readonly<Record<string, unknown>> = {}): string {
    return this.sign({ ...appClaims(this.mode, claims['tid']), ...claims });
  }

  sign(claims: Readonly<Record<string, unknown>>, key = this.keys[0]?.key): string {
    if (!key) {
      throw new Error('the server has no key');
    }
    const header = JSON.stringify({ typ: 'JWT', alg: 'RS256', kid: key.kid });
    return signText(header, JSON.stringify(claims), key.privateKey);
  }
}

/** What every v2 token says, of a person or an application. */
function commonClaims(mode: Mode, tid: unknown = homeTenant) {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: audience,
    iss: modes[mode].issuer.replace(
      '{tenantid}',
      typeof tid === 'string' || typeof tid === 'number' ? String(tid) : homeTenant,
    ),
    iat: now,
    nbf: now,
    exp: now + 4_000,
    azp: clientId,
    rh: '0.ARoA',
    tid,
    uti: 'dQ6fZ1tyBUqfnX2oAAAAAA',
    ver: '2.0',
  };
}

/** The claims of a person's access token as the v2 endpoint issues it. */
export function personClaims(mode: Mode, tid?: unknown) {
  return {
    ...commonClaims(mode, tid),
    azpacr: '0',
    name: 'Ada Lovelace',
    oid: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
    preferred_username: 'ada@contoso.example',
    scp: 'tasks.read tasks.write',
    sub: 'Zl0vXSxQFyGVFzP3gcZb0nC4qv1nPpXZ4fK3bqz2fJQ',
  };
}

/** The claims of an application's access token, with the optional claim that says so. */
export function appClaims(mode: Mode, tid?: unknown) {
  return {
    ...commonClaims(mode, tid),
    azpacr: '1',
    idtyp: 'app',
    oid: 'bbbbbbbb-6a34-4c2c-9c55-0d4f4c1f2b11',
    roles: ['Tasks.Read.All'],
    sub: 'bbbbbbbb-6a34-4c2c-9c55-0d4f4c1f2b11',
  };
}
