import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { addExtension, extensionsOf, removeExtension } from '../model/extensions.js';
import { withMark, withoutMark } from '../model/feel-text.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { ChoiceField, FeelField, Section, TextField } from './fields.js';
import { RowCard } from './row-card.js';

const TYPE = 'yizhan:Clock';
const ACTIONS = ['start', 'stop', 'extend'] as const;

/** What completing this element does to the clock of the case. */
export function ClockSection({ node }: { readonly node: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const clocks = extensionsOf(node, TYPE);
  return (
    <Section title={t('section.clock')} count={clocks.length} isFolded={clocks.length === 0}>
      {clocks.map((clock, index) => (
        <RowCard
          key={index}
          title={t('clock.row', { n: index + 1 })}
          onRemove={() => apply(removeExtension(create, node, clock))}
        >
          <ClockRow clock={clock} />
        </RowCard>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => apply(addExtension(create, node, TYPE, { action: 'start' }))}
      >
        {t('clock.add')}
      </Button>
    </Section>
  );
}

function ClockRow({ clock }: { readonly clock: ModdleObject }): ReactNode {
  const { t, apply } = useEditor();
  const action = textOf(clock, 'action') ?? 'start';
  const set = (properties: Readonly<Record<string, string | undefined>>): void => apply({ target: clock, properties });
  const turn = (next: string | undefined): void =>
    set({
      action: next,
      ...(next === 'start' ? { limit: undefined, amount: undefined } : { at: undefined }),
      ...(next === 'stop' ? { amount: undefined } : {}),
    });
  return (
    <>
      <ChoiceField
        label={t('clock.action')}
        value={action}
        options={ACTIONS.map((one) => ({ value: one, label: t(`clock.${one}`) }))}
        onChange={turn}
      />
      {action === 'start' && (
        <FeelField
          label={t('clock.at')}
          value={withoutMark(textOf(clock, 'at'))}
          placeholder="receivedAt"
          onCommit={(text) => set({ at: withMark(text) })}
        />
      )}
      {action !== 'start' && (
        <TextField
          label={t('clock.limit')}
          value={textOf(clock, 'limit') ?? ''}
          isMono
          onCommit={(text) => set({ limit: text.trim() || undefined })}
        />
      )}
      {action === 'extend' && (
        <FeelField
          label={t('clock.amount')}
          value={withoutMark(textOf(clock, 'amount'))}
          onCommit={(text) => set({ amount: withMark(text) })}
        />
      )}
    </>
  );
}
