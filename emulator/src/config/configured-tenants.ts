import type { Config, EmulatorConfig } from './config.schema.js';

/** One tenant of the configuration, as one product. */
export interface ConfiguredTenant {
  /** `name` of a further tenant, else its provider. */
  readonly name: string;
  readonly config: Config;
  /** Whether it is the first tenant as another product, and so has the same people. */
  readonly sharesDirectory: boolean;
}

/** The tenants of a configuration: that of the top level first. */
export function configuredTenants(config: EmulatorConfig): ConfiguredTenant[] {
  const { furtherTenants, ...first } = config;
  return [
    { name: first.provider, config: first, sharesDirectory: false },
    ...furtherTenants.map(({ name, tenant, ...rest }) => ({
      name: name ?? rest.provider,
      config: { ...rest, tenant: tenant ?? first.tenant, users: tenant ? rest.users : first.users },
      sharesDirectory: tenant === undefined,
    })),
  ];
}
