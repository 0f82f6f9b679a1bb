import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Task } from '../api/index.js';
import type { Board } from './board.js';
import { ConflictView, EditTaskForm, type FormDrafts } from './form/index.js';
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
    if (wasEdited.current && !isEdited && base === undefined) {
      focus('.edit');
    }
    wasEdited.current = isEdited;
  }, [isEdited]);
  useLayoutEffect(() => {
    if (restored !== task.id) {
      return;
    }
    focus('.delete');
    deletions.clearRestored();
  }, [restored]);
  if (isEdited) {
    return (
      <li class="task editing" ref={row} tabIndex={-1}>
        <EditTaskForm
          base={base}
          drafts={drafts}
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
        </EditTaskForm>
      </li>
    );
  }
  const toggle = () => void board.setDone(task, task.status !== 'done');
  const tick = (event: MouseEvent) => {
    if (!readOnly && isTick(event)) {
      toggle();
    }
  };
  const rowKeys: Readonly<Record<string, () => void>> = {
    Enter: () => void editor.open(task),
    ' ': toggle,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = rowKeys[event.key];
    if (action === undefined || event.target !== row.current || readOnly) {
      return;
    }
    event.preventDefault();
    action();
  };
  return (
    <li
      class={`task ${task.status}${exiting ? ' exiting' : ''}${readOnly ? '' : ' tickable'}`}
      ref={row}
      tabIndex={-1}
      inert={exiting}
      onClick={tick}
      onKeyDown={onKeyDown}
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

/**
 * Whether a click on a row is meant for the checkbox: not one on a control of the row, not the second
 * half of a double click, and not the end of a selection of text.
 */
function isTick({ detail, target }: MouseEvent): boolean {
  const onControl = (target as Element).closest('a, button, input') !== null;
  return !onControl && detail === 1 && getSelection()?.isCollapsed !== false;
}
