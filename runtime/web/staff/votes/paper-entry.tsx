import { Alert, Button, Checkbox, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import type { Choices, Mark, VoteView } from '../../shared/vote-types.js';
import { useTexts } from '../texts/use-texts.js';
import { linesOf, type PaperLine, withMark } from './paper-lines.js';
import type { PaperReading, PaperRow } from './vote-calls.js';

const MARKS: readonly Mark[] = ['for', 'against', 'abstain'];
const NAMES = { for: 'sheet.agree', against: 'sheet.against', abstain: 'sheet.abstain' } as const;
const REASONS = ['unsigned', 'identity', 'unreadable', 'tooMany', 'altered'] as const;

/** One paper ballot as one person reads it; the keys 1, 2 and 3 set a mark and go on to the next line. */
export function PaperEntry(props: {
  readonly vote: VoteView;
  readonly row: PaperRow;
  readonly onSave: (reading: PaperReading) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const { vote, row } = props;
  const { t, lang } = useTexts();
  const [choices, setChoices] = useState<Choices>({});
  const [reason, setReason] = useState<string>();
  const [byAgent, setByAgent] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const sheet = useRef<HTMLFormElement>(null);
  const lines = linesOf(vote.questions);
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>('input[type=radio]')?.focus();
  }, []);
  const crowded = vote.questions.find(
    (question) => question.type === 'election' && favourOf(choices, question.id) > question.seats,
  );
  const press = (event: KeyboardEvent, line: PaperLine, index: number): void => {
    const mark = MARKS[Number(event.key) - 1];
    if (mark === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setChoices(withMark(choices, line, mark));
    const following = sheet.current?.querySelectorAll<HTMLElement>('fieldset')[index + 1];
    const goal = following?.querySelector<HTMLElement>('input') ?? sheet.current?.querySelector('button[type=submit]');
    (goal as HTMLElement | null | undefined)?.focus();
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const agent = byAgent ? { byAgent } : {};
      await props.onSave(reason === undefined ? { choices, ...agent } : { choices: null, reason, ...agent });
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(false);
    }
  };
  return (
    <form
      ref={sheet}
      className="yz-paper"
      aria-labelledby="paper"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 id="paper">{t('count.enter', { part: row.parts.join('、') })}</h2>
      <p className="yz-soft">{t('count.keys')}</p>
      {failure !== undefined && <Alert type="error" showIcon role="alert" title={failure} className="yz-gap-below" />}
      {lines.map((line, index) => (
        <div key={line.key}>
          {line.heading !== undefined && <h3 className="yz-paper-heading">{line.heading}</h3>}
          <fieldset
            className="yz-paper-line"
            disabled={reason !== undefined}
            onKeyDown={(event) => press(event, line, index)}
          >
            <legend>{line.name}</legend>
            <div className="yz-paper-marks">
              {MARKS.map((mark) => (
                <label key={mark} data-mark={mark}>
                  <input
                    type="radio"
                    name={`paper ${line.key}`}
                    checked={line.markIn(choices) === mark}
                    onChange={() => setChoices(withMark(choices, line, mark))}
                  />
                  <span>{t(NAMES[mark])}</span>
                </label>
              ))}
            </div>
          </fieldset>
        </div>
      ))}
      {crowded?.type === 'election' && reason === undefined && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('count.tooMany', { n: favourOf(choices, crowded.id), seats: crowded.seats })}
        />
      )}
      <div className="yz-paper-more">
        <Checkbox
          checked={reason !== undefined}
          onChange={(event) => setReason(event.target.checked ? t('count.reason.unsigned') : undefined)}
        >
          {t('count.invalid')}
        </Checkbox>
        {reason !== undefined && (
          <Select
            aria-label={t('count.reason')}
            value={reason}
            options={REASONS.map((one) => ({ value: t(`count.reason.${one}`), label: t(`count.reason.${one}`) }))}
            onChange={setReason}
          />
        )}
        <Checkbox checked={byAgent} onChange={(event) => setByAgent(event.target.checked)}>
          {t('count.byAgent')}
        </Checkbox>
      </div>
      <p className="yz-row-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={isBusy}
          disabled={crowded !== undefined && reason === undefined}
        >
          {t('count.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </p>
    </form>
  );
}

function favourOf(choices: Choices, id: string): number {
  const marks = choices[id];
  return typeof marks === 'object' ? Object.values(marks).filter((mark) => mark === 'for').length : 0;
}
