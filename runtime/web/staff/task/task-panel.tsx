import { useIsMutating, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem } from '../../shared/problem.js';
import { readTask } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import type { Completed } from '../api/types.js';
import { CaseDocuments } from '../case/case-documents.js';
import { CaseHistory } from '../case/case-history.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useStaff } from '../session/staff-user.js';
import { useToast } from '../parts/use-toast.js';
import { TabList } from '../parts/tab-list.js';
import { useTexts } from '../texts/use-texts.js';
import { CaseVoteLink } from '../votes/case-vote-link.js';
import type { Claiming } from '../work/use-claim.js';
import { TaskHead } from './task-head.js';
import { TaskWork } from './task-work.js';
import { completing } from './use-complete.js';

const CaseDiagram = lazy(() => import('../diagram/case-diagram.js').then((part) => ({ default: part.CaseDiagram })));
const TASK_POLL_MS = 4_000;

/** The open task at the right of the worklist: head, form with the material beside it, history, diagram, documents. */
export function TaskPanel(props: {
  readonly workItemId: string;
  readonly back: string;
  readonly claiming: Claiming;
  readonly next: string | undefined;
  readonly onFinished: (workItemId: string, next: string | undefined) => void;
}): ReactNode {
  const { t, say } = useTexts();
  const { user } = useStaff();
  const toast = useToast();
  const { workItemId, claiming } = props;
  const [tab, setTab] = useState('form');
  const heading = useRef<HTMLHeadingElement>(null);
  const poll = usePoll(TASK_POLL_MS);
  const isEnding = useIsMutating({ mutationKey: completing(workItemId) }) > 0;
  const task = useQuery({
    queryKey: ['task', workItemId],
    queryFn: () => readTask(workItemId),
    refetchInterval: (state) => (state.state.error === null && !isEnding ? poll : false),
  });
  const isLoaded = task.data !== undefined;
  useEffect(() => {
    if (isLoaded) heading.current?.focus({ preventScroll: true });
  }, [isLoaded]);

  const isGone = task.error instanceof ApiProblem && [404, 409, 410].includes(task.error.status);
  if (isGone || (task.data !== undefined && ['completed', 'cancelled'].includes(task.data.item.state))) {
    return (
      <Nothing title={t('task.gone')} hint={t('task.goneHint')}>
        <Link to={props.back}>
          <Button>{t('work.back')}</Button>
        </Link>
      </Nothing>
    );
  }
  if (task.data === undefined) {
    return task.isError ? <Failure error={task.error} onRetry={() => void task.refetch()} /> : <Loading rows={10} />;
  }
  const view = task.data;
  const { item, caseId } = view;
  const isMine = item.state === 'claimed' && item.assignee === user.userId;
  const done = ({ next }: Completed): void => {
    const following = next ?? props.next;
    toast.success(t(following === undefined ? 'task.completed' : 'task.completedNext', { name: say(item.name) }));
    props.onFinished(workItemId, following);
  };
  return (
    <article className="yz-task">
      <TaskHead
        view={view}
        back={props.back}
        heading={heading}
        isMine={isMine}
        busy={claiming.busy === workItemId}
        onRelease={() => claiming.release(workItemId, say(item.name))}
      />
      <CaseVoteLink caseId={caseId} />
      <TabList
        label={t('task.tabs')}
        open={tab}
        onOpen={setTab}
        parts={[
          {
            key: 'form',
            label: t('task.tab.form'),
            content: <TaskWork view={view} isMine={isMine} claiming={claiming} onDone={done} />,
          },
          { key: 'history', label: t('task.tab.history'), content: <CaseHistory caseId={caseId} /> },
          {
            key: 'diagram',
            label: t('task.tab.diagram'),
            content: (
              <Suspense fallback={<Loading />}>
                <CaseDiagram caseId={caseId} />
              </Suspense>
            ),
          },
          { key: 'documents', label: t('task.tab.documents'), content: <CaseDocuments caseId={caseId} /> },
        ]}
      />
    </article>
  );
}
