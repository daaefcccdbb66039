import { Alert, Button, Modal } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { wishKey } from '../api/wish-key.js';
import { useTexts } from '../texts/use-texts.js';
import { sendSheet, templateAddress, type ImportAnswer } from './register-calls.js';
import { saveFile, sheetOf } from './save-file.js';

/** Takes the rows of a sheet: what was taken, what was there already, and the faulty rows as a sheet to correct and send again. */
export function ImportDialog(props: {
  readonly register: string;
  readonly title: string;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, lang } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const send = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    setFailure(null);
    setAnswer(null);
    try {
      const next = await sendSheet(props.register, file, wishKey());
      setAnswer(next);
      if (next.added > 0) props.onTaken();
    } catch (error) {
      setFailure(failureSentence(error, lang));
    } finally {
      setBusy(false);
      if (input.current !== null) input.current.value = '';
    }
  };
  const { sheet } = answer ?? {};
  return (
    <Modal open title={t('registers.import')} footer={null} onCancel={props.onClose}>
      <p className="yz-soft">{t('registers.importHint')}</p>
      <input
        ref={input}
        type="file"
        className="yz-unseen"
        tabIndex={-1}
        aria-label={t('registers.choose')}
        accept=".xlsx"
        onChange={(event) => void send(event.target.files?.[0])}
      />
      <div className="yz-import-ways">
        <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
          {busy ? t('registers.importing') : t('registers.choose')}
        </Button>
        <a href={templateAddress(props.register)} download>
          {t('registers.template')}
        </a>
      </div>
      {failure !== null && <Alert type="error" showIcon role="alert" className="yz-gap-above" title={failure} />}
      {answer !== null && (
        <Alert
          className="yz-gap-above"
          type={answer.faulty === 0 ? 'success' : 'warning'}
          showIcon
          role="status"
          title={t('registers.imported', {
            read: answer.read,
            added: answer.added,
            same: answer.same,
            faulty: answer.faulty,
          })}
          description={answer.faulty === 0 ? undefined : t('registers.faultyHint')}
          action={
            sheet === undefined ? undefined : (
              <Button
                size="small"
                onClick={() => saveFile(sheetOf(sheet), `${props.title}-${t('registers.faulty')}.xlsx`)}
              >
                {t('registers.takeFaulty')}
              </Button>
            )
          }
        />
      )}
    </Modal>
  );
}
