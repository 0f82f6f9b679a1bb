export { entityTag, matchesIfNoneMatch, parseIfMatch, type Precondition } from './entity-tag.js';
export { NotModifiedException, VersionedAnswers, type Versioned } from './versioned-answers.js';
