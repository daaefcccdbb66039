import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import type { Lang } from '../form-view/types.js';
import type { FieldKind } from './field.js';
import { FIELD_KINDS } from './field-kinds.js';
import { tellField } from './texts.js';

/** A button with the kinds of fields that can be added. */
export function AddField(props: {
  readonly label: string;
  readonly lang: Lang;
  readonly onAdd: (kind: FieldKind) => void;
}): ReactNode {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: FIELD_KINDS.map((kind) => ({ key: kind, label: tellField(props.lang, `kind.${kind}`) })),
        style: { maxHeight: 360, overflow: 'auto' },
        onClick: ({ key }) => props.onAdd(key as FieldKind),
      }}
    >
      <Button icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
        {props.label}
      </Button>
    </Dropdown>
  );
}
