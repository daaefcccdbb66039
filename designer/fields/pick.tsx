import { Select } from 'antd';
import { type ReactNode, useId } from 'react';

/** Something that can be picked. */
export interface PickOption {
  readonly value: string;
  readonly label: string;
}

/** A labelled choice of one of several. */
export function Pick(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly PickOption[];
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean;
}): ReactNode {
  const id = useId();
  return (
    <div className="ed-field">
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        value={props.value}
        options={[...props.options]}
        disabled={props.isDisabled === true}
        showSearch={props.options.length > 8 ? { optionFilterProp: 'label' } : false}
        onChange={props.onChange}
      />
      {props.hint !== undefined && <p className="ed-hint">{props.hint}</p>}
    </div>
  );
}

/** A labelled choice of any number of several, in the order in which they are picked. */
export function PickMany(props: {
  readonly label: string;
  readonly values: readonly string[];
  readonly options: readonly PickOption[];
  readonly onChange: (values: readonly string[]) => void;
  readonly hint?: string | undefined;
}): ReactNode {
  const id = useId();
  return (
    <div className="ed-field">
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        mode="multiple"
        value={[...props.values]}
        options={[...props.options]}
        optionFilterProp="label"
        onChange={(values: string[]) => props.onChange(values)}
      />
      {props.hint !== undefined && <p className="ed-hint">{props.hint}</p>}
    </div>
  );
}
