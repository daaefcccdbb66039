import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { addItem, itemsOf, type ListPlace, removeItem } from '../model/extensions.js';
import { withMark, withoutMark } from '../model/feel-text.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { FeelField, Section, TextField } from './fields.js';
import { RowCard } from './row-card.js';

/** Where inputs stand. */
export const INPUTS: ListPlace = { holder: 'zeebe:IoMapping', list: 'inputParameters', item: 'zeebe:Input' };
const OUTPUTS: ListPlace = { holder: 'zeebe:IoMapping', list: 'outputParameters', item: 'zeebe:Output' };
const HEADERS: ListPlace = { holder: 'zeebe:TaskHeaders', list: 'values', item: 'zeebe:Header' };

/** What goes into an activity, or comes out of it: each row gives a FEEL value to a variable. */
export function MappingSection(props: { readonly owner: ModdleObject; readonly kind: 'input' | 'output' }): ReactNode {
  const { t, apply, create } = useEditor();
  const { owner, kind } = props;
  const place = kind === 'input' ? INPUTS : OUTPUTS;
  const rows = itemsOf(owner, place);
  return (
    <Section
      title={t(kind === 'input' ? 'section.inputs' : 'section.outputs')}
      count={rows.length}
      isFolded={rows.length === 0}
    >
      {rows.map((row, index) => (
        <RowCard
          key={index}
          title={textOf(row, 'target') || t('mapping.row', { n: index + 1 })}
          onRemove={() => apply(removeItem(create, owner, place, row))}
        >
          <TextField
            label={t('mapping.target')}
            value={textOf(row, 'target') ?? ''}
            isMono
            onCommit={(target) => apply({ target: row, properties: { target: target.trim() } })}
          />
          <FeelField
            label={t('mapping.source')}
            value={withoutMark(textOf(row, 'source'))}
            onCommit={(text) => apply({ target: row, properties: { source: withMark(text) ?? '' } })}
          />
        </RowCard>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() =>
          apply(addItem(create, owner, place, { source: '=null', target: kind === 'input' ? 'input' : 'output' }))
        }
      >
        {t(kind === 'input' ? 'mapping.addInput' : 'mapping.addOutput')}
      </Button>
    </Section>
  );
}

/** Constant parameters of a job. */
export function HeadersSection({ task }: { readonly task: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const rows = itemsOf(task, HEADERS);
  return (
    <Section title={t('section.headers')} count={rows.length} isFolded={rows.length === 0}>
      {rows.map((row, index) => (
        <RowCard
          key={index}
          title={textOf(row, 'key') || t('mapping.row', { n: index + 1 })}
          onRemove={() => apply(removeItem(create, task, HEADERS, row))}
        >
          <div className="pe-pair">
            <TextField
              label={t('header.key')}
              value={textOf(row, 'key') ?? ''}
              isMono
              onCommit={(key) => apply({ target: row, properties: { key: key.trim() } })}
            />
            <TextField
              label={t('header.value')}
              value={textOf(row, 'value') ?? ''}
              onCommit={(value) => apply({ target: row, properties: { value } })}
            />
          </div>
        </RowCard>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => apply(addItem(create, task, HEADERS, { key: `key${rows.length + 1}`, value: '' }))}
      >
        {t('header.add')}
      </Button>
    </Section>
  );
}
