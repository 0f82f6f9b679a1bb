export { SignedInPage } from './signed-in-page.js';
export { SignedOutPage } from './signed-out-page.js';
export { StartupErrorPage } from './startup-error-page.js';
