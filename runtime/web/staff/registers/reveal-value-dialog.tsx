import { Alert, Input, Modal, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { JsonValue } from '../../../../engine/index.js';
import { failureSentence } from '../../shared/problem.js';
import { useTexts } from '../texts/use-texts.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { revealRowValue } from './register-calls.js';

const REASON_AT_LEAST = 4;

/** Asks which masked value of a row is to be shown and why; the server logs each read. */
export function RevealValueDialog(props: {
  readonly register: string;
  readonly handle: string;
  readonly choices: readonly { readonly property: string; readonly title: string }[];
  readonly onShown: (property: string, value: JsonValue) => void;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { t, lang } = useTexts();
  const id = useId();
  const [property, setProperty] = useState(props.choices[0]?.property ?? '');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const noReason = asked && [...reason.trim()].length < REASON_AT_LEAST;
  const show = async (): Promise<void> => {
    setAsked(true);
    if ([...reason.trim()].length < REASON_AT_LEAST) return;
    setBusy(true);
    setFailure(null);
    try {
      const { value } = await revealRowValue(props.register, props.handle, { property, reason: reason.trim() });
      props.onShown(property, value);
      props.onClose();
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(false);
    }
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
      <div className="yz-field">
        <label htmlFor={`${id}-field`}>{t('reveal.fields')}</label>
        <Select
          id={`${id}-field`}
          value={property}
          options={props.choices.map((choice) => ({ value: choice.property, label: choice.title }))}
          onChange={setProperty}
        />
      </div>
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
    </Modal>
  );
}
