import { Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';

/** A labelled line or paragraph of text. What is typed is kept when the field is left or Enter is pressed. */
export function Line(props: {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly rows?: number;
  readonly hint?: string | undefined;
  /** What is wrong with the text; undefined when nothing is. */
  readonly fault?: (text: string) => string | undefined;
  /** What is wrong with the value as it is, which is kept all the same. */
  readonly problem?: string | undefined;
  readonly isMono?: boolean;
  readonly isLabelHidden?: boolean;
}): ReactNode {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const text = draft ?? props.value;
  const fault = draft === undefined ? undefined : props.fault?.(draft);
  const problem = fault ?? (draft === undefined ? props.problem : undefined);
  const note = problem ?? props.hint;
  const leave = (): void => {
    if (draft !== undefined && draft !== props.value && fault === undefined) props.onCommit(draft);
    setDraft(undefined);
  };
  const shared = {
    id,
    value: text,
    className: props.isMono === true ? 'ed-mono' : '',
    'aria-invalid': problem !== undefined,
    ...(note === undefined ? {} : { 'aria-describedby': `${id}-note` }),
    ...(props.isLabelHidden === true ? { 'aria-label': props.label } : {}),
    status: problem === undefined ? ('' as const) : ('error' as const),
    onBlur: leave,
  };
  return (
    <div className="ed-field" data-typing={draft === undefined || draft === props.value ? undefined : true}>
      {props.isLabelHidden !== true && <label htmlFor={id}>{props.label}</label>}
      {props.rows === undefined ? (
        <Input {...shared} onChange={(event) => setDraft(event.target.value)} onPressEnter={leave} />
      ) : (
        <Input.TextArea
          {...shared}
          autoSize={{ minRows: props.rows, maxRows: 12 }}
          onChange={(event) => setDraft(event.target.value)}
        />
      )}
      {note !== undefined && (
        <p id={`${id}-note`} className={problem === undefined ? 'ed-hint' : 'ed-hint is-bad'} aria-live="polite">
          {note}
        </p>
      )}
    </div>
  );
}
