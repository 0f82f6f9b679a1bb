export {
  AcceptProviders,
  ACCESS_TOKEN_SCHEME,
  APP_PERMISSIONS_EXTENSION,
  CurrentCaller,
  CurrentUser,
  isOpen,
  Public,
  RequireAccess,
  RequireAuthContext,
  requiredAuthContext,
  RequireGroups,
  RequireRoles,
  routeAccess,
  type RouteAccess,
} from './access.decorators.js';
export { AcceptedRequestCounter, type AcceptedCount } from './accepted-request.counter.js';
export { Admission } from './admission.js';
export { AccessTokenGuard } from './access-token.guard.js';
export { missingAccess, ScopesGuard } from './scopes.guard.js';
