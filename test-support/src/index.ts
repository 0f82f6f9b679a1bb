export { freePort } from './free-port.js';
export { TcpProxy } from './tcp-proxy.js';
export { formsOf, Visitor, type Visit } from './visitor.js';
