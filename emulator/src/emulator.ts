import { setTimeout as delay } from 'node:timers/promises';
import { folderPaths, prepareFolder } from './certificates/index.js';
import { findPolicy, parseConfig, type Policy, tenantDomain } from './config/index.js';
import { controlApi, Controls, isControlRequest } from './control/index.js';
import type { Emulator, EmulatorOptions } from './emulator.options.js';
import { route } from './endpoints/index.js';
import { empty, type Handler, type Listeners, openListeners } from './http/index.js';
import { KeyRing } from './keys/index.js';
import { type Endpoint, type EndpointAddress, productFor } from './products/index.js';
import { Tenant } from './tenant/index.js';
import { UserDirectory } from './users/index.js';

/**
 * Starts a local Azure AD B2C, Entra ID or External ID.
 *
 * @throws ConfigError when the configuration has faults, PortInUseError when a port is taken, and
 * always where NODE_ENV is production
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  refuseProduction();
  const config = parseConfig(options.config);
  const { canonicalOrigin: wanted } = options;
  const wantedOrigin = wanted === undefined ? undefined : new URL(wanted).origin;
  const now = options.now ?? Date.now;
  const folder = options.certificateDir;
  if (folder !== undefined) {
    await prepareFolder(folder);
  }
  const keys = await KeyRing.open(
    () => Math.floor(now() / 1000),
    folder === undefined ? undefined : folderPaths(folder).signingKeys,
  );
  const users = await UserDirectory.open(config.users, options.stateFile);
  const listeners = await openListeners(options);

  const canonicalOrigin = wantedOrigin ?? listeners.httpsOrigin ?? 'https://localhost:8443';
  const product = productFor(config, canonicalOrigin);
  const tenant = new Tenant({ config, product, keys, users, now });
  const controls = new Controls(tenant);
  listeners.serve(handler(tenant, controls, options.control ?? false));
  return handleOf(tenant, controls, listeners);
}

function handler(tenant: Tenant, controls: Controls, control: boolean): Handler {
  return async (request) => {
    if (control && request.scheme === 'http' && isControlRequest(request)) {
      return controlApi(controls, request);
    }
    const { delayMs, down, failWith } = controls.behaviour();
    if (delayMs > 0) {
      await delay(delayMs, undefined, { ref: false });
    }
    if (down) {
      return undefined;
    }
    return failWith === null ? route(tenant, request) : empty(failWith);
  };
}

function handleOf(tenant: Tenant, controls: Controls, listeners: Listeners): Emulator {
  const { config, product } = tenant;
  const { httpOrigin, httpsOrigin } = listeners;
  const policyOf = (id?: string): Policy => {
    const policy = id === undefined ? config.policies[0] : findPolicy(config, id);
    if (!policy) {
      throw new Error(`the emulator has no policy "${id}"`);
    }
    return policy;
  };
  const originOf = (scheme?: 'http' | 'https'): string =>
    scheme === 'http' ? httpOrigin : (httpsOrigin ?? httpOrigin);
  // B2C's addresses name a policy, those of the other products a tenant.
  const addressOf = (endpoint: Endpoint, id?: string): EndpointAddress =>
    config.provider === 'b2c'
      ? { policy: policyOf(id), tenant: tenantDomain(config), form: 'path', endpoint }
      : { policy: policyOf(), tenant: id ?? tenantDomain(config), form: 'path', endpoint };
  const urlOf = (endpoint: Endpoint, id?: string, scheme?: 'http' | 'https') =>
    product.endpointUrl(originOf(scheme), addressOf(endpoint, id), endpoint);
  return {
    config,
    httpOrigin,
    httpsOrigin,
    issuer: product.issuer(policyOf()),
    caCertificate: listeners.caCertificate,
    authority: (id, scheme) => urlOf('discovery', id, scheme).replace(/\/v2\.0\/.*$/, ''),
    discoveryUrl: (id, scheme) => urlOf('discovery', id, scheme),
    issueTestToken: (options) => controls.issueTestToken(options),
    keys: () => controls.keys(),
    rotateKeys: () => controls.rotateKeys(),
    withdrawKey: (kid) => controls.withdrawKey(kid),
    setBehaviour: (change) => controls.setBehaviour(change),
    users: () => controls.users(),
    reset: () => controls.reset(),
    close: () => listeners.close(),
  };
}

/**
 * Refuses to start with NODE_ENV=production: anybody can have any token of the emulator. There is no
 * switch that turns this check off.
 */
export function refuseProduction(environment = process.env['NODE_ENV']): void {
  if (environment?.trim().toLowerCase() === 'production') {
    throw new Error(
      'the local Azure AD B2C emulator is for development and tests: it does not start with NODE_ENV=production',
    );
  }
}
