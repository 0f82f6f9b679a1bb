export {
  type AuthorizeRequest,
  readAuthorizeRequest,
  readResponseTarget,
  type ResponseTarget,
  UnregisteredRedirectUriError,
} from './authorize-request.js';
export {
  checkSecret,
  type ClientAuthentication,
  readClientAuthentication,
  requireSecret,
} from './client-authentication.js';
export {
  defaultScopesHint,
  type ErrorHint,
  hintHeaders,
  passwordPoliciesHint,
  policiesHint,
  redirectUrisHint,
  resetPoliciesHint,
} from './error-hints.js';
export { checkVerifier, type PkceChallenge } from './pkce.js';
export { type ErrorName, ProtocolError } from './protocol-error.js';
export { protocolErrors } from './protocol-errors.js';
export { readClaims, type RequestedClaims } from './requested-claims.js';
export { readScopes, type RequestedScopes, writeScopes } from './requested-scopes.js';
