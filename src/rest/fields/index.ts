export { dateTimeSchema, formatRfc3339, parseRfc3339, timestampSchema } from './rfc3339.js';
export { textSchema, titleSchema } from './text.schema.js';
