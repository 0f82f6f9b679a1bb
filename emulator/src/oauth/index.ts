export { authorizationCodeGrant } from './authorization-code.grant.js';
export { authorizationErrorResponse, authorizationResponse } from './authorization-response.js';
export {
  clientCredentialsGrant,
  grantedRoles,
  servicePrincipalId,
} from './client-credentials.grant.js';
export { onBehalfOfGrant, onBehalfOfGrantType } from './on-behalf-of.grant.js';
export { passwordGrant } from './password.grant.js';
export { refreshTokenGrant } from './refresh-token.grant.js';
export type { TokenRequest } from './token-request.js';
export { tokenResponse } from './token-response.js';
