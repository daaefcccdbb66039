import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { addExtension, extensionsOf, removeExtension } from '../model/extensions.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { ChoiceField, Section, TextField, ValueField } from './fields.js';
import { RowCard } from './row-card.js';

const TYPE = 'yizhan:TimeLimit';

/** The time limits of an activity or a process. */
export function LimitsSection({ owner }: { readonly owner: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const limits = extensionsOf(owner, TYPE);
  const isProcess = owner.$type === 'bpmn:Process';
  const add = (): void => {
    const taken = new Set(limits.map((limit) => textOf(limit, 'id')));
    let id = 'limit';
    for (let n = 2; taken.has(id); n += 1) id = `limit${n}`;
    apply(addExtension(create, owner, TYPE, { id, legal: '5', unit: 'wd', from: isProcess ? 'T0' : 'entry' }));
  };
  return (
    <Section title={t('section.limits')} count={limits.length} isFolded={limits.length === 0}>
      {limits.map((limit, index) => (
        <LimitRow
          key={index}
          limit={limit}
          isProcess={isProcess}
          onRemove={() => apply(removeExtension(create, owner, limit))}
        />
      ))}
      <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
        {t('limits.add')}
      </Button>
    </Section>
  );
}

function LimitRow(props: {
  readonly limit: ModdleObject;
  readonly isProcess: boolean;
  readonly onRemove: () => void;
}): ReactNode {
  const { t, apply } = useEditor();
  const { limit } = props;
  const set = (name: string) => (value: string | undefined) =>
    apply({
      target: limit,
      properties: { [name]: value === undefined || value.trim() === '' ? undefined : value.trim() },
    });
  return (
    <RowCard title={t('limits.row', { id: textOf(limit, 'id') ?? '' })} onRemove={props.onRemove}>
      <TextField label={t('limits.id')} value={textOf(limit, 'id') ?? ''} isMono onCommit={set('id')} />
      <ValueField label={t('limits.legal')} value={textOf(limit, 'legal')} placeholder="10" onCommit={set('legal')} />
      <ValueField
        label={t('limits.promised')}
        value={textOf(limit, 'promised')}
        placeholder="5"
        onCommit={set('promised')}
      />
      <div className="pe-pair">
        <ChoiceField
          label={t('limits.unit')}
          value={textOf(limit, 'unit') ?? 'wd'}
          options={(['wd', 'cd', 'serviceHour'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          onChange={set('unit')}
        />
        <ChoiceField
          label={t('limits.from')}
          value={textOf(limit, 'from') ?? (props.isProcess ? 'T0' : 'entry')}
          options={[
            { value: 'T0', label: t('limits.fromT0') },
            { value: 'entry', label: t('limits.fromEntry') },
          ]}
          onChange={set('from')}
        />
      </div>
      <ValueField
        label={t('limits.paused')}
        value={textOf(limit, 'pausedIn')}
        placeholder="suspended"
        onCommit={set('pausedIn')}
      />
    </RowCard>
  );
}
