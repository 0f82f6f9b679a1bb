export { assetResponse, icon, stylesheet } from './assets.js';
export { codePage, emailPage } from './email-verification.pages.js';
export {
  errorSummary,
  type Faults,
  field,
  type Field,
  formFault,
  journeyPath,
  stepPath,
} from './form-fields.js';
export { homePage } from './home.page.js';
export { errorPage, formPostPage, hintBox, messagePage, signedOutPage } from './message.pages.js';
export { html, type Html, page } from './layout.js';
export { newPasswordPage, profileEditPage, signUpDetailsPage } from './self-asserted.pages.js';
export { signInPage, type SignInPageOptions } from './sign-in.page.js';
