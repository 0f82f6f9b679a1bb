export { route } from './router.js';
export { matchTenant } from './tenants.js';
