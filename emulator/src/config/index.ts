export type { Application, Platform } from './application.schema.js';
export {
  configSchema,
  type Config,
  type ConfigInput,
  type PartialConfig,
} from './config.schema.js';
export { defaultClientIds, defaultConfig, defaultSecrets, demoUser } from './default.config.js';
export { ConfigError, parseConfig } from './parse-config.js';
export type { Policy } from './policy.schema.js';
export { builtInAttributes, type UserEntry } from './user.schema.js';
export {
  appIdUri,
  findApplication,
  findPolicy,
  platformOf,
  productName,
  resetsInPlace,
  singlePageOrigins,
  tenantDomain,
} from './registrations.js';
