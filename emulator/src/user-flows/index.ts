export { looksLikeEmail } from './orchestration-step.js';
export { userFlowRoute } from './user-flow.routes.js';
export { completeUserJourney, startUserJourney } from './user-journey.js';
