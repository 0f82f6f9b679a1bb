export {
  ACCESS_TOKEN_SCHEME,
  APP_PERMISSIONS_EXTENSION,
  CurrentCaller,
  Public,
  RequireAccess,
  RequireRoles,
  routeAccess,
  type RouteAccess,
} from './access.decorators.js';
export { AcceptedRequests, type AcceptedCount } from './accepted-requests.js';
export { AccessTokenGuard } from './access-token.guard.js';
export { HttpMessages } from './http-messages.js';
export { missingAccess, ScopesGuard } from './scopes.guard.js';
