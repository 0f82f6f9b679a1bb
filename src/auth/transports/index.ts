export { carrierOf, transportOf, type AuthenticatedCarrier, type Call } from './call.js';
export { Calls } from './calls.js';
export { exceptionFor, refusalMessage } from './call.exceptions.js';
export { Connections } from './connections.js';
export { unauthorizedClosure } from './graphql-call.js';
export { authTokenOf, bearer, handshakeCredentials } from './handshake.js';
export { HttpMessages } from './http-messages.js';
