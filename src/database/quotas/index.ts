export { QuotaExceededException } from './quota-exceeded.exception.js';
export { countUsage, type Quota, quotaMigrations, type QuotaTables, setQuotas } from './quotas.js';
