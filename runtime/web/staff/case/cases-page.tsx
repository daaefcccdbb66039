import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { type ReactNode, useCallback } from 'react';
import { Link, useSearchParams } from 'react-router';
import { readCases } from '../api/calls.js';
import { casesOf } from '../api/cases-of.js';
import type { Page } from '../api/pages.js';
import { usePoll } from '../api/poll.js';
import type { CaseRow } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { SearchBox } from '../parts/search-box.js';
import { whenText } from '../parts/when-text.js';
import { useTexts } from '../texts/use-texts.js';
import { LampDot } from '../work/lamp-dot.js';
import { timeLeftText } from '../work/lamp-sum.js';

const CASES_POLL_MS = 10_000;
const HEADS = ['number', 'service', 'applicant', 'status', 'step', 'handler', 'left'] as const;

/** The cases in hand, the most urgent first, with a search over number, service and applicant. */
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
  const rows = casesOf(cases.data?.pages.flatMap((page) => page.items.flatMap((row) => row.steps)) ?? []);
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('cases.title')}</h1>
          <p className="yz-soft">{t('cases.hint')}</p>
        </div>
        <SearchBox label={t('cases.search')} value={q} onSearch={search} />
      </header>
      {cases.data === undefined && cases.isError && <Failure error={cases.error} onRetry={() => void cases.refetch()} />}
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
  const texts = useTexts();
  const { t, say, lang } = texts;
  const first = row.steps[0];
  if (first === undefined) return null;
  const handlers = [...new Set(row.steps.map((step) => step.assigneeName ?? t('row.ready')))];
  return (
    <tr>
      <td data-head={t('cases.number')}>
        <Link to={`/cases/${encodeURIComponent(row.caseId)}`}>{row.caseNumber}</Link>
      </td>
      <td data-head={t('cases.service')}>{say(first.serviceTitle)}</td>
      <td data-head={t('cases.applicant')}>{first.applicant ?? ''}</td>
      <td data-head={t('cases.status')}>
        <Tag className="yz-status" data-status={first.status}>
          {say(first.statusText)}
        </Tag>
      </td>
      <td data-head={t('cases.step')}>
        {[...new Set(row.steps.map((step) => say(step.name)))].join(t('common.separator'))}
        <span className="yz-soft"> {whenText(first.createdAt, lang)}</span>
      </td>
      <td data-head={t('cases.handler')}>{handlers.join(t('common.separator'))}</td>
      <td data-head={t('cases.left')}>
        <span className="yz-left">
          <LampDot timed={first} />
          <span className="yz-row-left" data-lamp={first.lamp ?? 'none'}>
            {timeLeftText(first, texts)}
          </span>
        </span>
      </td>
    </tr>
  );
}
