export {
  ConfigError,
  defaultClientIds,
  defaultConfig,
  defaultSecrets,
  demoUser,
  parseConfig,
  type Application,
  type Config,
  type ConfigInput,
  type PartialConfig,
  type Policy,
} from './config/index.js';
export { MintError, type MintOptions } from './control/index.js';
export { startEmulator } from './emulator.js';
export type { Emulator, EmulatorOptions } from './emulator.options.js';
export type { KeyStatus } from './keys/index.js';
export { PortInUseError, type Behaviour, type LoopbackHost } from './server/index.js';
export type { User } from './users/index.js';
