export { answerAuthorizeRequest, whoIsSignedIn } from './authorize.endpoint.js';
export { route } from './router.js';
export { matchTenant } from './tenants.js';
