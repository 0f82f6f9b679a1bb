export {
  type CookieKind,
  type EmulatorRequest,
  readEmulatorCookie,
  readForm,
  setCookie,
} from './emulator-request.js';
export {
  empty,
  type EmulatorResponse,
  json,
  redirect,
  withCookie,
  withHeaders,
} from './emulator-response.js';
export { type Listeners, openListeners } from './listeners.js';
export { type LoopbackHost, PortInUseError } from './loopback-listener.js';
export type { Handler } from './request-listener.js';
