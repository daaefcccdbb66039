import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { expressionText, setExpression } from '../model/expressions.js';
import { extensionOf, setExtension } from '../model/extensions.js';
import { withMark, withoutMark } from '../model/feel-text.js';
import { type Edit, type ModdleObject, partOf, textOf } from '../model/moddle-object.js';
import { ChoiceField, FeelField, Section, TextField } from './fields.js';

const TYPE = 'bpmn:MultiInstanceLoopCharacteristics';

/** Whether an activity is done once, or once for each item of a collection. */
export function LoopSection({ activity }: { readonly activity: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const loop = partOf(activity, 'loopCharacteristics');
  const mode = loop === undefined ? undefined : loop.get('isSequential') === true ? 'sequential' : 'parallel';
  const turn = (next: string | undefined): void => {
    if (next === undefined) apply({ target: activity, properties: { loopCharacteristics: undefined } });
    else if (loop?.$type === TYPE) apply({ target: loop, properties: { isSequential: next === 'sequential' } });
    else {
      const zeebe = create('zeebe:LoopCharacteristics', { inputCollection: '=[]', inputElement: 'item' });
      const extensionElements = create('bpmn:ExtensionElements', { values: [zeebe] });
      const made = create(TYPE, { isSequential: next === 'sequential', extensionElements });
      apply({ target: activity, properties: { loopCharacteristics: made } });
    }
  };
  return (
    <Section title={t('section.loop')} isFolded={loop === undefined}>
      <ChoiceField
        label={t('loop.mode')}
        value={mode}
        none={t('loop.none')}
        options={(['parallel', 'sequential'] as const).map((one) => ({ value: one, label: t(`loop.${one}`) }))}
        onChange={turn}
      />
      {loop?.$type === TYPE && <LoopFields loop={loop} />}
    </Section>
  );
}

function LoopFields({ loop }: { readonly loop: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const zeebe = extensionOf(loop, 'zeebe:LoopCharacteristics');
  const set = (properties: Readonly<Record<string, unknown>>): Edit =>
    setExtension(create, loop, 'zeebe:LoopCharacteristics', properties);
  const cardinality = expressionText(loop, 'loopCardinality');
  const collection = withoutMark(textOf(zeebe, 'inputCollection'));
  const text = (name: string): string => textOf(zeebe, name) ?? '';
  return (
    <>
      {(collection !== '' || cardinality === '') && (
        <FeelField
          label={t('loop.collection')}
          value={collection}
          placeholder="assignment.inspectors"
          onCommit={(next) => apply(set({ inputCollection: withMark(next) }))}
        />
      )}
      {(cardinality !== '' || collection === '') && (
        <FeelField
          label={t('loop.cardinality')}
          value={cardinality}
          onCommit={(next) => apply(setExpression(create, loop, 'loopCardinality', next))}
        />
      )}
      <TextField
        label={t('loop.element')}
        value={text('inputElement')}
        isMono
        onCommit={(name) => apply(set({ inputElement: name.trim() || undefined }))}
      />
      <TextField
        label={t('loop.outputCollection')}
        value={text('outputCollection')}
        isMono
        onCommit={(name) => apply(set({ outputCollection: name.trim() || undefined }))}
      />
      <FeelField
        label={t('loop.outputElement')}
        value={withoutMark(text('outputElement'))}
        onCommit={(next) => apply(set({ outputElement: withMark(next) }))}
      />
      <FeelField
        label={t('loop.until')}
        value={expressionText(loop, 'completionCondition')}
        onCommit={(next) => apply(setExpression(create, loop, 'completionCondition', next))}
      />
    </>
  );
}
