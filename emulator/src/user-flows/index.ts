export { userFlowRoute } from './user-flow.routes.js';
export { completeUserJourney, startUserJourney } from './user-journey.js';
