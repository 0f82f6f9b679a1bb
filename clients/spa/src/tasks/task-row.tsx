import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Task } from '../api/tasks-api.js';
import type { Board } from './board.js';
import type { Drafts } from './drafts.js';
import { ConflictView } from './form/conflict-view.js';
import { TaskForm } from './form/task-form.js';
import { TaskView } from './task-view.js';

interface TaskRowProps {
  readonly task: Task;
  readonly board: Board;
  readonly drafts: Drafts;
  readonly readOnly: boolean;
  /** Whether it is only its place that is still there. */
  readonly leaving: boolean;
}

/** One task: to read, or in its form. */
export function TaskRow({ task, board, drafts, readOnly, leaving }: TaskRowProps) {
  const { editing, deletions } = board;
  const { base, theirs } = editing.state;
  const { broughtBack } = deletions.state;
  const row = useRef<HTMLLIElement>(null);
  const isEdited = base?.task.id === task.id;
  const wasEdited = useRef(false);
  const focus = (button: string) => row.current?.querySelector<HTMLElement>(button)?.focus();
  useLayoutEffect(() => {
    // Who works with the keyboard goes on where the form was opened.
    if (wasEdited.current && !isEdited && base === undefined) focus('.edit');
    wasEdited.current = isEdited;
  }, [isEdited]);
  useLayoutEffect(() => {
    if (broughtBack !== task.id) return;
    focus('.delete');
    deletions.forgetBroughtBack();
  }, [broughtBack]);
  if (isEdited) {
    return (
      <li class="task editing" ref={row} tabIndex={-1}>
        <TaskForm
          base={base}
          drafts={drafts}
          submitName="Save"
          onSubmit={(fields) => editing.save(fields)}
          onCancel={() => editing.cancel()}
        >
          {(fields) =>
            theirs && (
              <ConflictView mine={fields} theirs={theirs} onTheirs={() => editing.keepTheirs()} />
            )
          }
        </TaskForm>
      </li>
    );
  }
  return (
    <li
      class={`task ${task.status}${leaving ? ' leaving' : ''}`}
      ref={row}
      tabIndex={-1}
      inert={leaving}
    >
      <TaskView
        task={task}
        begun={drafts.change(task.id) !== undefined}
        readOnly={readOnly}
        onDone={(done) => void board.setDone(task, done)}
        onEdit={() => void editing.open(task)}
        onDelete={() => deletions.delete(task)}
      />
    </li>
  );
}
