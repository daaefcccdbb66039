import { Button } from 'antd';
import type { ReactNode } from 'react';

/** A small button that is only an icon; `label` says what it does. */
export function IconButton(props: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}): ReactNode {
  return (
    <Button
      size="small"
      type="text"
      icon={props.icon}
      aria-label={props.label}
      title={props.label}
      disabled={props.isDisabled === true}
      onClick={props.onClick}
    />
  );
}
