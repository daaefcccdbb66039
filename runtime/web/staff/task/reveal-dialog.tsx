import { Alert, Button, Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { JsonValue } from '../../../../engine/index.js';
import { valueAt } from '../../../../engine/index.js';
import { failureSentence } from '../../shared/problem.js';
import { revealValue } from '../api/calls.js';
import type { TaskForm } from '../api/types.js';
import { useToast } from '../parts/use-toast.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { titleAt } from './title-at.js';

const REASONS = ['check', 'contact', 'visit'] as const;
const REASON_AT_LEAST = 4;

/** Asks which masked values are to be shown and why; the server logs each read. */
export function RevealDialog(props: {
  readonly caseId: string;
  readonly form: TaskForm;
  readonly masked: readonly string[];
  readonly onShown: (values: ReadonlyMap<string, JsonValue>) => void;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { t, lang } = useTexts();
  const toast = useToast();
  const id = useId();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(props.masked.length === 1 ? props.masked : []),
  );
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const formId = props.form.formId ?? props.form.id ?? '';
  const noField = asked && chosen.size === 0;
  const noReason = asked && [...reason.trim()].length < REASON_AT_LEAST;

  const show = async (): Promise<void> => {
    setAsked(true);
    if (chosen.size === 0 || [...reason.trim()].length < REASON_AT_LEAST) return;
    setBusy(true);
    setFailure(null);
    try {
      const values = new Map<string, JsonValue>();
      for (const pointer of chosen) {
        const { value } = await revealValue(props.caseId, { formId, pointer, reason: reason.trim() });
        values.set(pointer, value);
      }
      props.onShown(values);
      toast.info(t('reveal.done', { count: values.size }));
      props.onClose();
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(false);
    }
  };
  const toggle = (pointer: string): void => {
    const next = new Set(chosen);
    if (!next.delete(pointer)) next.add(pointer);
    setChosen(next);
  };
  return (
    <Modal
      open
      title={t('reveal.title')}
      okText={t('reveal.submit')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void show()}
      onCancel={props.onClose}
    >
      <p className="yz-soft">{t('reveal.hint')}</p>
      {failure !== null && <Alert type="error" showIcon role="alert" title={failure} className="yz-gap-below" />}
      <fieldset className="yz-choices">
        <legend>{t('reveal.fields')}</legend>
        {props.masked.map((pointer) => (
          <Checkbox key={pointer} checked={chosen.has(pointer)} onChange={() => toggle(pointer)}>
            {titleAt(props.form, pointer, lang)}
            <span className="yz-pick-value">{plain(valueAt(props.form.document ?? {}, pointer))}</span>
          </Checkbox>
        ))}
        {noField && <p className="yz-field-error">{t('reveal.fieldsMissing')}</p>}
      </fieldset>
      <div className="yz-field">
        <label htmlFor={`${id}-reason`}>{t('reveal.reason')}</label>
        <Input.TextArea
          id={`${id}-reason`}
          rows={2}
          maxLength={200}
          value={reason}
          status={noReason ? 'error' : ''}
          aria-invalid={noReason || undefined}
          aria-describedby={noReason ? `${id}-error` : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {noReason && (
          <p className="yz-field-error" id={`${id}-error`}>
            {t('reveal.reasonMissing')}
          </p>
        )}
      </div>
      <div className="yz-quick" role="group" aria-label={t('reveal.common')}>
        {REASONS.map((key) => (
          <Button key={key} size="small" onClick={() => setReason(t(`reveal.reason.${key}`))}>
            {t(`reveal.reason.${key}`)}
          </Button>
        ))}
      </div>
    </Modal>
  );
}

function plain(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
