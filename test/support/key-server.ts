import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { freePort } from 'test-support';
import { createSigningKey, type SigningKey } from './signing-key.js';

export const tenantName = 'contoso';
export const tenantId = '775527ff-9a37-4307-8b3d-cc311f58d925';

/** Answers a request in place of the server, to play a provider that misbehaves. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** What one user flow publishes, and how often it was asked. */
export class PolicyKeys {
  /** Answers instead of the discovery document or the keys while it is set. */
  discoveryBehaviour: Behaviour | undefined;
  keysBehaviour: Behaviour | undefined;
  readonly fetches = { discovery: 0, keys: 0 };

  constructor(
    readonly name: string,
    public issuer: string,
    public keys: SigningKey[],
  ) {}
}

/**
 * A real HTTP server that publishes discovery documents and signing keys where Azure AD B2C does,
 * one set for each user flow. It notes every other address that it is asked for.
 */
export class KeyServer {
  readonly policies: ReadonlyMap<string, PolicyKeys>;
  readonly strayRequests: string[] = [];
  #server: Server | undefined;

  private constructor(
    policies: readonly PolicyKeys[],
    private readonly port: number,
  ) {
    this.policies = new Map(policies.map((policy) => [policy.name.toLowerCase(), policy]));
  }

  /** Starts a server with one new key for each policy, all of the tenant's one issuer. */
  static async start(...names: string[]): Promise<KeyServer> {
    const issuer = `https://${tenantName}.b2clogin.com/${tenantId}/v2.0/`;
    const policies = await Promise.all(
      names.map(
        async (name) => new PolicyKeys(name, issuer, [await createSigningKey(`key-of-${name}`)]),
      ),
    );
    const server = new KeyServer(policies, await freePort());
    await server.up();
    return server;
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  policy(name: string): PolicyKeys {
    const policy = this.policies.get(name.toLowerCase());
    if (!policy) {
      throw new Error(`the key server has no policy ${name}`);
    }
    return policy;
  }

  /** Listens, on the same port as before if it has been down. */
  async up(): Promise<void> {
    const server = createServer((request, response) => this.#answer(request, response));
    this.#server = server.listen(this.port);
    await once(server, 'listening');
  }

  /** Stops listening and breaks every connection. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (server) {
        server.close(() => resolve());
      } else {
        resolve();
      }
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    const [, , name = '', ...rest] = path.split('/');
    const policy = this.policies.get(name.toLowerCase());
    const document = rest.join('/');
    if (policy && document === 'v2.0/.well-known/openid-configuration') {
      policy.fetches.discovery++;
      (policy.discoveryBehaviour ?? this.#discovery(policy))(request, response);
    } else if (policy && document === 'discovery/v2.0/keys') {
      policy.fetches.keys++;
      (policy.keysBehaviour ?? sendJson({ keys: policy.keys.map(({ jwk }) => jwk) }))(
        request,
        response,
      );
    } else {
      this.strayRequests.push(path);
      response.writeHead(404).end();
    }
  }

  #discovery({ name, issuer }: PolicyKeys): Behaviour {
    const address = `${this.origin}/${tenantName}.onmicrosoft.com/${name.toLowerCase()}`;
    return sendJson({
      issuer,
      authorization_endpoint: `${address}/oauth2/v2.0/authorize`,
      token_endpoint: `${address}/oauth2/v2.0/token`,
      end_session_endpoint: `${address}/oauth2/v2.0/logout`,
      jwks_uri: `${address}/discovery/v2.0/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  }
}

/** A behaviour that answers 200 with a JSON document. */
export function sendJson(document: unknown): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(document));
  };
}
