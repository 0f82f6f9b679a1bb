export { assetResponse } from './assets.js';
export { codePage, emailPage } from './email-verification.pages.js';
export { type Faults, formFault, journeyPath, stepPath } from './form-fields.js';
export { homePage } from './home.page.js';
export { errorPage, formPostPage, signedOutPage } from './message.pages.js';
export { newPasswordPage, profileEditPage, signUpDetailsPage } from './self-asserted.pages.js';
export { signInPage, type SignInPageOptions } from './sign-in.page.js';
