export { route } from './router.js';
