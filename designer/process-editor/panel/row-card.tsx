import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';

/** One row of a list in the panel, with the way to remove it. */
export function RowCard(props: {
  readonly title: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useEditor();
  return (
    <div className="pe-row" role="group" aria-label={props.title}>
      <div className="pe-row-head">
        <span>{props.title}</span>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={`${t('common.remove')} ${props.title}`}
          onClick={props.onRemove}
        />
      </div>
      {props.children}
    </div>
  );
}
