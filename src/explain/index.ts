export { explainToken, type ExplainedApi } from './explain-token.js';
export type { Explanation } from './explanation.js';
export { askForToken } from './pasted-token.js';
export { protectedRoutes, type ProtectedRoute } from './route-access-report.js';
export { runExplain, type ExplainOptions } from './run-explain.js';
