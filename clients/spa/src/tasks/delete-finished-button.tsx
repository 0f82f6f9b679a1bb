import { useRef } from 'preact/hooks';

/** Deletes all finished tasks, also those that are not on the screen; it cannot be undone, so it asks first. */
export function DeleteFinishedButton({ onDelete }: { readonly onDelete: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => {
    if (dialog.current?.returnValue === 'delete') {
      onDelete();
    }
  };
  const open = () => {
    if (dialog.current) {
      // What an earlier answer was, Escape does not change.
      dialog.current.returnValue = '';
      dialog.current.showModal();
    }
  };
  return (
    <>
      <p class="hint">
        <button type="button" onClick={open}>
          Delete finished tasks
        </button>
      </p>
      <dialog ref={dialog} aria-labelledby="delete-finished-heading" onClose={close}>
        <h2 id="delete-finished-heading">Delete all finished tasks?</h2>
        <p>Also those that are not on the screen. This cannot be undone.</p>
        <form method="dialog">
          <button class="primary" value="delete">
            Delete
          </button>{' '}
          <button value="cancel" autoFocus>
            Cancel
          </button>
        </form>
      </dialog>
    </>
  );
}
