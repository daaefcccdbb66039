import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useEditor } from '../editor-context.js';
import { extensionOf, setExtension } from '../model/extensions.js';
import { listOf } from '../model/feel-text.js';
import { idOf, type ModdleObject, textOf } from '../model/moddle-object.js';
import { userTasksOf } from '../model/outline.js';
import { withKey } from '../texts/tell.js';
import { Field, Section, ValueField } from './fields.js';

/** Who may do a user task: roles, people, separation of duties, priority, due date. */
export function PeopleSection({ task }: { readonly task: ModdleObject }): ReactNode {
  const { t, apply, create, resources, lang, definitions } = useEditor();
  const separateId = useId();
  const read = (type: string, name: string): string | undefined => textOf(extensionOf(task, type), name);
  const write =
    (type: string, name: string) =>
    (raw: string | undefined): void =>
      apply(setExtension(create, task, type, { [name]: raw }));
  const assignment = 'zeebe:AssignmentDefinition';
  const roles = resources.roles.map(({ key, name }) => ({ value: key, label: withKey(name, key, lang) }));
  /** Whoever types the name of a role means the role. */
  const roleKey = (word: string): string =>
    resources.roles.find(({ name }) => name.zh === word || name.en.toLowerCase() === word.toLowerCase())?.key ?? word;
  const others = userTasksOf(definitions).filter(({ id }) => id !== idOf(task));
  const separate = (textOf(task, 'yizhan:notSameUserAs') ?? '').split(/\s+/).filter((word) => word !== '');
  return (
    <Section title={t('section.people')}>
      <ValueField
        label={t('people.groups')}
        hint={t('people.groupsHint')}
        value={read(assignment, 'candidateGroups')}
        onCommit={write(assignment, 'candidateGroups')}
        constant={({ id, text, onChange }) => (
          <Select
            id={id}
            mode="tags"
            value={[...listOf(text)]}
            options={roles}
            optionFilterProp="label"
            tokenSeparators={[',', '，']}
            placeholder={t('common.none')}
            onChange={(words: string[]) => onChange([...new Set(words.map(roleKey))].join(', '))}
          />
        )}
      />
      <ValueField
        label={t('people.assignee')}
        value={read(assignment, 'assignee')}
        first="feel"
        placeholder="case.applicantId"
        onCommit={write(assignment, 'assignee')}
      />
      <ValueField
        label={t('people.users')}
        value={read(assignment, 'candidateUsers')}
        first="feel"
        placeholder="assignment.inspectors"
        onCommit={write(assignment, 'candidateUsers')}
      />
      <Field id={separateId} label={t('people.separate')} hint={t('people.separateHint')}>
        <Select
          id={separateId}
          mode="tags"
          value={[...separate]}
          options={others.map(({ id, name }) => ({ value: id, label: name === '' ? id : name }))}
          optionFilterProp="label"
          placeholder={t('common.none')}
          aria-describedby={`${separateId}-hint`}
          onChange={(ids: string[]) =>
            apply({
              target: task,
              properties: { 'yizhan:notSameUserAs': ids.length === 0 ? undefined : ids.join(' ') },
            })
          }
        />
      </Field>
      <ValueField
        label={t('people.priority')}
        value={read('zeebe:PriorityDefinition', 'priority')}
        placeholder="50"
        onCommit={write('zeebe:PriorityDefinition', 'priority')}
      />
      <ValueField
        label={t('people.due')}
        value={read('zeebe:TaskSchedule', 'dueDate')}
        first="feel"
        placeholder="visit.at"
        onCommit={write('zeebe:TaskSchedule', 'dueDate')}
      />
    </Section>
  );
}
