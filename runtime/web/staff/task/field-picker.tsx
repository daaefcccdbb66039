import { Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import type { ApiForm } from '../../shared/api-types.js';
import { ClearIcon } from '../parts/clear-icon.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { type FieldNode, fieldTree } from './field-tree.js';

/** A field chosen in the application. */
export interface PickedField {
  readonly pointer: string;
  readonly title: string;
}

/**
 * Lets a clerk choose the fields of the application that have to be corrected, by title, with what the applicant has entered beside
 * each. `chosen` are in the notice already; with `only`, a second notice may name nothing else.
 */
export function FieldPicker(props: {
  readonly application: ApiForm;
  readonly chosen: ReadonlySet<string>;
  readonly only: ReadonlySet<string> | undefined;
  readonly onPick: (fields: readonly PickedField[]) => void;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { t, lang } = useTexts();
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const sections = useMemo(() => fieldTree(props.application, lang), [props.application, lang]);
  const wanted = search.trim().toLowerCase();
  const matches = (node: FieldNode): boolean =>
    wanted === '' || node.title.toLowerCase().includes(wanted) || node.children.some(matches);
  const toggle = (pointer: string, title: string): void => {
    const next = new Map(picked);
    if (!next.delete(pointer)) next.set(pointer, title);
    setPicked(next);
  };
  const shown = sections
    .map((section) => ({ ...section, fields: section.fields.filter(matches) }))
    .filter((section) => section.fields.length > 0);
  const draw = (node: FieldNode, above: string): ReactNode => (
    <li key={node.pointer}>
      <Checkbox
        checked={picked.has(node.pointer) || props.chosen.has(node.pointer)}
        disabled={props.chosen.has(node.pointer) || (props.only !== undefined && !props.only.has(node.pointer))}
        onChange={() => toggle(node.pointer, above + node.title)}
      >
        <span className="yz-pick-title">{node.title}</span>
        <span className="yz-pick-value">{node.shown}</span>
      </Checkbox>
      {node.children.some(matches) && (
        <ul>{node.children.filter(matches).map((child) => draw(child, `${above}${node.title} · `))}</ul>
      )}
    </li>
  );
  return (
    <Modal
      open
      title={t('pick.choose')}
      okText={t('pick.add', { count: picked.size })}
      okButtonProps={{ disabled: picked.size === 0 }}
      cancelText={t('common.cancel')}
      onOk={() => props.onPick([...picked].map(([pointer, title]) => ({ pointer, title })))}
      onCancel={props.onClose}
      width={620}
    >
      <Input
        type="search"
        allowClear={{ clearIcon: <ClearIcon /> }}
        placeholder={t('pick.search')}
        aria-label={t('pick.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {props.only !== undefined && <p className="yz-soft yz-pick-note">{t('pick.second')}</p>}
      <div className="yz-pick" role="group" aria-label={t('pick.tree')} tabIndex={0}>
        {shown.length === 0 && <p className="yz-soft">{t('pick.none')}</p>}
        {shown.map((section, index) => (
          <fieldset key={index}>
            {section.title !== '' && <legend>{section.title}</legend>}
            <ul>{section.fields.map((node) => draw(node, ''))}</ul>
          </fieldset>
        ))}
      </div>
    </Modal>
  );
}
