import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { type ReactNode, useCallback } from 'react';
import { Link, useSearchParams } from 'react-router';
import { dateText, instantText } from '../../shared/time-text.js';
import { readCases } from '../api/calls.js';
import type { Page } from '../api/pages.js';
import { usePoll } from '../api/poll.js';
import type { CaseRow } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { SearchBox } from '../parts/search-box.js';
import { useTexts } from '../texts/use-texts.js';

const CASES_POLL_MS = 10_000;
const HEADS = ['number', 'service', 'applicant', 'status', 'submitted', 'expected'] as const;

/** The cases in reach, the newest first, with a search over number, service and applicant. */
export function CasesPage(): ReactNode {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  const q = (params.get('q') ?? '').trim();
  usePageTitle(t('cases.title'));
  const poll = usePoll(CASES_POLL_MS);
  const cases = useInfiniteQuery({
    queryKey: ['cases', q],
    queryFn: ({ pageParam, signal }) => readCases(q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<CaseRow>) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
  const search = useCallback(
    (next: string) => setParams(next === '' ? {} : { q: next }, { replace: true }),
    [setParams],
  );
  const rows = cases.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('cases.title')}</h1>
          <p className="yz-soft">{t('cases.hint')}</p>
        </div>
        <SearchBox label={t('cases.search')} value={q} onSearch={search} />
      </header>
      {cases.data === undefined && cases.isError && (
        <Failure error={cases.error} onRetry={() => void cases.refetch()} />
      )}
      {cases.data === undefined && !cases.isError && <Loading rows={8} />}
      {cases.data !== undefined &&
        (rows.length === 0 ? (
          <Nothing
            title={q === '' ? t('cases.empty') : t('work.empty.search', { q })}
            hint={q === '' ? t('cases.emptyHint') : undefined}
          />
        ) : (
          <CaseTable rows={rows} />
        ))}
      {cases.hasNextPage && (
        <Button className="yz-more" loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </div>
  );
}

function CaseTable({ rows }: { readonly rows: readonly CaseRow[] }): ReactNode {
  const { t } = useTexts();
  return (
    <table className="yz-table" aria-label={t('cases.list')}>
      <thead>
        <tr>
          {HEADS.map((head) => (
            <th key={head} scope="col">
              {t(`cases.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CaseLine key={row.caseId} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function CaseLine({ row }: { readonly row: CaseRow }): ReactNode {
  const { t, say, lang } = useTexts();
  return (
    <tr>
      <td data-head={t('cases.number')}>
        <Link to={`/cases/${encodeURIComponent(row.caseId)}`}>{row.caseNumber}</Link>
      </td>
      <td data-head={t('cases.service')}>{say(row.title)}</td>
      <td data-head={t('cases.applicant')}>{row.applicant}</td>
      <td data-head={t('cases.status')}>
        <Tag className="yz-status" data-status={row.status}>
          {say(row.statusText)}
        </Tag>
      </td>
      <td data-head={t('cases.submitted')}>{instantText(row.submittedAt, lang)}</td>
      <td data-head={t('cases.expected')}>{row.expectedDate === undefined ? '' : dateText(row.expectedDate, lang)}</td>
    </tr>
  );
}
