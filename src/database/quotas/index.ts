export { QuotaExceededException } from './quota-exceeded.exception.js';
export {
  createQuotaTriggers,
  type Quota,
  quotaMigrations,
  type QuotaTables,
  setQuotas,
} from './quotas.js';
