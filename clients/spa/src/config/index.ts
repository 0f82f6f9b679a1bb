export {
  checkHost,
  parseSettings,
  SettingsError,
  type Settings,
  type UserFlows,
} from './settings.js';
