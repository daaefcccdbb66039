import { DownOutlined } from '@ant-design/icons';
import { Alert, Button, Select } from 'antd';
import { type ReactNode, useCallback } from 'react';
import { useNavigate } from 'react-router';
import { clockText } from '../../shared/time-text.js';
import type { WorkQuery } from '../api/calls.js';
import type { WorkSort } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Icon } from '../parts/icon.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useTexts } from '../texts/use-texts.js';
import { SearchBox } from '../parts/search-box.js';
import type { WorkList } from './use-work-list.js';
import { workAddress } from './work-filter.js';
import { WorkRow } from './work-row.js';
import { WorkViews } from './work-views.js';

/** The left side of the worklist: views with counts, search and order, the tasks. */
export function WorkListPane(props: {
  readonly filter: WorkQuery;
  readonly list: WorkList;
  readonly open: string | undefined;
  readonly userId: string;
  readonly claiming: string | undefined;
  readonly onClaim: (workItemId: string) => void;
}): ReactNode {
  const { t } = useTexts();
  const { filter, list, open } = props;
  const navigate = useNavigate();
  const search = useCallback(
    (q: string) => void navigate(workAddress({ ...filter, q }, open), { replace: true }),
    [navigate, filter, open],
  );
  return (
    <section className="yz-list-pane" aria-label={t('work.list')}>
      <div className="yz-list-head">
        <WorkViews filter={filter} counts={list.counts} open={open} />
        <div className="yz-list-tools">
          <SearchBox label={t('work.search')} value={filter.q} onSearch={search} />
          <Select<WorkSort>
            aria-label={t('work.sort')}
            value={filter.sort}
            popupMatchSelectWidth={false}
            suffixIcon={<Icon of={DownOutlined} />}
            options={(['timeLeft', 'createdAt'] as const).map((sort) => ({
              value: sort,
              label: t(`work.sort.${sort}`),
            }))}
            onChange={(sort) => void navigate(workAddress({ ...filter, sort }, open))}
          />
        </div>
      </div>
      <div className="yz-list-scroll" aria-busy={list.isOld || undefined}>
        <Rows {...props} />
      </div>
    </section>
  );
}

function Rows(props: Parameters<typeof WorkListPane>[0]): ReactNode {
  const { t, lang } = useTexts();
  const { filter, list } = props;
  if (list.isLoading) return <Loading rows={8} />;
  if (list.knownAt === 0) return <Failure error={list.error} onRetry={() => list.reload()} />;
  const shown = list.rows.length;
  return (
    <>
      {list.error !== null && (
        <Alert type="warning" banner showIcon title={t('load.stale', { time: clockText(list.knownAt, lang) })} />
      )}
      {shown === 0 ? (
        <EmptyList filter={filter} inGroups={list.counts.groups ?? 0} />
      ) : (
        <ul className="yz-rows">
          {list.rows.map((row) => (
            <WorkRow
              key={row.item.workItemId}
              row={row}
              userId={props.userId}
              to={workAddress(filter, row.item.workItemId)}
              isOpen={row.item.workItemId === props.open}
              isClaiming={props.claiming === row.item.workItemId}
              onClaim={() => props.onClaim(row.item.workItemId)}
            />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button block type="text" loading={list.isLoadingMore} onClick={() => list.loadMore()}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

function EmptyList({ filter, inGroups }: { readonly filter: WorkQuery; readonly inGroups: number }): ReactNode {
  const { t } = useTexts();
  const navigate = useNavigate();
  if (filter.q !== '') {
    return (
      <Nothing title={t('work.empty.search', { q: filter.q })}>
        <Button onClick={() => void navigate(workAddress({ ...filter, q: '' }))}>{t('work.empty.clear')}</Button>
      </Nothing>
    );
  }
  if (filter.view !== 'mine') return <Nothing title={t(`work.empty.${filter.view}`)} />;
  return (
    <Nothing title={t('work.empty.mine')} hint={t('work.empty.mineHint')}>
      {inGroups > 0 && (
        <Button onClick={() => void navigate(workAddress({ ...filter, view: 'groups' }))}>
          {t('work.empty.toGroups', { count: inGroups })}
        </Button>
      )}
    </Nothing>
  );
}
