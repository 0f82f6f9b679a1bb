export { protectedRoutes, type ProtectedRoute } from './route-access-report.js';
export { explainToken, runExplain, type ExplainedApi, type ExplainOptions } from './run-explain.js';
export type { Explanation } from './explanation.js';
