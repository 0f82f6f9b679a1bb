export { DownstreamApi, type DownstreamRequest } from './downstream-api.js';
export type { DownstreamTokenRequest } from './downstream-tokens.js';
export { DownstreamModule } from './downstream.module.js';
export type {
  ApiCredentials,
  DownstreamAsyncOptions,
  DownstreamOptions,
} from './downstream.options.js';
export { CallContext, OnBehalfOf } from './on-behalf-of.decorator.js';
