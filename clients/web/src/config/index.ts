export { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
export { readEnvironment, type Environment } from './environment.js';
export { parseSettings } from './parse-settings.js';
export { SETTINGS, type PolicySettings, type Settings, type UserFlow } from './settings.js';
export { SettingsModule } from './settings.module.js';
