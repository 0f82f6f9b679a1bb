export {
  ConfigurationError,
  type ConfigurationFault,
  describeFaults,
} from './configuration.error.js';
export { readEnvironment, type Environment } from './environment.js';
export { parseSettings } from './parse-settings.js';
export { withVariablePrefix } from './provider-sets.js';
export type {
  DevelopmentSettings,
  EdgeSettings,
  ProviderSettings,
  Quota,
  Settings,
} from './settings.js';
export { shownValue } from './shown-value.js';
export { SettingsModule, SettingsService } from './settings.module.js';
