export * from './conditional-requests/index.js';
export * from './fields/index.js';
export * from './idempotency/index.js';
export { ownerFilterFor, ownerMatches, requestedOwner, type OwnerFilter } from './owner-filter.js';
export * from './paging/index.js';
export { generateColumns, type Resource, type ResourceAccess } from './resource.js';
export { resourceIdPipe } from './resource-id.pipe.js';
export {
  ApiIdempotencyKey,
  ApiIfMatch,
  ApiIfNoneMatch,
  ApiResourceId,
  bodyProblems,
  etagHeader,
  idempotencyProblems,
  locationHeader,
  restGuide,
} from './rest.documentation.js';
export { RestModule } from './rest.module.js';
