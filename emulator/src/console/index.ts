export { shownEvents } from './activity.section.js';
export { consoleRoot, type ControlledTenant } from './console-context.js';
export { consoleRoute, isConsoleRequest } from './console.routes.js';
