export { Store, useStore } from './store.js';
