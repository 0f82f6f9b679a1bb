export { AuthenticatedGuard, signInRequired } from './authenticated.guard.js';
export { CsrfGuard } from './csrf.guard.js';
export { takeFormDraft } from './form-draft.js';
export { registerSessions } from './register-sessions.js';
export { retryPathOf, returnPathOf, safeReturnPath } from './return-path.js';
export { endSession, signedInUser, type SignedInUser } from './signed-in-user.js';
