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
export { EditTaskForm } from './edit-task-form.js';
export { NewTaskForm } from './new-task-form.js';
export { failedSubmit, type SubmitResult } from './validation.js';
