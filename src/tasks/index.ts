export { tasksResource } from './tasks.resource.js';
