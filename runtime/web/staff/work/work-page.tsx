import { type ReactNode, useCallback } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useStaff } from '../session/staff-user.js';
import { TaskPanel } from '../task/task-panel.js';
import { useTexts } from '../texts/use-texts.js';
import { nextAfter } from './listed-items.js';
import { useClaim } from './use-claim.js';
import { useWorkList } from './use-work-list.js';
import { filterIn, workAddress } from './work-filter.js';
import { WorkListPane } from './work-list.js';

/** The worklist: tasks at the left, the open one at the right; on a phone one after the other. */
export function WorkPage(): ReactNode {
  const { t, say } = useTexts();
  const { user } = useStaff();
  const { workItemId } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const filter = filterIn(params);
  const list = useWorkList(filter);
  const claiming = useClaim();
  usePageTitle(
    workItemId === undefined
      ? `${t(`work.view.${filter.view}`)} ${list.counts[filter.view] ?? ''}`.trim()
      : t('work.title'),
  );

  const toOwnList = (id: string) => (): void => void navigate(workAddress({ ...filter, view: 'mine', q: '' }, id));
  const claimRow = (id: string): void =>
    claiming.claim(id, say(list.rows.find((row) => row.item.workItemId === id)?.item.name), toOwnList(id));
  const claimOpen = (id: string, name: string): void => claiming.claimOpen(id, name, toOwnList(id));
  const { dismiss } = list;
  const finished = useCallback(
    (id: string, next: string | undefined) => {
      dismiss(id);
      void navigate(workAddress(filter, next), { replace: true });
    },
    [dismiss, navigate, filter],
  );
  return (
    <div className="yz-split" data-open={workItemId !== undefined || undefined}>
      <h1 className="yz-unseen">{t('work.title')}</h1>
      <WorkListPane
        filter={filter}
        list={list}
        open={workItemId}
        userId={user.userId}
        claiming={claiming.busy}
        onClaim={claimRow}
      />
      <section className="yz-detail" aria-label={t('task.detail')}>
        {workItemId === undefined ? (
          <Nothing
            title={t(list.rows.length === 0 ? 'work.nothing' : 'work.choose')}
            hint={list.rows.length === 0 ? undefined : t('work.chooseHint')}
          />
        ) : (
          <TaskPanel
            key={workItemId}
            workItemId={workItemId}
            back={workAddress(filter)}
            claiming={{ ...claiming, claimOpen }}
            onFinished={finished}
            next={nextAfter(list.rows, workItemId, user.userId)}
          />
        )}
      </section>
    </div>
  );
}
