import { Api, policyName, type Answer } from './api.js';
import { EntraServer, homeTenant, modes, personClaims } from './entra-server.js';
import { KeyServer } from './key-server.js';
import { logLineOf } from './refusals.js';
import type { SigningKey } from './signing-key.js';
import { clientId, signText, validClaims } from './token-maker.js';

/** The audience of each provider: its registration of the API. */
export const audiences = {
  customers: '11111111-1111-4111-8111-111111111111',
  staff: '55555555-5555-4555-8555-555555555555',
  'new-customers': '66666666-6666-4666-8666-666666666666',
};
export type ProviderName = keyof typeof audiences;
export const providerNames = Object.keys(audiences) as ProviderName[];

/** Every provider with every other. */
export const pairs = providerNames.flatMap((one) =>
  providerNames.filter((other) => other !== one).map((other) => [one, other] as const),
);

export const issuers: Readonly<Record<ProviderName, string>> = {
  customers: `https://contoso.b2clogin.com/${homeTenant}/v2.0/`,
  staff: modes['one tenant'].issuer,
  'new-customers': modes['External ID'].issuer,
};
export const formerTenant = '88888888-8888-4888-8888-888888888888';
/** The client that signs people in, and the one that calls for itself, at every provider. */
export const clients = { person: clientId, app: '99999999-9999-4999-8999-999999999999' };

type Claims = Readonly<Record<string, unknown>>;

/** An API with B2C and External ID of one tenant (High Scale Compatibility mode), and with Entra ID. */
export class ThreeProviders {
  api!: Api;
  b2c!: KeyServer;
  entra!: EntraServer;
  externalId!: EntraServer;

  /** Starts them before the tests of a file and stops them afterwards. */
  static use(variables: Readonly<Record<string, string>> = {}): ThreeProviders {
    const three = new ThreeProviders();
    beforeAll(async () => {
      [three.b2c, three.entra, three.externalId] = await Promise.all([
        KeyServer.start(policyName),
        EntraServer.start('one tenant'),
        EntraServer.start('External ID'),
      ]);
      three.b2c.policy(policyName).issuer = issuers.customers;
      three.api = await (await three.startApi(variables)).whenAllKeysAreThere();
      await three.api.whenReady();
    });
    afterAll(async () => {
      await three.api.close();
      await Promise.all([three.b2c.down(), three.entra.stop(), three.externalId.stop()]);
    });
    return three;
  }

  /** A further API behind the same providers. */
  startApi(variables: Readonly<Record<string, string>> = {}): Promise<Api> {
    return Api.start(this.b2c, { ...this.environment(), ...variables });
  }

  environment() {
    return {
      IDENTITY_PROVIDERS: providerNames.join(','),
      CUSTOMERS_TENANT_NAME: 'contoso',
      CUSTOMERS_APP_CLIENT_ID: audiences.customers,
      CUSTOMERS_OPENAPI_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
      CUSTOMERS_AUTH_POLICY_NAME: policyName,
      CUSTOMERS_AUTHORITY_HOST: this.b2c.origin,
      CUSTOMERS_APPLICATION_CLIENTS: clients.app,
      STAFF_IDENTITY_PROVIDER: 'entra',
      STAFF_TENANT_ID: homeTenant,
      STAFF_APP_CLIENT_ID: audiences.staff,
      STAFF_AUTHORITY_HOST: this.entra.origin,
      NEW_CUSTOMERS_IDENTITY_PROVIDER: 'external-id',
      NEW_CUSTOMERS_TENANT_NAME: 'contoso',
      NEW_CUSTOMERS_TENANT_ID: homeTenant,
      NEW_CUSTOMERS_APP_CLIENT_ID: audiences['new-customers'],
      NEW_CUSTOMERS_AUTHORITY_HOST: this.externalId.origin,
      NEW_CUSTOMERS_FORMER_TENANT_ID: formerTenant,
      NEW_CUSTOMERS_FORMER_OBJECT_ID_CLAIM: 'formerObjectId',
      // The plain ones of every other test.
      TENANT_NAME: '',
      APP_CLIENT_ID: '',
      OPENAPI_CLIENT_ID: '',
      AUTH_POLICY_NAME: '',
      AUTHORITY_HOST: '',
    };
  }

  keyOf(provider: ProviderName): SigningKey {
    const key = {
      customers: () => this.b2c.policy(policyName).keys[0],
      staff: () => this.entra.keys[0]?.key,
      'new-customers': () => this.externalId.keys[0]?.key,
    }[provider]();
    if (!key) {
      throw new Error(`${provider} has no key`);
    }
    return key;
  }

  /** The claims of a valid access token of a person, the same person at every provider. */
  claimsOf(provider: ProviderName): Claims {
    const claims = {
      customers: () => validClaims(this.b2c.policy(policyName)),
      staff: () => personClaims('one tenant'),
      'new-customers': () => personClaims('External ID'),
    }[provider]();
    return { ...claims, aud: audiences[provider] };
  }

  /** A valid token of a provider, unless claims or a key say otherwise. */
  token(provider: ProviderName, claims: Claims = {}, key = this.keyOf(provider)): string {
    return this.sign({ ...this.claimsOf(provider), ...claims }, key);
  }

  sign(claims: Claims, { kid, privateKey }: Pick<SigningKey, 'kid' | 'privateKey'>): string {
    const header = JSON.stringify({ alg: 'RS256', kid, typ: 'JWT' });
    return signText(header, JSON.stringify(claims), privateKey);
  }

  call(token: string, path = '/me'): Promise<Answer> {
    return this.api.call(path, { token });
  }

  async statusOf(token: string, path = '/me'): Promise<number> {
    return (await this.call(token, path)).status;
  }

  /** Why a token is refused, and by which provider: as the log says it; `accepted` if it is not. */
  async outcomeOf(token: string): Promise<string> {
    const answer = await this.call(token);
    const line = (await logLineOf(this, answer)) as {
      readonly refusal?: string;
      readonly provider?: string;
    };
    const outcome = answer.status === 200 ? 'accepted' : (line.refusal ?? String(answer.status));
    return line.provider === undefined ? outcome : `${outcome} by ${line.provider}`;
  }
}
