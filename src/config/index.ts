export { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
export { readEnvironment, type Environment } from './environment.js';
export { isSecret } from './environment.schema.js';
export { parseSettings } from './parse-settings.js';
export { withVariablePrefix } from './provider-sets.js';
export type {
  DevelopmentSettings,
  EdgeSettings,
  ProviderSettings,
  Quota,
  Settings,
} from './settings.js';
export { SettingsModule, SettingsService } from './settings.module.js';
