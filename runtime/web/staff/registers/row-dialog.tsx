import { useQueryClient } from '@tanstack/react-query';
import { Alert, Modal } from 'antd';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { FormView, type FieldError } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { wishKey } from '../api/wish-key.js';
import { useToast } from '../parts/use-toast.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { useChoices } from './use-choices.js';
import { addRow, changeRow, type RegisterRow } from './register-calls.js';

/**
 * A form to add a row, or to change one: then masked fields are left out of it, so that no mask is ever saved as a value, and only what was
 * changed is sent.
 */
export function RowDialog(props: {
  readonly register: string;
  readonly schema: JsonObject;
  readonly references: Readonly<Record<string, string>>;
  readonly row?: RegisterRow;
  readonly without?: readonly string[];
  readonly onSaved: (row: RegisterRow) => void;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { t, lang } = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const { register, row, without } = props;
  const schema = useChoices(props.schema, props.references);
  const choices = JSON.stringify(schema);
  const wish = useRef(wishKey());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const form = useMemo(
    () => ({ schema: shownSchema(JSON.parse(choices) as JsonObject, without ?? []), uiSchema: {}, rules: [] }),
    [choices, without],
  );
  const document = useMemo(() => shownValues(row?.values ?? {}, without ?? []), [row, without]);
  const errors: readonly FieldError[] | undefined =
    failure instanceof ApiProblem && failure.errors.length > 0 ? failure.errors : undefined;
  const save = async (_patch: JsonObject, whole: JsonObject): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const saved =
        row === undefined
          ? await addRow(register, whole, wish.current)
          : await changeRow(register, row, changesOf(document, whole), wish.current);
      await cache.invalidateQueries({ queryKey: ['register', register] });
      toast.info(t('registers.saved'));
      props.onSaved(saved);
    } catch (error) {
      wish.current = wishKey();
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={720}
      footer={null}
      title={row === undefined ? t('registers.add') : t('registers.change')}
      onCancel={props.onClose}
    >
      {failure !== null && (
        <Alert type="error" showIcon role="alert" className="yz-gap-below" title={failureSentence(failure, lang)} />
      )}
      <FormView
        form={form}
        document={document}
        lang={lang}
        idPrefix="row"
        {...(errors === undefined ? {} : { errors })}
        onSubmit={(patch, whole) => void save(patch, whole)}
        submitLabel={t('registers.save')}
        isBusy={busy}
      />
    </Modal>
  );
}

function shownSchema(schema: JsonObject, without: readonly string[]): JsonObject {
  const properties = Object.fromEntries(
    Object.entries((schema['properties'] ?? {}) as JsonObject).filter(([name]) => !without.includes(name)),
  );
  const required = ((schema['required'] ?? []) as readonly string[]).filter((name) => !without.includes(name));
  return { ...schema, properties, required };
}

function shownValues(values: JsonObject, without: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !without.includes(name)));
}

/** What changed: new values, and null for those that were taken out. */
function changesOf(before: JsonObject, after: JsonObject): JsonObject {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name] ?? null]),
  );
}
