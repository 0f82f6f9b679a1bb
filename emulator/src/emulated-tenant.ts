import { type Config, findPolicy, type Policy, tenantDomain } from './config/index.js';
import type { Behaviour, Controls, TestTokenOptions } from './control/index.js';
import type { KeyStatus } from './keys/index.js';
import type { Endpoint, EndpointAddress } from './products/index.js';
import type { Tenant } from './tenant/index.js';
import type { User } from './users/index.js';

/** One tenant of a running emulator. */
export interface EmulatedTenant {
  /** `name` of the configuration, else the provider: `b2c`, `entra` or `external-id`. */
  readonly name: string;
  readonly config: Config;
  /** The `iss` of the tenant's tokens (of policies that do not put their own name in it). */
  readonly issuer: string;
  /**
   * Authority of a policy, as MSAL wants it; with Entra ID and External ID, of a tenant.
   *
   * @param policy - policy id in any case, default the first; or a tenant, such as `organizations`
   * @param scheme - default: https when there is an HTTPS listener
   */
  authority(policy?: string, scheme?: 'http' | 'https'): string;
  /** Address of a policy's discovery document; parameters as for `authority`. */
  discoveryUrl(policy?: string, scheme?: 'http' | 'https'): string;
  /**
   * Issues a token without a sign-in, valid or deviating in any detail.
   *
   * @throws TestTokenError for an unknown policy, user, client, API or key
   */
  issueTestToken(options?: TestTokenOptions): Promise<string>;
  /** The signing keys of this run. */
  keys(): KeyStatus[];
  /** Publishes a new key and signs with it; returns its id. */
  rotateKeys(): Promise<string>;
  /** Stops publishing a key; false when it was not published. */
  withdrawKey(kid: string): Promise<boolean>;
  /** Simulates faults: delays, an outage, an error status. */
  setBehaviour(change: Partial<Behaviour>): Behaviour;
  users(): User[];
}

/** Origins of the listeners. */
export interface Origins {
  readonly httpOrigin: string;
  readonly httpsOrigin: string | undefined;
}

/** The public face of a tenant. */
export function emulatedTenant(
  { name, config, product }: Tenant,
  controls: Controls,
  { httpOrigin, httpsOrigin }: Origins,
): EmulatedTenant {
  const policyOf = (id?: string): Policy => {
    const policy = id === undefined ? config.policies[0] : findPolicy(config, id);
    if (!policy) {
      const known = config.policies.map((one) => one.id).join(', ');
      throw new Error(`the emulator has no policy "${id}": there is ${known}`);
    }
    return policy;
  };
  const originOf = (scheme?: 'http' | 'https'): string =>
    scheme === 'http' ? httpOrigin : (httpsOrigin ?? httpOrigin);
  // B2C's addresses name a policy, those of the other products a tenant.
  const addressOf = (endpoint: Endpoint, id?: string): EndpointAddress => ({
    ...(config.provider === 'b2c'
      ? { policy: policyOf(id), tenant: tenantDomain(config) }
      : { policy: policyOf(), tenant: id ?? tenantDomain(config) }),
    form: 'path',
    version: 'v2.0',
    endpoint,
  });
  const urlOf = (endpoint: Endpoint, id?: string, scheme?: 'http' | 'https') =>
    product.endpointUrl(originOf(scheme), addressOf(endpoint, id), endpoint);
  return {
    name,
    config,
    issuer: product.issuer(policyOf()),
    authority: (id, scheme) => urlOf('discovery', id, scheme).replace(/\/v2\.0\/.*$/, ''),
    discoveryUrl: (id, scheme) => urlOf('discovery', id, scheme),
    issueTestToken: (options) => controls.issueTestToken(options),
    keys: () => controls.keys(),
    rotateKeys: () => controls.rotateKeys(),
    withdrawKey: (kid) => controls.withdrawKey(kid),
    setBehaviour: (change) => controls.setBehaviour(change),
    users: () => controls.users(),
  };
}
