export { serveFromMemory } from './documentation-files.js';
export { serveDocumentation } from './documentation-page.js';
export { escapeHtml, htmlPage } from './html-page.js';
export { createOpenApiDocument } from './openapi.document.js';
export type {
  DocumentedProvider,
  DocumentedScope,
  DocumentedTag,
  OpenApiOptions,
} from './openapi.options.js';
export { ApiProblems, type DocumentedProblems } from './problem.documentation.js';
export { resourceMetadataPath, serveResourceMetadata } from './resource-metadata.js';
export { serveStartPage } from './start-page.js';
