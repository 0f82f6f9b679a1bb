import { setTimeout as delay } from 'node:timers/promises';
import { folderPaths, prepareFolder } from './certificates/index.js';
import { findPolicy, parseConfig, tenantDomain, type Policy } from './config/index.js';
import { Controls, controlRoute, isControlRequest } from './control/index.js';
import type { Emulator, EmulatorOptions } from './emulator.options.js';
import { KeyRing } from './keys/index.js';
import { refuseProduction } from './production.guard.js';
import { profileOf, type Endpoint, type Place } from './profile/index.js';
import { empty, openListeners, route, type Handler, type Listeners } from './server/index.js';
import { Tenant } from './tenant/index.js';
import { UserDirectory } from './users/index.js';

/**
 * Starts a local Azure AD B2C.
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
  if (folder !== undefined) await prepareFolder(folder);
  const keys = await KeyRing.open(
    () => Math.floor(now() / 1000),
    folder === undefined ? undefined : folderPaths(folder).signingKeys,
  );
  const users = await UserDirectory.open(config.users, options.stateFile);
  const listeners = await openListeners(options);

  const canonicalOrigin = wantedOrigin ?? listeners.httpsOrigin ?? 'https://localhost:8443';
  const profile = profileOf(config, canonicalOrigin);
  const tenant = new Tenant({ config, profile, keys, users, now });
  const controls = new Controls(tenant);
  listeners.serve(handler(tenant, controls, options.control ?? false));
  return handle(tenant, controls, listeners);
}

function handler(tenant: Tenant, controls: Controls, control: boolean): Handler {
  return async (request) => {
    if (control && request.scheme === 'http' && isControlRequest(request))
      return controlRoute(controls, request);
    const { delayMs, down, failWith } = controls.behaviour();
    if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
    if (down) return undefined;
    return failWith === null ? route(tenant, request) : empty(failWith);
  };
}

function handle(tenant: Tenant, controls: Controls, listeners: Listeners): Emulator {
  const { config, profile } = tenant;
  const { httpOrigin, httpsOrigin } = listeners;
  const policyOf = (id?: string): Policy => {
    const policy = id === undefined ? config.policies[0] : findPolicy(config, id);
    if (!policy) throw new Error(`the emulator has no policy "${id}"`);
    return policy;
  };
  const originOf = (scheme?: 'http' | 'https'): string =>
    scheme === 'http' ? httpOrigin : (httpsOrigin ?? httpOrigin);
  // B2C's addresses name a policy, those of the other products only ever a tenant.
  const placeOf = (endpoint: Endpoint, id?: string): Place =>
    config.provider === 'b2c'
      ? { policy: policyOf(id), tenant: tenantDomain(config), form: 'path', endpoint }
      : { policy: policyOf(), tenant: id ?? tenantDomain(config), form: 'path', endpoint };
  const address = (endpoint: Endpoint, id?: string, scheme?: 'http' | 'https') =>
    profile.address(originOf(scheme), placeOf(endpoint, id), endpoint);
  return {
    config,
    httpOrigin,
    httpsOrigin,
    issuer: profile.issuer(policyOf()),
    caCertificate: listeners.caCertificate,
    authority: (id, scheme) => address('discovery', id, scheme).replace(/\/v2\.0\/.*$/, ''),
    discoveryUrl: (id, scheme) => address('discovery', id, scheme),
    mintToken: (options) => controls.mintToken(options),
    keys: () => controls.keys(),
    rotateKeys: () => controls.rotateKeys(),
    withdrawKey: (kid) => controls.withdrawKey(kid),
    setBehaviour: (change) => controls.setBehaviour(change),
    users: () => controls.users(),
    reset: () => controls.reset(),
    close: () => listeners.close(),
  };
}
