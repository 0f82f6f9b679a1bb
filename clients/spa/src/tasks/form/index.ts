export { ConflictView } from './conflict-view.js';
export { FormDrafts, newTaskForm, type ChangeDraft } from './form-drafts.js';
export { StatusOptions } from './form-field.js';
export {
  changesTo,
  contentOf,
  statusLabels,
  type TaskContent,
  type TaskFields,
} from './task-fields.js';
export { TaskForm } from './task-form.js';
export { failedSubmit, type SubmitResult } from './validation.js';
