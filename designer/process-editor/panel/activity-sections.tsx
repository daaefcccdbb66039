import { AutoComplete, Checkbox } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useEditor } from '../editor-context.js';
import { extensionOf, itemsOf, setExtension } from '../model/extensions.js';
import { withMark, withoutMark } from '../model/feel-text.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { withKey } from '../texts/tell.js';
import { ChoiceField, FeelField, Field, Section, TextField } from './fields.js';
import { INPUTS } from './mapping-sections.js';

/** Which process a call activity calls; the version is always the one inside the package. */
export function CallSection({ activity }: { readonly activity: ModdleObject }): ReactNode {
  const { t, apply, create, resources, lang } = useEditor();
  const called = extensionOf(activity, 'zeebe:CalledElement');
  const set = (properties: Readonly<Record<string, unknown>>): void =>
    apply(setExtension(create, activity, 'zeebe:CalledElement', { bindingType: 'deployment', ...properties }, true));
  const hasOutputs =
    itemsOf(activity, { holder: 'zeebe:IoMapping', list: 'outputParameters', item: 'zeebe:Output' }).length > 0;
  const child = called?.get('propagateAllChildVariables');
  return (
    <Section title={t('section.call')}>
      <ChoiceField
        label={t('call.process')}
        value={textOf(called, 'processId') || undefined}
        none={t('common.none')}
        options={resources.processes.map(({ key, name }) => ({ value: key, label: withKey(name, key, lang) }))}
        onChange={(processId) => set({ processId })}
      />
      <Checkbox
        checked={called?.get('propagateAllParentVariables') !== false}
        onChange={(event) => set({ propagateAllParentVariables: event.target.checked })}
      >
        {t('call.parent')}
      </Checkbox>
      <Checkbox
        checked={typeof child === 'boolean' ? child : !hasOutputs}
        onChange={(event) => set({ propagateAllChildVariables: event.target.checked })}
      >
        {t('call.child')}
      </Checkbox>
    </Section>
  );
}

/** Which decision a business rule task evaluates. */
export function DecisionSection({ task }: { readonly task: ModdleObject }): ReactNode {
  const { t, apply, create, resources, lang } = useEditor();
  const called = extensionOf(task, 'zeebe:CalledDecision');
  const set = (properties: Readonly<Record<string, unknown>>): void =>
    apply(setExtension(create, task, 'zeebe:CalledDecision', { bindingType: 'deployment', ...properties }, true));
  return (
    <Section title={t('section.decision')}>
      <ChoiceField
        label={t('decision.id')}
        value={textOf(called, 'decisionId') || undefined}
        none={t('common.none')}
        options={resources.decisions.map(({ key, name }) => ({
          value: key,
          label: withKey(name, key, lang),
        }))}
        onChange={(decisionId) => set({ decisionId })}
      />
      <TextField
        label={t('decision.result')}
        value={textOf(called, 'resultVariable') ?? ''}
        isMono
        onCommit={(name) => set({ resultVariable: name.trim() || undefined })}
      />
    </Section>
  );
}

/** What a script task computes: FEEL, the only script language. */
export function ScriptSection({ task }: { readonly task: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const script = extensionOf(task, 'zeebe:Script');
  const set = (properties: Readonly<Record<string, unknown>>): void =>
    apply(setExtension(create, task, 'zeebe:Script', properties, true));
  if (!script && textOf(task, 'script') !== undefined) {
    return (
      <Section title={t('section.script')}>
        <FeelField
          label={t('script.expression')}
          value={withoutMark(textOf(task, 'script'))}
          rows={3}
          onCommit={(text) => apply({ target: task, properties: { script: text } })}
        />
      </Section>
    );
  }
  return (
    <Section title={t('section.script')}>
      <FeelField
        label={t('script.expression')}
        value={withoutMark(textOf(script, 'expression'))}
        rows={3}
        onCommit={(text) => set({ expression: withMark(text) ?? '=null' })}
      />
      <TextField
        label={t('decision.result')}
        value={textOf(script, 'resultVariable') ?? ''}
        isMono
        onCommit={(name) => set({ resultVariable: name.trim() || undefined })}
      />
    </Section>
  );
}

/** Which job a service or send task asks for. */
export function JobSection({ task }: { readonly task: ModdleObject }): ReactNode {
  const { t, apply, create, resources } = useEditor();
  const id = useId();
  const definition = extensionOf(task, 'zeebe:TaskDefinition');
  const type = textOf(definition, 'type') ?? '';
  const [draft, setDraft] = useState(type);
  useEffect(() => setDraft(type), [type]);
  const set = (properties: Readonly<Record<string, unknown>>): void =>
    apply(setExtension(create, task, 'zeebe:TaskDefinition', properties, true));
  const commit = (next: string): void => {
    if (next.trim() !== type) set({ type: next.trim() });
  };
  const given = new Set(itemsOf(task, INPUTS).map((input) => (textOf(input, 'target') ?? '').split('.')[0]));
  const missing = (resources.jobTypes[type] ?? []).filter((name) => !given.has(name));
  return (
    <Section title={t('section.job')}>
      <Field
        id={id}
        label={t('job.type')}
        hint={missing.length === 0 ? undefined : t('job.missing', { names: missing.join(', ') })}
      >
        <AutoComplete
          id={id}
          className="pe-mono"
          value={draft}
          options={Object.keys(resources.jobTypes).map((name) => ({ value: name }))}
          showSearch={{ filterOption: (input, option) => String(option?.value ?? '').includes(input) }}
          onChange={(next) => setDraft(next ?? '')}
          onSelect={commit}
          onBlur={() => commit(draft)}
        />
      </Field>
      <TextField
        label={t('job.retries')}
        value={textOf(definition, 'retries') ?? '3'}
        onCommit={(retries) => set({ retries: retries.trim() || undefined })}
      />
    </Section>
  );
}
