export { pageSchema, toPage, type Page } from './page.js';
export { encodeCursor, type PageCursor } from './page-cursor.js';
export {
  cursorParameter,
  limitParameter,
  noQuerySchema,
  oneOfParameter,
  ownerParameter,
  queryParameter,
  resolveCursor,
} from './page-query.js';
