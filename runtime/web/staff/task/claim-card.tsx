import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { failureSentence } from '../../shared/problem.js';
import type { TaskForm, TaskView } from '../api/types.js';
import { useTexts } from '../texts/use-texts.js';
import type { Claiming } from '../work/use-claim.js';

/** Stands where the form would be while the task is not the person's: claim it, or learn why that is not possible. */
export function ClaimCard(props: {
  readonly view: TaskView;
  readonly form: TaskForm | undefined;
  readonly claiming: Claiming;
}): ReactNode {
  const { t, say, lang } = useTexts();
  const { view, claiming } = props;
  const { item, canClaim } = view;
  const refusal =
    claiming.failure?.workItemId === item.workItemId ? failureSentence(claiming.failure.error, lang) : undefined;
  const reason = canClaim?.ok === false ? say(canClaim.reason) : '';
  const taken = item.state === 'claimed';
  return (
    <section className="yz-sheet yz-mine" aria-label={t('task.myForm')}>
      <div className="yz-sheet-head">
        <h3>{say(props.form?.title) || t('task.myForm')}</h3>
      </div>
      <div className="yz-sheet-body yz-claim">
        {refusal !== undefined && <Alert type="error" showIcon role="alert" title={refusal} />}
        {taken ? (
          <p>{t('task.notYours', { name: item.assigneeName ?? '' })}</p>
        ) : canClaim?.ok === false ? (
          refusal === undefined && (
            <Alert type="warning" showIcon title={t('task.refused')} description={reason === '' ? undefined : reason} />
          )
        ) : (
          <>
            <p className="yz-claim-title">{t('task.claimFirst')}</p>
            <p className="yz-soft">{t('task.claimHint')}</p>
            <Button
              type="primary"
              size="large"
              loading={claiming.busy === item.workItemId}
              onClick={() => claiming.claimOpen(item.workItemId, say(item.name))}
            >
              {t('task.claim')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
