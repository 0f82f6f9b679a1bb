import type { TestProvider } from '../../src/auth/testing/index.js';
import { providerVariables } from '../../src/config/environment.schema.js';
import type { Environment } from '../../src/config/index.js';
import { audience, startProvider } from './provider.js';

const policies = ['B2C_1_signupsignin', 'B2C_1_editprofile'];
const tenants = {
  b2c: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd',
  entra: 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee',
  externalId: 'ffffffff-ffff-4fff-8fff-ffffffffffff',
};

let variables: Environment | undefined;
let inUse = false;

/** Whether other providers are beside the one that a test is about: then an issuer of none is `issuer`. */
export function hasOtherProviders(): boolean {
  return inUse;
}

/**
 * Puts a further tenant of each product beside the one provider of every API that the tests of this file
 * start. They differ from it in as little as they can: audience, policies, scopes and key ids are the same,
 * and only issuer and key material are not.
 */
export function useOtherProviders(): void {
  let providers: readonly TestProvider[] = [];
  inUse = true;
  beforeAll(async () => {
    const [b2c, entra, externalId] = await Promise.all([
      startProvider({ tenantName: 'fabrikam', tenantId: tenants.b2c, policies }),
      startProvider({ kind: 'entra', tenantId: tenants.entra }),
      startProvider({ kind: 'external-id', tenantId: tenants.externalId }),
    ]);
    providers = [b2c, entra, externalId];
    variables = {
      OTHER_B2C_TENANT_NAME: 'fabrikam',
      OTHER_B2C_AUTH_POLICY_NAME: policies.join(','),
      OTHER_B2C_AUTHORITY_HOST: b2c.origin,
      OTHER_B2C_APP_CLIENT_ID: audience,
      OTHER_ENTRA_IDENTITY_PROVIDER: 'entra',
      OTHER_ENTRA_TENANT_ID: tenants.entra,
      OTHER_ENTRA_AUTHORITY_HOST: entra.origin,
      OTHER_ENTRA_APP_CLIENT_ID: audience,
      OTHER_EXTERNAL_ID_IDENTITY_PROVIDER: 'external-id',
      OTHER_EXTERNAL_ID_TENANT_NAME: 'fabrikam',
      OTHER_EXTERNAL_ID_TENANT_ID: tenants.externalId,
      OTHER_EXTERNAL_ID_AUTHORITY_HOST: externalId.origin,
      OTHER_EXTERNAL_ID_APP_CLIENT_ID: audience,
    };
  });
  afterAll(async () => {
    variables = undefined;
    await Promise.all(providers.map((provider) => provider.close()));
  });
}

/**
 * The environment of a test, with the other providers after the one that it describes, if there are any.
 * That one is named as it would be alone: as its kind.
 */
export function besideOtherProviders(environment: Environment): Environment {
  if (variables === undefined || environment['IDENTITY_PROVIDERS'] !== undefined) {
    return environment;
  }
  const { IDENTITY_PROVIDER: name = 'b2c' } = environment;
  const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
  const own = new Set(providerVariables);
  const renamed = Object.entries({ ...environment, IDENTITY_PROVIDER: name }).map(
    ([variable, value]) => [own.has(variable) ? prefix + variable : variable, value] as const,
  );
  return {
    ...Object.fromEntries(renamed),
    ...variables,
    IDENTITY_PROVIDERS: [name, 'other-b2c', 'other-entra', 'other-external-id'].join(','),
  };
}
