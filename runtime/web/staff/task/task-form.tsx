import { Alert, Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { fileService } from '../../shared/upload.js';
import { saveTaskDraft } from '../api/calls.js';
import type { Completed, TaskForm, TaskView } from '../api/types.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { DraftLine } from './draft-line.js';
import { FieldPicker, type PickedField } from './field-picker.js';
import { isShown } from './field-tree.js';
import { jointForm } from './joint-form.js';
import { JointNote } from './joint-note.js';
import { correctionList, withoutNoise } from './prepare-form.js';
import { draftPart, patchToSend, rowsOf, withDraft, withRows } from './task-document.js';
import { withoutIds } from './without-ids.js';
import { useComplete } from './use-complete.js';
import { useDraft } from './use-draft.js';

/** The form a task is completed with: kept as a draft while it is filled in, with the refusals of the server at its fields. */
export function TaskFormCard(props: {
  readonly view: TaskView;
  readonly form: TaskForm;
  readonly application: TaskForm | undefined;
  readonly onDone: (done: Completed) => void;
}): ReactNode {
  const { t, say, lang } = useTexts();
  const { view, application } = props;
  const { user } = useStaff();
  const joint = useMemo(() => jointForm(props.form, user), [props.form, user]);
  const form = joint?.form ?? props.form;
  const toServer = (part: JsonObject): JsonObject => joint?.toServer(part, new Date().toISOString()) ?? part;
  const { workItemId } = view.item;
  const draft = view.draft ?? undefined;
  const files = useMemo(() => fileService(view.caseId), [view.caseId]);
  const source = useMemo(
    () => ({ ...form, schema: withoutIds(form.schema, false), uiSchema: withoutNoise(form) }),
    [form],
  );
  const corrections = useMemo(() => correctionList(form.schema), [form.schema]);
  const [start, setStart] = useState(() => ({
    round: 0,
    document: withDraft(form.schema, form.document ?? {}, draft && (joint?.toShown(draft.document) ?? draft.document)),
  }));
  const [document, setDocument] = useState(start.document);
  const [picking, setPicking] = useState(false);
  const keeping = useDraft((latest) => saveTaskDraft(workItemId, toServer(draftPart(form.schema, latest))));
  const completing = useComplete(workItemId, (done) => {
    keeping.stop();
    props.onDone(done);
  });
  const change = (next: JsonObject): void => {
    setDocument(next);
    keeping.change(next);
  };
  const pick = (fields: readonly PickedField[]): void => {
    if (corrections === undefined) return;
    const next = withRows({
      document,
      list: corrections.list,
      pointer: corrections.pointer,
      label: corrections.label,
      fields,
    });
    setPicking(false);
    setStart({ round: start.round + 1, document: next });
    change(next);
  };
  const submit = (patch: JsonObject, whole: JsonObject): void => {
    keeping.hold();
    const body = patchToSend({ schema: form.schema, patch, known: form.document ?? {}, document: whole });
    completing.mutate(
      { document: toServer(body), ...(form.version === undefined ? {} : { formVersion: form.version }) },
      { onError: keeping.resume },
    );
  };
  const refusal = completing.error;
  const fieldErrors = refusal instanceof ApiProblem && refusal.errors.length > 0 ? refusal.errors : undefined;
  const picker = corrections !== undefined && application !== undefined && isShown(corrections.node, document);
  return (
    <section className="yz-sheet yz-mine" aria-labelledby="yz-mine-title">
      <div className="yz-sheet-head">
        <h3 id="yz-mine-title">{say(form.title)}</h3>
        <DraftLine state={keeping.state} restoredAt={draft?.savedAt} />
      </div>
      <div className="yz-sheet-body">
        {view.canComplete?.ok === false && (
          <Alert
            type="warning"
            showIcon
            className="yz-gap-below"
            title={t('task.refused')}
            description={say(view.canComplete.reason)}
          />
        )}
        {refusal !== null && (
          <Alert type="error" showIcon role="alert" className="yz-gap-below" title={failureSentence(refusal, lang)} />
        )}
        {joint !== undefined && <JointNote others={joint.others} />}
        {picker && (
          <div className="yz-pick-open">
            <Button onClick={() => setPicking(true)}>{t('pick.open')}</Button>
            <p className="yz-soft">{t('pick.hint')}</p>
          </div>
        )}
        <FormView
          key={start.round}
          form={source}
          document={start.document}
          lang={lang}
          files={files}
          idPrefix="task"
          {...(application === undefined ? {} : { fieldsOf: application })}
          {...(fieldErrors === undefined ? {} : { errors: fieldErrors })}
          onChange={change}
          onSubmit={submit}
          submitLabel={t('task.complete')}
          isBusy={completing.isPending}
        />
      </div>
      {picking && application !== undefined && corrections !== undefined && (
        <FieldPicker
          application={application}
          chosen={new Set(rowsOf(document[corrections.list]).map((row) => String(row[corrections.pointer] ?? '')))}
          only={earlierPaths(document)}
          onPick={pick}
          onClose={() => setPicking(false)}
        />
      )}
    </section>
  );
}

/** Fields an earlier notice has named; undefined for the first notice. */
function earlierPaths(document: JsonObject): ReadonlySet<string> | undefined {
  const paths = document['previousPaths'];
  if (!Array.isArray(paths) || paths.length === 0) return undefined;
  return new Set((paths as readonly JsonValue[]).map(String));
}
