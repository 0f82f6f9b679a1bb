export type { AccessTokenSource } from './api-call.js';
export {
  ApiError,
  apiErrorFrom,
  isApiError,
  StepUpRequiredError,
  type FieldProblem,
  type Severity,
} from './api-error.js';
export { RetryQueue, type RetryState } from './retry-queue.js';
export type { NewTask, Task, TaskChange, TaskPage } from './schema.js';
export { TasksApi, type TaskQuery, type VersionedTask } from './tasks-api.js';
