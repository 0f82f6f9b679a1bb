export type { Application, Platform } from './application.schema.js';
export {
  type Config,
  type ConfigInput,
  configSchema,
  type EmulatorConfig,
  type PartialConfig,
} from './config.schema.js';
export { type ConfiguredTenant, configuredTenants } from './configured-tenants.js';
export { defaultClientIds, defaultConfig, defaultSecrets, demoUser } from './default.config.js';
export { ConfigError, parseConfig } from './parse-config.js';
export type { Policy } from './policy.schema.js';
export {
  appIdUri,
  findApplication,
  findPolicy,
  productName,
  redirectUriPlatform,
  resetsInPlace,
  singlePageOrigins,
  tenantDomain,
} from './registrations.js';
export { attributeNameSchema, builtInAttributes, type UserEntry } from './user.schema.js';
