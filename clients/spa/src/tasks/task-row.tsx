import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Task } from '../api/index.js';
import type { Board } from './board.js';
import { ConflictView, TaskForm, type FormDrafts } from './form/index.js';
import { TaskView } from './task-view.js';

interface TaskRowProps {
  readonly task: Task;
  readonly board: Board;
  readonly drafts: FormDrafts;
  readonly readOnly: boolean;
  /** Whether only the place of the task is left. */
  readonly exiting: boolean;
}

/** One task, as text or with its form open. */
export function TaskRow({ task, board, drafts, readOnly, exiting }: TaskRowProps) {
  const { editor, deletions } = board;
  const { base, theirs } = editor.state;
  const { restored } = deletions.state;
  const row = useRef<HTMLLIElement>(null);
  const isEdited = base?.task.id === task.id;
  const wasEdited = useRef(false);
  const focus = (button: string) => row.current?.querySelector<HTMLElement>(button)?.focus();
  useLayoutEffect(() => {
    // After the form has closed, the focus returns to the button that opened it.
    if (wasEdited.current && !isEdited && base === undefined) focus('.edit');
    wasEdited.current = isEdited;
  }, [isEdited]);
  useLayoutEffect(() => {
    if (restored !== task.id) return;
    focus('.delete');
    deletions.clearRestored();
  }, [restored]);
  if (isEdited) {
    return (
      <li class="task editing" ref={row} tabIndex={-1}>
        <TaskForm
          base={base}
          drafts={drafts}
          submitLabel="Save"
          onSubmit={(fields) => editor.save(fields)}
          onCancel={() => editor.cancel()}
        >
          {(fields) =>
            theirs && (
              <ConflictView
                mine={fields}
                theirs={theirs}
                onKeepTheirs={() => editor.keepTheirs()}
              />
            )
          }
        </TaskForm>
      </li>
    );
  }
  return (
    <li
      class={`task ${task.status}${exiting ? ' exiting' : ''}`}
      ref={row}
      tabIndex={-1}
      inert={exiting}
    >
      <TaskView
        task={task}
        hasDraft={drafts.getChange(task.id) !== undefined}
        readOnly={readOnly}
        onDone={(done) => void board.setDone(task, done)}
        onEdit={() => void editor.open(task)}
        onDelete={() => deletions.delete(task)}
      />
    </li>
  );
}
