export { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
export { readEnvironment, type Environment } from './environment.js';
export { parseSettings } from './parse-settings.js';
export type { EdgeSettings, ProviderSettings, Quota, Settings } from './settings.js';
export { SettingsModule, SettingsService } from './settings.module.js';
