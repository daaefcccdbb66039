import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Lang } from '../form-view/types.js';
import type { Field } from './field.js';
import { titleOf } from './field-title.js';
import { fieldLines, type FieldPath, moveBy, moveField, type Moved, moveIn, moveOut } from './field-tree.js';
import { tellField } from './texts.js';

const KEY = (path: FieldPath): string => path.join('.');

/** All fields, groups with theirs below them. Arrow keys go from one to the next; Alt with an arrow key, or dragging, moves a field. */
export function FieldList(props: {
  readonly fields: readonly Field[];
  readonly lang: Lang;
  readonly chosen: FieldPath;
  readonly headings: ReadonlyMap<string, string> | undefined;
  readonly onChoose: (path: FieldPath) => void;
  readonly onMove: (moved: Moved | undefined) => void;
}): ReactNode {
  const { fields, lang, chosen, headings, onChoose, onMove } = props;
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<FieldPath>();
  const [target, setTarget] = useState<{ readonly at: FieldPath; readonly key: string; readonly isBelow: boolean }>();
  const [keepsFocus, setKeepsFocus] = useState(0);
  const lines = fieldLines(fields);
  useEffect(() => {
    if (keepsFocus > 0) list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [keepsFocus]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(event.key) || event.ctrlKey || event.metaKey)
      return;
    const at = lines.findIndex(({ path }) => KEY(path) === KEY(chosen));
    if (event.altKey) {
      onMove(movedByKey(event.key, fields, chosen));
    } else {
      const next = lines[at + (event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0)];
      if (next !== undefined) onChoose(next.path);
    }
    event.preventDefault();
    setKeepsFocus(keepsFocus + 1);
  };
  const over = (event: DragEvent<HTMLElement>, path: FieldPath, field: Field): void => {
    if (dragged === undefined) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const isBelow = event.clientY > box.top + box.height / 2;
    const behind = field.children === undefined ? [...path.slice(0, -1), (path.at(-1) ?? 0) + 1] : [...path, 0];
    setTarget({ at: isBelow ? behind : path, key: KEY(path), isBelow });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (dragged !== undefined && target !== undefined) onMove(moveField(fields, dragged, target.at));
    setDragged(undefined);
    setTarget(undefined);
  };
  return (
    <ul ref={list} onKeyDown={onKeyDown} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      {lines.map(({ field, path }) => (
        <li
          key={KEY(path)}
          draggable
          style={{ paddingInlineStart: `${(path.length - 1) * 20}px` }}
          data-drop={target?.key === KEY(path) ? (target.isBelow ? 'below' : 'above') : undefined}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            // Firefox begins no drag without data.
            event.dataTransfer.setData('text/plain', field.name);
            setDragged(path);
          }}
          onDragOver={(event) => over(event, path, field)}
          onDragEnd={() => {
            setDragged(undefined);
            setTarget(undefined);
          }}
        >
          {path.length === 1 && headings?.has(field.name) === true && (
            <p className="ed-heading">{headings.get(field.name)}</p>
          )}
          <button
            type="button"
            aria-current={KEY(path) === KEY(chosen) || undefined}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight"
            onClick={() => onChoose(path)}
          >
            <span className="ed-cut">{titleOf(field, lang)}</span>
            {field.isRequired && (
              <span className="ed-star" title={tellField(lang, 'required')}>
                *
              </span>
            )}
            {field.show !== undefined && (
              <span className="ed-shown" title={tellField(lang, 'show')}>
                ⑂
              </span>
            )}
            <span className="ed-kind">{tellField(lang, `kind.${field.kind}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function movedByKey(key: string, fields: readonly Field[], path: FieldPath): Moved | undefined {
  if (key === 'ArrowLeft') return moveOut(fields, path);
  return key === 'ArrowRight' ? moveIn(fields, path) : moveBy(fields, path, key === 'ArrowUp' ? -1 : 1);
}
