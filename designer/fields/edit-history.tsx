import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Lang } from '../form-view/types.js';
import type { PackageFiles } from '../publish/prepare-files.js';
import { tellField } from './texts.js';

const MOST_STEPS = 100;

/**
 * Around an editor of files: every change it hands on can be undone and done again, by buttons and by Ctrl+Z and Ctrl+Y. While a person
 * is typing in a field these keys are the field's own.
 */
export function EditHistory(props: {
  readonly files: PackageFiles;
  readonly lang: Lang;
  readonly onChange: (files: PackageFiles) => void;
  readonly children: (change: (files: PackageFiles) => void) => ReactNode;
}): ReactNode {
  const { files, lang, onChange } = props;
  const [past, setPast] = useState<readonly PackageFiles[]>([]);
  const [future, setFuture] = useState<readonly PackageFiles[]>([]);
  const change = (next: PackageFiles): void => {
    setPast([...past, asTheyAre(files, next)].slice(-MOST_STEPS));
    setFuture([]);
    onChange(next);
  };
  const undo = (): void => {
    const before = past.at(-1);
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setFuture([...future, asTheyAre(files, before)]);
    onChange(before);
  };
  const redo = (): void => {
    const next = future.at(-1);
    if (next === undefined) return;
    setFuture(future.slice(0, -1));
    setPast([...past, asTheyAre(files, next)]);
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    if (event.target instanceof Element && event.target.closest('[data-typing]') !== null) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  };
  return (
    <div className="ed-history" onKeyDown={onKeyDown}>
      <div className="ed-history-bar" role="group" aria-label={tellField(lang, 'history')}>
        <Button
          size="small"
          icon={<UndoOutlined aria-hidden />}
          disabled={past.length === 0}
          aria-keyshortcuts="Control+Z"
          onClick={undo}
        >
          {tellField(lang, 'undo')}
        </Button>
        <Button
          size="small"
          icon={<RedoOutlined aria-hidden />}
          disabled={future.length === 0}
          aria-keyshortcuts="Control+Y"
          onClick={redo}
        >
          {tellField(lang, 'redo')}
        </Button>
        <span className="ed-hint" role="status">
          {past.length + future.length > 0 &&
            tellField(lang, 'steps', { n: String(past.length), all: String(past.length + future.length) })}
        </span>
      </div>
      {props.children(change)}
    </div>
  );
}

/** What stands now in the files that a change would write. */
function asTheyAre(files: PackageFiles, next: PackageFiles): PackageFiles {
  return Object.fromEntries(Object.keys(next).map((path) => [path, files[path] ?? '{}\n']));
}
