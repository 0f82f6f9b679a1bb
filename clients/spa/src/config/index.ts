export { checkHost, parseSettings, SettingsError, type Settings } from './settings.js';
