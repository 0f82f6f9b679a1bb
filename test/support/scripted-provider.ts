import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyId, policyName, tenantId, tenantName } from './provider.js';
import { createSigningKey, type SigningKey } from './signing-key.js';

/** Answers a request in place of the provider. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** What one user flow publishes. */
export class ScriptedPolicy {
  /** Answers instead of the discovery document or the keys while it is set. */
  discoveryBehaviour: Behaviour | undefined;
  keysBehaviour: Behaviour | undefined;

  constructor(
    readonly name: string,
    public issuer: string,
    /** The first one signs. */
    public keys: [SigningKey, ...SigningKey[]],
  ) {}
}

/**
 * Stands where a provider does, for tests about what no sound provider does: its answers, its keys and their
 * issuers are what a test makes of them. Everything else is tested with the provider of the package.
 */
export class ScriptedProvider {
  readonly policies: ReadonlyMap<string, ScriptedPolicy>;
  /** The addresses it was asked for, oldest first. */
  readonly requests: string[] = [];
  readonly #server: Server;

  private constructor(policies: readonly ScriptedPolicy[]) {
    this.policies = new Map(policies.map((policy) => [policy.name.toLowerCase(), policy]));
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** Starts a provider with a key of its own for each user flow, all under one id and of one issuer. */
  static async start(...names: string[]): Promise<ScriptedProvider> {
    const issuer = `https://${tenantName}.b2clogin.com/${tenantId}/v2.0/`;
    const policies = (names.length > 0 ? names : [policyName]).map(
      async (name) => new ScriptedPolicy(name, issuer, [await createSigningKey(keyId)]),
    );
    const provider = new ScriptedProvider(await Promise.all(policies));
    await once(provider.#server.listen(0, '127.0.0.1'), 'listening');
    return provider;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The user flow of a name; the one that most tests have, unless it is named. */
  policy(name: string = policyName): ScriptedPolicy {
    const policy = this.policies.get(name.toLowerCase());
    if (!policy) {
      throw new Error(`the provider has no policy ${name}`);
    }
    return policy;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.requests.push(path);
    const [, authority = '', document] = documentPath.exec(path) ?? [];
    const policy = this.#policyOf(authority);
    if (policy && document === 'v2.0/.well-known/openid-configuration') {
      const discovery = discoveryOf(this.origin + authority, policy.issuer);
      (policy.discoveryBehaviour ?? sendJson(discovery))(request, response);
    } else if (policy && document === 'discovery/v2.0/keys') {
      const keys = { keys: policy.keys.map(({ jwk }) => jwk) };
      (policy.keysBehaviour ?? sendJson(keys))(request, response);
    } else {
      response.writeHead(404).end();
    }
  }

  /** An authority without a policy, which is one of Entra ID, publishes what the only policy does. */
  #policyOf(authority: string): ScriptedPolicy | undefined {
    const [, , name] = authority.split('/');
    return name === undefined
      ? [...this.policies.values()][0]
      : this.policies.get(name.toLowerCase());
  }
}

const documentPath =
  /^(\/.+?)\/(v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys)(?:\?|$)/;

function discoveryOf(authority: string, issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  };
}

/** A behaviour that answers 200 with a JSON document. */
export function sendJson(document: unknown): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(document));
  };
}
