import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderOptions } from '../auth.options.js';
import { b2c, entraId, externalId } from '../providers/index.js';
import { createSigningKey, signToken, type SigningKey } from './signing-key.js';
import {
  announcedIssuerOf,
  isMultiTenant,
  settingsOf,
  type TestProviderOptions,
  type TestProviderSettings,
} from './test-provider.options.js';
import { claimsOf } from './token-claims.js';
import type { TestTokenOptions } from './test-token.options.js';

/** The tenant of {@link TestProvider.foreignToken}. */
const foreignTenant = '99999999-9999-4999-8999-999999999999';

/**
 * Starts an identity provider on 127.0.0.1 that issues access tokens as Azure AD B2C, Entra ID or External ID
 * does: a discovery document, signing keys, and tokens that are valid unless they are asked not to be. It takes
 * about 5 ms; its key is generated meanwhile, and is waited for by the first token.
 */
export async function createTestProvider(options: TestProviderOptions = {}): Promise<TestProvider> {
  const provider = new TestProvider(settingsOf(options));
  await provider.listen();
  return provider;
}

/** An identity provider for tests. Made by {@link createTestProvider}. */
export class TestProvider implements AsyncDisposable {
  /** The addresses it was asked for, oldest first. */
  readonly requests: string[] = [];
  readonly #settings: TestProviderSettings;
  readonly #server: Server;
  #key: Promise<SigningKey>;
  #isDown = false;

  constructor(settings: TestProviderSettings) {
    this.#settings = settings;
    this.#key = createSigningKey(settings.keyId);
    this.#server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      if (this.#isDown) {
        request.socket.destroy();
      } else {
        void this.#answer(request.url ?? '', response);
      }
    });
  }

  /** Begins to listen, on a free port. {@link createTestProvider} does it. */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
  }

  /** Where it listens: the `authorityHost` of {@link b2c}, {@link entraId} and {@link externalId}. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The provider as an option of `AuthModule.forRoot({ providers: [...] })`. */
  get options(): ProviderOptions {
    const { kind, tenantName, tenantId, audience, policies, clientId, allowedTenants } =
      this.#settings;
    const common = { audience, authorityHost: this.origin };
    switch (kind) {
      case 'b2c':
        return b2c({ ...common, tenantName, policies, applicationClients: [clientId] });
      case 'entra':
        return isMultiTenant(this.#settings)
          ? entraId({ ...common, tenantId: 'common', allowedTenants })
          : entraId({ ...common, tenantId });
      case 'external-id':
        return externalId({ ...common, tenantName, tenantId });
    }
  }

  /** An access token: of a person, valid for an hour, with the provider's default scopes. */
  async token(request: TestTokenOptions = {}): Promise<string> {
    const { kid, privateKey } = await this.#key;
    return this.#sign(request, kid, privateKey);
  }

  /** A token that was valid until an hour ago, which is beyond any clock skew. */
  expiredToken(request: TestTokenOptions = {}): Promise<string> {
    const times = { nbf: undefined, iat: undefined };
    return this.token({
      ...request,
      expiresInSeconds: -3600,
      claims: { ...times, ...request.claims },
    });
  }

  /** A token that names a key of the provider and was signed with another one. */
  async forgedToken(request: TestTokenOptions = {}): Promise<string> {
    const [{ kid }, { privateKey }] = await Promise.all([this.#key, createSigningKey()]);
    return this.#sign(request, kid, privateKey);
  }

  /** A token of another tenant: everything else is as in a valid one, the key included. */
  foreignToken(request: TestTokenOptions = {}): Promise<string> {
    return this.token({ tenantId: foreignTenant, ...request });
  }

  /** Replaces the signing key. Tokens of the old one are accepted until the keys are fetched again. */
  async rotateKeys(): Promise<void> {
    this.#key = createSigningKey();
    await this.#key;
  }

  /** Breaks every connection from now on. */
  goDown(): void {
    this.#isDown = true;
    this.#server.closeAllConnections();
  }

  /** Ends what {@link goDown} began. */
  comeBack(): void {
    this.#isDown = false;
  }

  /** Stops listening. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #sign(request: TestTokenOptions, kid: string, key: SigningKey['privateKey']): string {
    const header = { alg: 'RS256', kid, typ: 'JWT', ...request.header };
    return signToken(header, claimsOf(this.#settings, request), key);
  }

  /** Documents are where the product has them; whatever else the address says is not looked at. */
  async #answer(url: string, response: ServerResponse): Promise<void> {
    const address = new URL(url, this.origin);
    const discovery = '/v2.0/.well-known/openid-configuration';
    if (address.pathname.endsWith(discovery)) {
      const authority = address.href.slice(0, address.href.indexOf(discovery));
      sendJson(response, {
        issuer: announcedIssuerOf(this.#settings),
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      });
    } else if (address.pathname.endsWith('/discovery/v2.0/keys')) {
      const { jwk } = await this.#key;
      // Entra ID says of each key whose tokens it signs; with many tenants, that is checked.
      const issuer = this.#settings.kind !== 'b2c' && {
        issuer: announcedIssuerOf(this.#settings),
      };
      sendJson(response, { keys: [{ ...jwk, ...issuer }] });
    } else {
      response.writeHead(404).end();
    }
  }
}

function sendJson(response: ServerResponse, document: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(document));
}
