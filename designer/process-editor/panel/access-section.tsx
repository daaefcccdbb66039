import { PlusOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useEditor } from '../editor-context.js';
import { accessRows } from '../model/access-matrix.js';
import { addExtension, extensionOf, extensionsOf, removeExtension } from '../model/extensions.js';
import { chooseForm } from '../model/choose-form.js';
import { formFields } from '../model/form-fields.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { withKey } from '../texts/tell.js';
import { AccessDialog } from './access-dialog.js';
import { ChoiceField, Section } from './fields.js';
import { RowCard } from './row-card.js';

const ACCESS = 'yizhan:FormAccess';

/** Which form a node fills in, which others it shows, and what it may do with their fields. */
export function AccessSection({ owner }: { readonly owner: ModdleObject }): ReactNode {
  const { t, lang, apply, create, resources } = useEditor();
  const hasOwnForm = owner.$type !== 'bpmn:Process';
  const formId = hasOwnForm ? textOf(extensionOf(owner, 'zeebe:FormDefinition'), 'formId') : undefined;
  const accesses = extensionsOf(owner, ACCESS);
  const forms = resources.forms.map(({ id, title }) => ({ value: id, label: withKey(title, id, lang) }));
  const shownIds = new Set(accesses.map((one) => textOf(one, 'form') ?? formId));
  const others = forms.filter(({ value }) => !shownIds.has(value));
  return (
    <Section
      title={t(hasOwnForm ? 'section.form' : 'section.access')}
      count={accesses.length}
      isFolded={!hasOwnForm && accesses.length === 0}
    >
      {hasOwnForm && (
        <ChoiceField
          label={t('form.id')}
          value={formId}
          none={t('form.none')}
          options={forms}
          onChange={(next) => apply(...chooseForm(create, owner, next))}
        />
      )}
      {accesses.map((access, index) => (
        <AccessCard
          key={index}
          access={access}
          ownFormId={formId}
          onRemove={() => apply(removeExtension(create, owner, access))}
        />
      ))}
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others.map(({ value, label }) => ({ key: value, label })),
            style: { maxHeight: 320, overflow: 'auto' },
            onClick: ({ key }) => apply(addExtension(create, owner, ACCESS, { form: key, default: 'read' })),
          }}
        >
          <Button size="small" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
            {t('access.add')}
          </Button>
        </Dropdown>
      )}
    </Section>
  );
}

function AccessCard(props: {
  readonly access: ModdleObject;
  readonly ownFormId: string | undefined;
  readonly onRemove: () => void;
}): ReactNode {
  const { t, say, lang, resources } = useEditor();
  const [isOpen, setIsOpen] = useState(false);
  const { access, ownFormId } = props;
  const formId = textOf(access, 'form') ?? ownFormId;
  const form = resources.forms.find(({ id }) => id === formId);
  const fields = useMemo(() => (form ? formFields(form.schema, form.english) : []), [form]);
  const { rows, strays } = accessRows(fields, access);
  const count = (kind: string | undefined): number =>
    rows.filter(({ effective, depth }) => depth === 0 && effective === kind).length;
  const unset = rows.filter(({ effective, hasChildren }) => effective === undefined && !hasChildren).length;
  const title = form ? say(form.title) : (formId ?? '');
  const isFeel = formId?.startsWith('=') === true;
  return (
    <RowCard title={title} onRemove={props.onRemove}>
      <p className="pe-access-sum">
        <span className="pe-soft">
          {t(formId === ownFormId && formId !== undefined ? 'access.own' : 'access.shown')}
        </span>
        {(['write', 'append', 'read', 'hidden'] as const).map((kind) =>
          count(kind) === 0 ? null : (
            <span key={kind} className={`pe-access-tag is-${kind}`}>
              {t(`access.${kind}`)} {count(kind)}
            </span>
          ),
        )}
      </p>
      {unset > 0 && <p className="pe-note is-bad">{t('access.missing', { n: unset })}</p>}
      {!form && <p className="pe-note">{t(isFeel ? 'access.dynamicForm' : 'access.unknownForm')}</p>}
      {strays.length > 0 && form && (
        <p className="pe-note is-bad">
          {strays.map(({ path }) => t('access.stray', { path })).join(lang === 'zh' ? '；' : '; ')}
        </p>
      )}
      <Button size="small" icon={<TableOutlined aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('access.open')}
      </Button>
      <AccessDialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={title}
        access={access}
        fields={fields}
        isOwn={formId === ownFormId}
      />
    </RowCard>
  );
}
