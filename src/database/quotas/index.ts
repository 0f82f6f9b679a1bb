export { QuotaExceededException } from './quota-exceeded.exception.js';
export { countUsage, quotaMigrations, type QuotaTables } from './quota.migrations.js';
export { setQuotas, type Quota } from './quotas.js';
