export { serveDevelopment } from './development.routes.js';
