export { Session, SignInRequiredError, TokenUnavailableError } from './session.js';
export { signOutWithOtherTabs, takeSignedOutElsewhere } from './sign-out.js';
export { nextStepAfter, type UserFlowResult } from './user-flow-result.js';
