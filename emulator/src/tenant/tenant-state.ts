import { join } from 'node:path';
import {
  type Config,
  type ConfiguredTenant,
  configuredTenants,
  type EmulatorConfig,
} from '../config/index.js';
import { KeyRing } from '../keys/index.js';
import { UserDirectory } from '../users/index.js';
import type { TenantParts } from './tenant.js';

/** The state of a tenant that can be kept in files. */
export type TenantState = Omit<TenantParts, 'product'>;

interface StateOptions {
  /** Folder of the signing keys; without it they are in memory only. */
  readonly keyFolder: string | undefined;
  /** JSON file of the users; without it they are in memory only. */
  readonly stateFile: string | undefined;
  readonly now: () => number;
}

/** Opens keys and users of all configured tenants, the first one of the configuration first. */
export async function openTenantStates(
  config: EmulatorConfig,
  { keyFolder, stateFile, now }: StateOptions,
): Promise<TenantState[]> {
  const [first, ...further] = configuredTenants(config);
  if (!first) {
    return [];
  }
  const openKeys = (...suffix: string[]): Promise<KeyRing> =>
    KeyRing.open(
      () => Math.floor(now() / 1000),
      keyFolder && join(keyFolder, `${['signing-keys', ...suffix].join('-')}.json`),
    );
  const open = async (
    { name, config: own }: ConfiguredTenant,
    users: UserDirectory,
    ...suffix: string[]
  ): Promise<TenantState> => ({
    name,
    config: own,
    keys: await openKeys(...suffix),
    applicationKeys: await openApplicationKeys(own, (id) => openKeys(...suffix, id)),
    users,
    sessionCookie: suffix.length === 0 ? 'sso' : `sso-${name}`,
    now,
  });

  const people = await UserDirectory.open(first.config.users, stateFile);
  const states = [await open(first, people)];
  for (const tenant of further) {
    const users = tenant.sharesDirectory
      ? people
      : await UserDirectory.open(
          tenant.config.users,
          stateFile?.replace(/(\.json)?$/, `-${tenant.name}$1`),
        );
    states.push(await open(tenant, users, tenant.name));
  }
  return states;
}

async function openApplicationKeys(
  { applications }: Config,
  openKeys: (clientId: string) => Promise<KeyRing>,
): Promise<ReadonlyMap<string, KeyRing>> {
  const rings = new Map<string, KeyRing>();
  for (const { clientId, ownSigningKey } of applications) {
    if (ownSigningKey) {
      rings.set(clientId, await openKeys(clientId));
    }
  }
  return rings;
}
