import type { Conflict } from './board-state.js';
import { fieldsOf, statusNames, type TaskFields } from './task-list.js';

interface ConflictViewProps {
  readonly conflict: Conflict;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Both versions of a task, side by side, for the person to choose. */
export function ConflictView({ conflict, onMine, onTheirs }: ConflictViewProps) {
  return (
    <section class="conflict" role="alert" aria-label="Two versions">
      <p>This task was changed elsewhere in the meantime. Which version is to stay?</p>
      <div class="versions">
        <Version name="Yours" fields={conflict.mine} choice="Keep mine" onChoose={onMine} />
        <Version
          name="The other one"
          fields={fieldsOf(conflict.theirs.task)}
          choice="Keep the other"
          onChoose={onTheirs}
        />
      </div>
    </section>
  );
}

interface VersionProps {
  readonly name: string;
  readonly fields: TaskFields;
  readonly choice: string;
  readonly onChoose: () => void;
}

function Version({ name, fields, choice, onChoose }: VersionProps) {
  return (
    <div class="version">
      <h3>{name}</h3>
      <p class="title">{fields.title}</p>
      <p>{fields.description || 'No description'}</p>
      <p>{fields.due ? `Due ${fields.due}` : 'No due date'}</p>
      <p>{`Status: ${statusNames[fields.status]}`}</p>
      <button type="button" onClick={onChoose}>
        {choice}
      </button>
    </div>
  );
}
