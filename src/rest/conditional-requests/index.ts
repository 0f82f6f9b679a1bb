export { entityTag, matchesIfNoneMatch, parseIfMatch, type Precondition } from './entity-tag.js';
export {
  NotModifiedException,
  VersionedInterceptor,
  type Versioned,
} from './versioned.interceptor.js';
