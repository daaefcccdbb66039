import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import type { JsonObject } from '../../../../engine/index.js';
import { failureSentence } from '../../shared/problem.js';
import { instantText } from '../../shared/time-text.js';
import { wishKey } from '../api/wish-key.js';
import { useToast } from '../parts/use-toast.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { codeName } from './incident-code.js';
import { type IncidentRow, retryIncident } from './operation-calls.js';

/** One incident: where, why, since when; retried, with other data when somebody gives some. */
export function IncidentDialog(props: {
  readonly row: IncidentRow;
  readonly mayRetry: boolean;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { row, mayRetry, onClose } = props;
  const texts = useTexts();
  const { t, say, lang } = texts;
  const toast = useToast();
  const cache = useQueryClient();
  const wish = useRef(wishKey());
  const [written, setWritten] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const variables = objectOf(written);
  const retry = async (): Promise<void> => {
    if (variables === undefined) return;
    setBusy(true);
    setFailure(null);
    try {
      await retryIncident(row.incidentId, variables, wish.current);
      toast.success(t('incidents.retried', { number: row.caseNumber }));
      onClose();
    } catch (error) {
      wish.current = wishKey();
      setFailure(error);
      setBusy(false);
    }
    await cache.invalidateQueries({ queryKey: ['incidents'] });
  };
  const facts: readonly (readonly [string, string])[] = [
    [t('incidents.case'), row.caseNumber],
    [t('incidents.process'), row.processId],
    [t('incidents.where'), say(row.elementName) || row.elementId],
    [t('incidents.what'), codeName(row.code, texts)],
    [t('incidents.message'), row.message || t('incidents.noMessage')],
    [t('incidents.job'), row.jobId ?? t('incidents.step')],
    [t('incidents.when'), instantText(row.raisedAt, lang)],
  ];
  return (
    <Modal
      open
      width={640}
      title={t('incidents.detail')}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('incidents.close')}
        </Button>,
        ...(mayRetry
          ? [
              <Button
                key="retry"
                type="primary"
                loading={busy}
                disabled={variables === undefined}
                onClick={() => void retry()}
              >
                {t('incidents.retry')}
              </Button>,
            ]
          : []),
      ]}
    >
      {failure !== null && (
        <Alert type="error" showIcon role="alert" className="yz-gap-below" title={failureSentence(failure, lang)} />
      )}
      <dl className="yz-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mayRetry && (
        <div className="yz-field">
          <label htmlFor="incident-variables">{t('incidents.variables')}</label>
          <Input.TextArea
            id="incident-variables"
            rows={4}
            spellCheck={false}
            value={written}
            status={variables === undefined ? 'error' : ''}
            aria-describedby="incident-variables-hint"
            aria-invalid={variables === undefined}
            onChange={(event) => setWritten(event.target.value)}
          />
          <p id="incident-variables-hint" className={variables === undefined ? 'yz-wrong' : 'yz-soft'}>
            {variables === undefined ? t('incidents.variablesWrong') : t('incidents.variablesHint')}
          </p>
        </div>
      )}
    </Modal>
  );
}

/** What was written as an object; nothing written is an empty one, anything else is undefined. */
function objectOf(text: string): JsonObject | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    // Not finished yet, or not JSON: the hint says so.
    return undefined;
  }
}
