import {
  CompressOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  QuestionCircleOutlined,
  RedoOutlined,
  UndoOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons';
import { Button, Popover, Select, Tooltip } from 'antd';
import { match } from 'pinyin-pro';
import type { ReactNode } from 'react';
import { elementName } from './texts/elements.js';
import type { OutlineEntry } from './model/outline.js';
import type { EditorState } from './modeler/use-editor-state.js';
import type { Lang } from '../form-view/types.js';
import { type EditorTextKey, teller } from './texts/tell.js';

/** What the tool bar is shown with. */
export interface EditorToolbarProps {
  readonly lang: Lang;
  readonly state: EditorState;
  readonly outline: readonly OutlineEntry[];
  readonly isPanelOpen: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onZoom: (how: 'in' | 'out' | 'fit') => void;
  readonly onFind: (elementId: string) => void;
  readonly onTogglePanel: () => void;
}

const KEYS: readonly EditorTextKey[] = [
  'keys.select',
  'keys.insert',
  'keys.name',
  'keys.replace',
  'keys.connect',
  'keys.move',
  'keys.undo',
];

/** Undo and redo with the position, finding an element, zoom, and what the keyboard does. */
export function EditorToolbar(props: EditorToolbarProps): ReactNode {
  const { lang, state, isPanelOpen } = props;
  const t = teller(lang);
  const tool = (key: EditorTextKey, icon: ReactNode, onClick: () => void, disabled = false): ReactNode => (
    <Tooltip title={t(key)} mouseEnterDelay={0.5}>
      <Button type="text" icon={icon} aria-label={t(key)} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
  return (
    <div className="pe-toolbar" role="toolbar" aria-label={t('tool.bar')}>
      {tool('tool.undo', <UndoOutlined aria-hidden />, props.onUndo, !state.canUndo)}
      {tool('tool.redo', <RedoOutlined aria-hidden />, props.onRedo, !state.canRedo)}
      <span className="pe-step">{t('tool.step', { n: state.step })}</span>
      <Select
        className="pe-find"
        showSearch={{ filterOption: (input, option) => fits(input, option) }}
        value={null}
        placeholder={t('tool.find')}
        aria-label={t('tool.find')}
        popupMatchSelectWidth={360}
        notFoundContent={t('tool.noMatch')}
        options={props.outline.map((entry) => ({
          value: entry.id,
          label: entry.name === '' ? entry.id : entry.name,
          entry,
        }))}
        optionRender={({ data }) => <FoundEntry entry={data.entry} lang={lang} />}
        onChange={(id: string | null) => id !== null && props.onFind(id)}
      />
      <span className="pe-toolbar-gap" />
      {tool('tool.zoomOut', <ZoomOutOutlined aria-hidden />, () => props.onZoom('out'))}
      {tool('tool.zoomIn', <ZoomInOutlined aria-hidden />, () => props.onZoom('in'))}
      {tool('tool.fit', <CompressOutlined aria-hidden />, () => props.onZoom('fit'))}
      <Popover
        trigger="click"
        placement="bottomRight"
        title={t('tool.keys')}
        content={
          <ul className="pe-keys">
            {KEYS.map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
          </ul>
        }
      >
        <Button
          className="pe-help"
          type="text"
          icon={<QuestionCircleOutlined aria-hidden />}
          aria-label={t('tool.keys')}
        />
      </Popover>
      {tool(
        isPanelOpen ? 'tool.hidePanel' : 'tool.showPanel',
        isPanelOpen ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />,
        props.onTogglePanel,
      )}
    </div>
  );
}

function FoundEntry({ entry, lang }: { readonly entry: OutlineEntry; readonly lang: Lang }): ReactNode {
  return (
    <span className="pe-found" style={{ paddingInlineStart: entry.depth * 12 }}>
      <span>{entry.name === '' ? entry.id : entry.name}</span>
      <span className="pe-soft">{elementName(entry.type)[lang]}</span>
    </span>
  );
}

/** By name, id, or the first letters of the name's pinyin. */
function fits(input: string, option: { readonly entry: OutlineEntry } | undefined): boolean {
  const wanted = input.trim().toLowerCase();
  if (!option || wanted === '') return true;
  const { name, id } = option.entry;
  return (
    name.toLowerCase().includes(wanted) ||
    id.toLowerCase().includes(wanted) ||
    match(name, wanted, { continuous: true }) !== null
  );
}
