export { begin as beginInteraction } from './begin.js';
export { finish as finishInteraction } from './finish.js';
export { interactionRoute } from './interaction.routes.js';
