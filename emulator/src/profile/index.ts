export { b2cProfile } from './b2c.profile.js';
export type { Claims, Endpoint, Place, Profile } from './profile.js';
