import { AutoComplete, Checkbox } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useEditor } from '../editor-context.js';
import {
  correlationKey,
  referenceKind,
  referenceOf,
  referToNew,
  rootElements,
  setCorrelationKey,
} from '../model/event-facts.js';
import { idOf, type ModdleObject, partOf, partsOf, textOf } from '../model/moddle-object.js';
import { isFeelTimer, readTimer, type TimerFacts, type TimerKind, type TimerUnit, writeTimer } from '../model/timer.js';
import { withMark, withoutMark } from '../model/feel-text.js';
import { ChoiceField, FeelField, Field, Section, TextField } from './fields.js';

const KINDS: readonly TimerKind[] = ['timeDuration', 'timeDate', 'timeCycle'];
const UNITS: readonly TimerUnit[] = ['iso', 'wd', 'cd', 'serviceHour'];

/** When a timer fires. */
export function TimerSection({ definition }: { readonly definition: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const facts = readTimer(definition);
  const change = (part: Partial<TimerFacts>): void => apply(writeTimer(create, definition, { ...facts, ...part }));
  const counts = facts.unit !== 'iso';
  return (
    <Section title={t('section.timer')}>
      <div className="pe-pair">
        <ChoiceField
          label={t('timer.kind')}
          value={facts.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`timer.${kind}`) }))}
          onChange={(kind) => change({ kind: kind as TimerKind, ...(kind === 'timeDuration' ? {} : { unit: 'iso' }) })}
        />
        {facts.kind === 'timeDuration' && (
          <ChoiceField
            label={t('limits.unit')}
            value={facts.unit}
            options={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
            onChange={(unit) => change({ unit: unit as TimerUnit })}
          />
        )}
      </div>
      {counts ? (
        <FeelField
          label={t('timer.count')}
          value={withoutMark(facts.text)}
          onCommit={(text) => change({ text: withMark(text) ?? '' })}
        />
      ) : isFeelTimer(facts) ? (
        <FeelField
          label={t('timer.text')}
          hint={t('timer.isoHint')}
          value={withoutMark(facts.text)}
          onCommit={(text) => change({ text: withMark(text) ?? '' })}
        />
      ) : (
        <TextField
          label={t('timer.text')}
          hint={t('timer.isoHint')}
          value={facts.text}
          isMono
          onCommit={(text) => change({ text })}
        />
      )}
      {counts && (
        <>
          <FeelField
            label={t('timer.from')}
            hint={t('timer.fromHint')}
            value={facts.from}
            onCommit={(from) => change({ from })}
          />
          <ChoiceField
            label={t('timer.endOf')}
            value={facts.endOf}
            options={(['office', 'applicant'] as const).map((end) => ({ value: end, label: t(`timer.${end}`) }))}
            onChange={(endOf) => change({ endOf: endOf === 'applicant' ? 'applicant' : 'office' })}
          />
        </>
      )}
    </Section>
  );
}

/** The message, error or escalation that an event (or receive task) refers to; a new name makes a new one. */
export function ReferenceSection(props: { readonly holder: ModdleObject; readonly event: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const { holder, event } = props;
  const id = useId();
  const kind = referenceKind(holder);
  const current = referenceOf(holder);
  const shown = textOf(current, 'name') ?? (current === undefined ? '' : idOf(current));
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);
  if (!kind) return null;
  const known = rootElements(event, kind.root);
  const labelOf = (one: ModdleObject): string => textOf(one, 'name') ?? idOf(one);
  const choose = (name: string): void => {
    const wanted = name.trim();
    if (wanted === shown) return;
    const existing = known.find((one) => labelOf(one) === wanted);
    if (wanted === '') apply({ target: holder, properties: { [kind.property]: undefined } });
    else if (existing) apply({ target: holder, properties: { [kind.property]: existing } });
    else apply(...referToNew(create, holder, wanted));
  };
  const isNew = draft.trim() !== '' && !known.some((one) => labelOf(one) === draft.trim());
  const options = known.map((one) => ({ value: labelOf(one), label: labelOf(one) }));
  const isInnerStart = event.$type === 'bpmn:StartEvent' && event.$parent?.$type === 'bpmn:SubProcess';
  const interrupts =
    event.$type === 'bpmn:BoundaryEvent' ? 'cancelActivity' : isInnerStart ? 'isInterrupting' : undefined;
  return (
    <Section title={t('section.reference')}>
      <Field id={id} label={t(`reference.${kind.property}`)}>
        <AutoComplete
          id={id}
          value={draft}
          allowClear
          placeholder={kind.property === 'messageRef' ? '' : t('reference.any')}
          options={isNew ? [...options, { value: draft, label: t('reference.new', { name: draft.trim() }) }] : options}
          onChange={(next) => setDraft(next ?? '')}
          onSelect={(name: string) => choose(name)}
          onClear={() => choose('')}
          onBlur={() => choose(draft)}
        />
      </Field>
      {current && kind.property === 'messageRef' && (
        <FeelField
          label={t('reference.key')}
          hint={t('reference.keyHint')}
          value={correlationKey(current)}
          onCommit={(text) => apply(setCorrelationKey(create, current, text))}
        />
      )}
      {current && kind.key !== 'name' && (
        <TextField
          label={t('reference.code')}
          value={textOf(current, kind.key) ?? ''}
          isMono
          onCommit={(code) => apply({ target: current, properties: { [kind.key]: code.trim() || undefined } })}
        />
      )}
      {interrupts !== undefined && kind.property === 'messageRef' && (
        <Checkbox
          checked={event.get(interrupts) !== false}
          onChange={(change) => apply({ target: event, properties: { [interrupts]: change.target.checked } })}
        >
          {t('reference.interrupting')}
        </Checkbox>
      )}
    </Section>
  );
}

/** What a compensation event undoes. */
export function CompensationSection(props: {
  readonly definition: ModdleObject;
  readonly event: ModdleObject;
}): ReactNode {
  const { t, apply } = useEditor();
  const { definition, event } = props;
  const activities = partsOf(event.$parent, 'flowElements').filter(
    (one) => one.$instanceOf('bpmn:Activity') && one.get('isForCompensation') !== true,
  );
  return (
    <Section title={t('section.reference')}>
      <ChoiceField
        label={t('reference.compensates')}
        value={idOf(partOf(definition, 'activityRef')) || undefined}
        none={t('reference.all')}
        options={activities.map((one) => ({ value: idOf(one), label: textOf(one, 'name') ?? idOf(one) }))}
        onChange={(id) =>
          apply({ target: definition, properties: { activityRef: activities.find((one) => idOf(one) === id) } })
        }
      />
    </Section>
  );
}
