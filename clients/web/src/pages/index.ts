export { ErrorPageFilter } from './error-page.filter.js';
export { PageRenderer } from './page.renderer.js';
export { PagesModule } from './pages.module.js';
