export { explainToken, type ExplainedApi } from './explain-token.js';
export type { Explanation } from './explanation.js';
export { askForToken, readToken } from './pasted-token.js';
export { protectedRoutes, type ProtectedRoute } from './route-access-report.js';
export { runExplain, type ExplainOptions } from './run-explain.js';
export { sentencesOf } from './write-explanation.js';
