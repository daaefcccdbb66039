import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Completed, TaskForm, TaskView } from '../api/types.js';
import { useTexts } from '../texts/use-texts.js';
import type { Claiming } from '../work/use-claim.js';
import { ClaimCard } from './claim-card.js';
import { ReadForm } from './read-form.js';
import { TaskFormCard } from './task-form.js';
import { useComplete } from './use-complete.js';

/** The material of the case for reading, and beside it the clerk's own form (below it where there is little room). */
export function TaskWork(props: {
  readonly view: TaskView;
  readonly isMine: boolean;
  readonly claiming: Claiming;
  readonly onDone: (done: Completed) => void;
}): ReactNode {
  const { view, isMine } = props;
  const own = view.forms.find((form) => form.writable === true);
  const material = view.forms.filter((form) => form !== own && Object.keys(form.document ?? {}).length > 0);
  const application = largest(material);
  const ordered =
    isMine || application === undefined ? material : [application, ...material.filter((form) => form !== application)];
  const [isWide] = useState(() => window.matchMedia('(min-width: 901px)').matches);
  return (
    <div
      className="yz-work"
      data-material={material.length > 0 || undefined}
      data-own={isMine && own !== undefined && isLong(own) ? 'long' : undefined}
    >
      {material.length > 0 && (
        <div className="yz-material">
          {ordered.map((form, index) => (
            <ReadForm
              key={`${form.formId ?? form.id ?? index} ${form.version ?? ''}`}
              form={form}
              caseId={view.caseId}
              mayReveal={isMine}
              open={isWide && form === application}
            />
          ))}
        </div>
      )}
      <div className="yz-own">
        {!isMine ? (
          <ClaimCard view={view} form={own} claiming={props.claiming} />
        ) : own === undefined ? (
          <NoForm view={view} onDone={props.onDone} />
        ) : (
          <TaskFormCard view={view} form={own} application={application} onDone={props.onDone} />
        )}
      </div>
    </div>
  );
}

/** The form with most fields: what the case is about. */
function largest(forms: readonly TaskForm[]): TaskForm | undefined {
  const size = (form: TaskForm): number => Object.keys(form.schema['properties'] ?? {}).length;
  return [...forms].sort((a, b) => size(b) - size(a))[0];
}

/** A form with rows to fill in one by one (a check list, say) needs more room than a short decision. */
function isLong(form: TaskForm): boolean {
  return JSON.stringify(form.schema).includes('"check-list"');
}

function NoForm(props: { readonly view: TaskView; readonly onDone: (done: Completed) => void }): ReactNode {
  const { t } = useTexts();
  const completing = useComplete(props.view.item.workItemId, props.onDone);
  return (
    <section className="yz-sheet yz-mine" aria-label={t('task.myForm')}>
      <div className="yz-sheet-body yz-claim">
        <p>{t('task.noForm')}</p>
        <Button
          type="primary"
          size="large"
          loading={completing.isPending}
          onClick={() => completing.mutate({ document: {} })}
        >
          {t('task.complete')}
        </Button>
      </div>
    </section>
  );
}
