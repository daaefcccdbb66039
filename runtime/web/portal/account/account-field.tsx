import type { ReactNode } from 'react';

/** A labelled line of text of a form about an account. */
export function AccountField(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly type?: 'text' | 'password' | 'tel';
  readonly autoComplete: string;
  readonly isOptional?: boolean;
}): ReactNode {
  const { id, hint } = props;
  return (
    <>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type={props.type ?? 'text'}
        autoComplete={props.autoComplete}
        required={props.isOptional !== true}
        value={props.value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {hint !== undefined && (
        <p className="fine" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}
