export { ApiProblems } from './api-problems.decorator.js';
export { serveDocumentation } from './documentation-page.js';
export { createOpenApiDocument } from './openapi.document.js';
export type { DocumentedScope, DocumentedTag, OpenApiOptions } from './openapi.options.js';
export { resourceMetadataPath, serveResourceMetadata } from './resource-metadata.js';
export { serveStartPage } from './start-page.js';
