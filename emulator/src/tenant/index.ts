export type { Authorization, CodeGrant, RefreshGrant } from './authorization.js';
export type { Presented } from './grant-store.js';
export type { Interaction, Verification } from './interaction-store.js';
export type { Session } from './session-store.js';
export { Tenant } from './tenant.js';
