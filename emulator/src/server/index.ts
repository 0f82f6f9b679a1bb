export { empty } from './answer.js';
export type { Behaviour } from './behaviour.js';
export { PortInUseError, type LoopbackHost } from './listen.js';
export { openListeners, type Listeners } from './listeners.js';
export type { Handler } from './request-listener.js';
export { route } from './router.js';
