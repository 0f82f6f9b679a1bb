export type { Authorization, PresentedGrant } from './grant-store.js';
export { type Activity, type TokenUse } from './activity-log.js';
export { type HintedErrorResponse, Tenant } from './tenant.js';
export { type UserJourney, userJourneySeconds, type Verification } from './user-journey-store.js';
export { openTenantStates, type TenantState } from './tenant-state.js';
