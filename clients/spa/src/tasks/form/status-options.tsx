import { statusNames } from './task-fields.js';

/** What a task can be, to choose from. */
export function StatusOptions() {
  return Object.entries(statusNames).map(([status, name]) => (
    <option key={status} value={status}>
      {name}
    </option>
  ));
}
