import {
  ArrowDownOutlined,
  ArrowLeftOutlined,
  ArrowRightOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Lang } from '../form-view/types.js';
import type { Field } from './field.js';
import { type FieldPath, moveBy, type Moved, moveIn, moveOut } from './field-tree.js';
import { tellField } from './texts.js';

/** Moves and removes the chosen field: up and down among its siblings, into the group above, out of its group. */
export function FieldActions(props: {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly path: FieldPath;
  readonly lang: Lang;
  readonly onMove: (moved: Moved | undefined) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { fields, path, lang, title } = props;
  const moves = [
    { key: 'up', icon: <ArrowUpOutlined aria-hidden />, moved: moveBy(fields, path, -1) },
    { key: 'down', icon: <ArrowDownOutlined aria-hidden />, moved: moveBy(fields, path, 1) },
    { key: 'out', icon: <ArrowLeftOutlined aria-hidden />, moved: moveOut(fields, path) },
    { key: 'in', icon: <ArrowRightOutlined aria-hidden />, moved: moveIn(fields, path) },
  ] as const;
  return (
    <div className="ed-actions">
      <h3 className="ed-cut">{title}</h3>
      {moves.map(({ key, icon, moved }) => (
        <Button
          key={key}
          size="small"
          icon={icon}
          title={tellField(lang, key)}
          aria-label={tellField(lang, key)}
          disabled={moved === undefined}
          onClick={() => props.onMove(moved)}
        />
      ))}
      <Button
        size="small"
        danger
        icon={<DeleteOutlined aria-hidden />}
        aria-label={tellField(lang, 'remove', { title })}
        onClick={props.onRemove}
      />
    </div>
  );
}
