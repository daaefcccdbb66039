import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useLang } from '../state/use-lang.js';

/** Asks before something that cannot be undone. Escape and the button that cancels close it; the focus goes back to where it was. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly isBusy?: boolean;
  readonly failure?: string | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const { tell } = useLang();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the dialog leaves the page: only then does closing it give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id="confirm-title">{props.title}</h2>
      <p id="confirm-text">{props.text}</p>
      {props.failure !== undefined && (
        <p className="field-error" role="alert">
          {props.failure}
        </p>
      )}
      <div className="actions">
        <button type="button" className="button" onClick={props.onCancel}>
          {tell('cancel')}
        </button>
        <button type="button" className="button primary" disabled={props.isBusy === true} onClick={props.onConfirm}>
          {props.confirm}
        </button>
      </div>
    </dialog>
  );
}
