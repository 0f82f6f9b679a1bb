export { FailureFilter } from './failure.filter.js';
export { Pages } from './pages.js';
export { PagesModule } from './pages.module.js';
