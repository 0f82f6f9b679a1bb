import { setTimeout as delay } from 'node:timers/promises';
import { prepareFolder } from './certificates/index.js';
import { configuredTenants, parseConfig } from './config/index.js';
import {
  consoleRoute,
  type ControlledTenant,
  isConsoleRequest,
  shownEvents,
} from './console/index.js';
import { controlApi, Controls, isControlRequest } from './control/index.js';
import { emulatedTenant } from './emulated-tenant.js';
import type { Emulator, EmulatorOptions } from './emulator.options.js';
import { matchTenant, route } from './endpoints/index.js';
import { empty, type Handler, type Listeners, openListeners } from './http/index.js';
import { productFor } from './products/index.js';
import { openTenantStates, Tenant } from './tenant/index.js';

/**
 * Starts a local Azure AD B2C, Entra ID or External ID, or several of them.
 *
 * @throws ConfigError when the configuration has faults, PortInUseError when a port is taken, and
 * always where NODE_ENV is production
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  refuseProduction();
  const config = parseConfig(options.config);
  const { canonicalOrigin: wanted, certificateDir, stateFile, now = Date.now } = options;
  const wantedOrigin = wanted === undefined ? undefined : new URL(wanted).origin;
  if (certificateDir !== undefined) {
    await prepareFolder(certificateDir);
  }
  const states = await openTenantStates(config, { keyFolder: certificateDir, stateFile, now });
  const customDomains = configuredTenants(config).flatMap((one) => one.config.customDomains);
  const listeners = await openListeners({ ...options, customDomains });

  const activityCapacity = options.control ? shownEvents : 0;
  const localOrigin = listeners.httpsOrigin ?? 'https://localhost:8443';
  const tenants = states.map((state): ControlledTenant => {
    const [domain] = state.config.customDomains;
    const ownOrigin = domain === undefined ? localOrigin : `https://${domain}`;
    const product = productFor(state.config, wantedOrigin ?? ownOrigin);
    const tenant = new Tenant({ ...state, product, activityCapacity });
    return { tenant, controls: new Controls(tenant) };
  });
  listeners.serve(handler(tenants, options.control ?? false));
  return runningEmulator(tenants, listeners);
}

function handler(controlled: readonly ControlledTenant[], control: boolean): Handler {
  const tenants = controlled.map(({ tenant }) => tenant);
  const controls = controlled.map((one) => one.controls);
  return async (request) => {
    if (control && request.scheme === 'http' && isControlRequest(request)) {
      return isConsoleRequest(request)
        ? consoleRoute(controlled, request)
        : controlApi(controls, request);
    }
    const match = matchTenant(tenants, request);
    const behaviour = (
      controlled.find(({ tenant }) => tenant === match?.tenant) ?? controlled[0]
    )?.controls.behaviour();
    if (behaviour && behaviour.delayMs > 0) {
      await delay(behaviour.delayMs, undefined, { ref: false });
    }
    if (behaviour?.down) {
      return undefined;
    }
    return behaviour && behaviour.failWith !== null
      ? empty(behaviour.failWith)
      : route(tenants, match, request, { console: control });
  };
}

function runningEmulator(controlled: readonly ControlledTenant[], listeners: Listeners): Emulator {
  const tenants = controlled.map(({ tenant, controls }) =>
    emulatedTenant(tenant, controls, listeners),
  );
  const [first] = tenants;
  if (!first) {
    throw new Error('the configuration has no tenant');
  }
  const { httpOrigin, httpsOrigin, caCertificate } = listeners;
  return {
    ...first,
    tenants,
    tenant: (name) => {
      const tenant = tenants.find((one) => one.name === name);
      if (!tenant) {
        const known = tenants.map((one) => one.name).join(', ');
        throw new Error(`the emulator has no tenant "${name}": there is ${known}`);
      }
      return tenant;
    },
    httpOrigin,
    httpsOrigin,
    caCertificate,
    reset: async () => {
      for (const { controls } of controlled) {
        await controls.reset();
      }
    },
    close: () => listeners.close(),
  };
}

/**
 * Refuses to start with NODE_ENV=production: anybody can have any token of the emulator. There is no
 * switch that turns this check off.
 */
function refuseProduction(): void {
  if (process.env['NODE_ENV']?.trim().toLowerCase() === 'production') {
    throw new Error(
      'the local Azure AD B2C emulator is for development and tests: it does not start with NODE_ENV=production',
    );
  }
}
