export { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
export { readEnvironment, type Environment } from './environment.js';
export { parseSettings } from './parse-settings.js';
export type { AuthoritySettings, ProviderKind, Settings, UserFlow } from './settings.js';
export { SETTINGS, SettingsModule } from './settings.module.js';
