export { FieldResolvers } from './field-resolvers.js';
export { GuardSequence, HandlerGuard } from './handler-guard.js';
export { HandlerGuards } from './handler-guards.js';
export { SocketAuthentication } from './socket-authentication.js';
