import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { type FieldError, type FieldMark, FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { Receipt, Service, SessionUser, StartForm } from '../../shared/api-types.js';
import { ApiProblem } from '../../shared/problem.js';
import { clockText, dateText } from '../../shared/time-text.js';
import { fileService } from '../../shared/upload.js';
import { PrivacyCard } from '../privacy/privacy-card.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { keepReceipt } from '../state/receipts.js';
import { toFormSource } from '../state/to-form-source.js';
import { useDraft } from '../state/use-draft.js';
import { useLang } from '../state/use-lang.js';
import { useSend } from '../state/use-send.js';
import { CheckStep } from './check-step.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { DraftLine } from './draft-line.js';
import { ProgressSteps } from './progress-steps.js';

const NO_ERRORS: readonly FieldError[] = [];

interface Filled {
  readonly patch: JsonObject;
  readonly document: JsonObject;
}

/** One application from the first field to the receipt. The second step is part of the address, so the back button leads to the first. */
export function Application(props: {
  readonly user: SessionUser;
  readonly service: Service;
  readonly start: StartForm;
  readonly document: JsonObject;
  readonly restoredAt: string | undefined;
  readonly onStartOver: () => void;
}): ReactNode {
  const { user, service, start } = props;
  const { lang, tell } = useLang();
  const { path, query } = useLocation();
  const { draft, save, discard } = useDraft(user.userId, service.key);
  const [current, setCurrent] = useState(props.document);
  const [filled, setFilled] = useState<Filled>();
  const [errors, setErrors] = useState(NO_ERRORS);
  const [isAsking, setAsking] = useState(false);
  const form = useMemo(() => toFormSource(start.form), [start.form]);
  const files = useMemo(() => fileService(), []);
  const marks = useMemo(
    () => (start.prefill?.marks ?? []).map((pointer): FieldMark => ({ pointer, kind: 'prefilled' })),
    [start.prefill],
  );
  const {
    send,
    start: begin,
    retry,
    reset,
  } = useSend<Receipt>({
    userId: user.userId,
    what: `case:${service.key}`,
    path: '/api/cases',
    onAnswer: async (receipt) => {
      keepReceipt(receipt);
      await discard();
      go(`/cases/${receipt.caseId}/receipt`, { replace: true });
    },
  });
  const change = useCallback(
    (next: JsonObject) => {
      setCurrent(next);
      save(next);
    },
    [save],
  );
  const check = useCallback(
    (patch: JsonObject, document: JsonObject) => {
      setFilled({ patch, document });
      setErrors(NO_ERRORS);
      go(`${path}?step=check`);
    },
    [path],
  );

  if (query.get('step') === 'check' && filled !== undefined) {
    return (
      <>
        <ProgressSteps at={2} />
        <CheckStep
          form={start.form}
          document={filled.document}
          send={send}
          onSend={() => begin({ service: service.key, document: filled.patch, formVersion: start.form.version })}
          onRetry={retry}
          onEdit={() => {
            if (send.state === 'refused' && send.problem instanceof ApiProblem) setErrors(send.problem.errors);
            reset();
            history.back();
          }}
        />
      </>
    );
  }
  const at = props.restoredAt;
  return (
    <>
      <ProgressSteps at={1} />
      {at !== undefined && (
        <div className="notice calm">
          <p>{tell('apply.restored', { time: `${dateText(at, lang)} ${clockText(at, lang)}` })}</p>
          <button type="button" className="button small" onClick={() => setAsking(true)}>
            {tell('apply.discard')}
          </button>
        </div>
      )}
      {start.privacy !== undefined && <PrivacyCard privacy={start.privacy} />}
      <p className="fine">{tell('apply.requiredHint')}</p>
      <FormView
        form={form}
        document={current}
        lang={lang}
        marks={marks}
        errors={errors}
        files={files}
        submitLabel={tell('apply.next')}
        actions={<DraftLine draft={draft} />}
        onChange={change}
        onSubmit={check}
      />
      {isAsking && (
        <ConfirmDialog
          title={tell('apply.discardTitle')}
          text={tell('apply.discardText')}
          confirm={tell('apply.discard')}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void discard().then(props.onStartOver);
          }}
        />
      )}
    </>
  );
}
