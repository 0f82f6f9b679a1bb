export {
  entityTag,
  matchesIfNoneMatch,
  parseIfMatch,
  type Precondition,
} from './conditional-requests/entity-tag.js';
export {
  VersionedInterceptor,
  type Versioned,
} from './conditional-requests/versioned.interceptor.js';
export { formatRfc3339, dateTimeSchema, parseRfc3339, timestampSchema } from './fields/rfc3339.js';
export { textSchema, titleSchema } from './fields/text.schema.js';
export {
  IdempotencyKeyReusedException,
  parseIdempotencyKey,
} from './idempotency/idempotency-key.js';
export { IdempotencyKeysRepository } from './idempotency/idempotency-keys.repository.js';
export {
  idempotencyMigrations,
  type IdempotencyTables,
} from './idempotency/idempotency.migrations.js';
export { ownerFilterFor, ownerMatches, requestedOwner, type OwnerFilter } from './owner-filter.js';
export { pageSchema, toPage, type Page } from './paging/page.js';
export { encodeCursor, type PageCursor } from './paging/page-cursor.js';
export {
  cursorParameter,
  limitParameter,
  noQuerySchema,
  oneOfParameter,
  ownerParameter,
  queryParameter,
  resolveCursor,
} from './paging/page-query.js';
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
} from './rest.documentation.js';
export { RestModule } from './rest.module.js';
