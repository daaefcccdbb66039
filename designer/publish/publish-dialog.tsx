import { Alert, Button, Input, Modal, Result, Spin } from 'antd';
import { type ReactNode, useCallback, useEffect, useId, useState } from 'react';
import type { Problem } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import { ProblemList } from '../process-editor/problems/problem-list.js';
import { tellPublish } from './texts.js';
import '../process-editor/process-editor.css';
import './publish-dialog.css';

/** What the server answers to a publication. */
export type PublishOutcome =
  | { readonly ok: true; readonly version: string; readonly hash: string; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What the dialog is opened with. `check` and `publish` reject with an Error whose message is meant for people. */
export interface PublishDialogProps {
  readonly isOpen: boolean;
  readonly lang: Lang;
  readonly title: string;
  /** The version the draft was made on; empty for a new package. */
  readonly baseVersion: string;
  readonly version: string;
  readonly changedFiles: readonly string[];
  /** Cases that run on any version of the package. */
  readonly runningCases: number;
  readonly check: (version: string) => Promise<readonly Problem[]>;
  readonly publish: (request: { readonly version: string; readonly note: string }) => Promise<PublishOutcome>;
  readonly onGo: (problem: Problem) => void;
  readonly onClose: () => void;
  readonly onPublished: (hash: string) => void;
}

type Step =
  | { readonly kind: 'checking' }
  | { readonly kind: 'checked'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'publishing'; readonly problems: readonly Problem[] }
  | { readonly kind: 'published'; readonly version: string; readonly hash: string };

/** Publishes a draft as a new version: checked by the server first, refused with its problems, and running cases keep theirs. */
export function PublishDialog(props: PublishDialogProps): ReactNode {
  const { isOpen, lang, title } = props;
  return (
    <Modal
      open={isOpen}
      title={`${tellPublish(lang, 'title')} · ${title}`}
      onCancel={props.onClose}
      footer={null}
      width={720}
      destroyOnHidden
      className="pe-dialog"
    >
      <PublishSteps {...props} />
    </Modal>
  );
}

function PublishSteps(props: PublishDialogProps): ReactNode {
  const { lang, baseVersion, changedFiles, runningCases, check } = props;
  const noteId = useId();
  const [note, setNote] = useState('');
  const [step, setStep] = useState<Step>({ kind: 'checking' });
  const { version } = props;
  const startCheck = useCallback((): (() => void) => {
    let dead = false;
    check(version).then(
      (problems) => {
        if (!dead) setStep({ kind: 'checked', problems });
      },
      (error: unknown) => {
        if (!dead) setStep({ kind: 'failed', message: messageOf(error) });
      },
    );
    return () => {
      dead = true;
    };
  }, [check, version]);
  useEffect(() => startCheck(), [startCheck]);

  const publish = async (problems: readonly Problem[]): Promise<void> => {
    setStep({ kind: 'publishing', problems });
    try {
      const outcome = await props.publish({ version, note: note.trim() });
      if (outcome.ok) setStep({ kind: 'published', version: outcome.version, hash: outcome.hash });
      else setStep({ kind: 'checked', problems: outcome.problems });
    } catch (error) {
      setStep({ kind: 'failed', message: messageOf(error) });
    }
  };

  if (step.kind === 'published') {
    return (
      <Result
        status="success"
        title={tellPublish(lang, 'done', { version: step.version })}
        subTitle={
          <>
            {tellPublish(lang, 'doneHint')}
            <br />
            {tellPublish(lang, 'hash')} <code>{step.hash.slice(0, 12)}</code>
          </>
        }
        extra={
          <Button type="primary" onClick={() => props.onPublished(step.hash)}>
            {tellPublish(lang, 'close')}
          </Button>
        }
      />
    );
  }
  const problems = step.kind === 'checked' || step.kind === 'publishing' ? step.problems : undefined;
  const errors = problems?.filter(({ severity }) => severity === 'error').length ?? 0;
  const again = (
    <Button
      size="small"
      onClick={() => {
        setStep({ kind: 'checking' });
        startCheck();
      }}
    >
      {tellPublish(lang, 'checkAgain')}
    </Button>
  );
  return (
    <div className="pub">
      <dl className="pub-facts">
        <div>
          <dt>{tellPublish(lang, 'version')}</dt>
          <dd>
            <strong>{version}</strong>{' '}
            <span className="pe-soft">
              {baseVersion === ''
                ? tellPublish(lang, 'firstVersion')
                : tellPublish(lang, 'versionFrom', { version: baseVersion })}
            </span>
          </dd>
        </div>
        <div>
          <dt>{tellPublish(lang, 'changed')}</dt>
          <dd>
            {changedFiles.length === 0 ? (
              tellPublish(lang, 'noChange')
            ) : (
              <ul>
                {changedFiles.map((path) => (
                  <li key={path}>
                    <code>{path}</code>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
      <Alert
        type="info"
        showIcon
        title={
          runningCases === 0 ? tellPublish(lang, 'noneRunning') : tellPublish(lang, 'running', { n: runningCases })
        }
      />
      <div className="pe-field">
        <label htmlFor={noteId}>{tellPublish(lang, 'note')}</label>
        <Input.TextArea
          id={noteId}
          value={note}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={tellPublish(lang, 'noteHint')}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <section className="pub-check" aria-label={tellPublish(lang, 'check')} aria-busy={step.kind === 'checking'}>
        <h3>{tellPublish(lang, 'check')}</h3>
        <div role="status">
          {step.kind === 'checking' && (
            <p className="pub-busy">
              <Spin size="small" /> {tellPublish(lang, 'checking')}
            </p>
          )}
          {problems?.length === 0 && <Alert type="success" showIcon title={tellPublish(lang, 'clean')} />}
          {problems !== undefined && errors > 0 && (
            <Alert type="error" showIcon title={tellPublish(lang, 'errors', { n: errors })} action={again} />
          )}
          {problems !== undefined && problems.length > 0 && errors === 0 && (
            <Alert type="warning" showIcon title={tellPublish(lang, 'warnings', { n: problems.length })} />
          )}
        </div>
        {step.kind === 'failed' && <Alert type="error" showIcon role="alert" title={step.message} action={again} />}
        {problems !== undefined && problems.length > 0 && (
          <div className="pub-problems" tabIndex={0} role="group" aria-label={tellPublish(lang, 'check')}>
            <ProblemList problems={problems} lang={lang} onGo={props.onGo} />
          </div>
        )}
      </section>
      <div className="pub-foot">
        <Button onClick={props.onClose}>{tellPublish(lang, 'cancel')}</Button>
        <Button
          type="primary"
          disabled={problems === undefined || errors > 0 || changedFiles.length === 0}
          loading={step.kind === 'publishing'}
          onClick={() => void publish(problems ?? [])}
        >
          {tellPublish(lang, 'publish')}
        </Button>
      </div>
    </div>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
