import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api, type Answer } from './api.js';
import { homeTenant, modes } from './entra-modes.js';
import { claimsIn, clientId, policyName, startProvider, tokenThatSays } from './provider.js';
import { logLineOf } from './refusals.js';

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
/** The id of each provider's key. */
export const keyIds: Readonly<Record<ProviderName, string>> = {
  customers: 'key-of-customers',
  staff: 'key-of-staff',
  'new-customers': 'key-of-new-customers',
};
export const formerTenant = '88888888-8888-4888-8888-888888888888';
/** The client that signs people in, and the one that calls for itself, at every provider. */
export const clients = { person: clientId, app: '99999999-9999-4999-8999-999999999999' };

type Claims = Readonly<Record<string, unknown>>;

/** Whose key signs a token, and which key it names; both are the provider's own unless given. */
interface Signature {
  readonly signer?: ProviderName;
  readonly kid?: string | undefined;
}

/** An API with B2C and External ID of one tenant (High Scale Compatibility mode), and with Entra ID. */
export class ThreeProviders {
  api!: Api;
  providers!: Readonly<Record<ProviderName, TestProvider>>;

  /** Starts them before the tests of a file and stops them afterwards. */
  static use(variables: Readonly<Record<string, string>> = {}): ThreeProviders {
    const three = new ThreeProviders();
    beforeAll(async () => {
      const start = (name: ProviderName, kind: 'b2c' | 'entra' | 'external-id') =>
        startProvider({
          kind,
          tenantId: homeTenant,
          audience: audiences[name],
          keyId: keyIds[name],
        });
      three.providers = {
        customers: await start('customers', 'b2c'),
        staff: await start('staff', 'entra'),
        'new-customers': await start('new-customers', 'external-id'),
      };
      three.api = await (await three.startApi(variables)).whenAllKeysAreThere();
      await three.api.whenReady();
    });
    afterAll(async () => {
      await three.api.close();
      await Promise.all(Object.values(three.providers).map((provider) => provider.close()));
    });
    return three;
  }

  /** A further API behind the same providers. */
  startApi(variables: Readonly<Record<string, string>> = {}): Promise<Api> {
    return Api.start(this.providers.customers, { ...this.environment(), ...variables });
  }

  environment() {
    return {
      IDENTITY_PROVIDERS: providerNames.join(','),
      CUSTOMERS_TENANT_NAME: 'contoso',
      CUSTOMERS_APP_CLIENT_ID: audiences.customers,
      CUSTOMERS_OPENAPI_CLIENT_ID: clientId,
      CUSTOMERS_AUTH_POLICY_NAME: policyName,
      CUSTOMERS_AUTHORITY_HOST: this.providers.customers.origin,
      CUSTOMERS_APPLICATION_CLIENTS: clients.app,
      STAFF_IDENTITY_PROVIDER: 'entra',
      STAFF_TENANT_ID: homeTenant,
      STAFF_APP_CLIENT_ID: audiences.staff,
      STAFF_AUTHORITY_HOST: this.providers.staff.origin,
      NEW_CUSTOMERS_IDENTITY_PROVIDER: 'external-id',
      NEW_CUSTOMERS_TENANT_NAME: 'contoso',
      NEW_CUSTOMERS_TENANT_ID: homeTenant,
      NEW_CUSTOMERS_APP_CLIENT_ID: audiences['new-customers'],
      NEW_CUSTOMERS_AUTHORITY_HOST: this.providers['new-customers'].origin,
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

  /** The claims of a valid access token of a person, the same person at every provider. */
  async claimsOf(provider: ProviderName): Promise<Claims> {
    return claimsIn(await this.providers[provider].token());
  }

  /** The claims of a valid access token of the application that calls for itself. */
  async appClaimsOf(provider: ProviderName): Promise<Claims> {
    const claims = { sub: clients.app, azp: clients.app };
    const request = { application: true, appPermissions: ['Tasks.Read.All'], claims };
    return claimsIn(await this.providers[provider].token(request));
  }

  /** A valid token of a provider, unless claims or the signature say otherwise. */
  async token(
    provider: ProviderName,
    claims: Claims = {},
    { signer = provider, kid }: Signature = {},
  ): Promise<string> {
    return this.sign({ ...(await this.claimsOf(provider)), ...claims }, { signer, kid });
  }

  /** A token with these claims and no others. */
  sign(claims: Claims, { signer, kid }: Signature & { signer: ProviderName }): Promise<string> {
    return tokenThatSays(this.providers[signer], claims, kid === undefined ? {} : { kid });
  }

  call(token: string | Promise<string>, path = '/me'): Promise<Answer> {
    return this.api.call(path, { token });
  }

  async statusOf(token: string | Promise<string>, path = '/me'): Promise<number> {
    return (await this.call(token, path)).status;
  }

  /** Why a token is refused, and by which provider: as the log says it; `accepted` if it is not. */
  async outcomeOf(token: string | Promise<string>, api = this.api): Promise<string> {
    const answer = await api.call('/me', { token });
    const line = (await logLineOf({ api }, answer)) as {
      readonly refusal?: string;
      readonly provider?: string;
    };
    const outcome = answer.status === 200 ? 'accepted' : (line.refusal ?? String(answer.status));
    return line.provider === undefined ? outcome : `${outcome} by ${line.provider}`;
  }
}
