export { Session, SignInRequiredError, TokenUnavailableError } from './session.js';
export { signOutWithOtherTabs, consumeSignedOutElsewhere } from './sign-out.js';
export { nextStepAfter, type UserFlowResult } from './user-flow-result.js';
