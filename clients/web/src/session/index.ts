export { addSessions } from './add-sessions.js';
export { CsrfGuard } from './csrf.guard.js';
export { returnPathOf, safeReturnPath } from './return-path.js';
export { signedInOf, type PendingRequest, type SignedIn } from './session.data.js';
export { SignedInGuard, signInNeeded } from './signed-in.guard.js';
export { takeTyped } from './typed.js';
