export {
  type Application,
  type Config,
  ConfigError,
  type ConfigInput,
  defaultClientIds,
  defaultConfig,
  defaultSecrets,
  demoUser,
  parseConfig,
  type PartialConfig,
  type Policy,
} from './config/index.js';
export { type Behaviour, TestTokenError, type TestTokenOptions } from './control/index.js';
export type { EmulatedTenant } from './emulated-tenant.js';
export { startEmulator } from './emulator.js';
export type { Emulator, EmulatorOptions } from './emulator.options.js';
export { type LoopbackHost, PortInUseError } from './http/index.js';
export type { KeyStatus } from './keys/index.js';
export type { User } from './users/index.js';
