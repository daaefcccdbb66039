import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import type { TextKey } from '../texts/catalogue.js';
import { useTexts } from '../texts/use-texts.js';
import type { Drill } from './figure-columns.js';
import type { FigureCase, FigureCases } from '../../../wire/statistics.js';
import { questionText, type StatisticsQuestion } from './statistics-question.js';

/** A number that was chosen: of which line (undefined: the sum), and which figure. */
export interface Opened {
  readonly key: string | undefined;
  readonly label: string;
  readonly drill: Drill;
  readonly text: TextKey;
}

/** The cases behind a number, applicants masked; each leads to its case. */
export function CasesBehind(props: {
  readonly question: StatisticsQuestion;
  readonly opened: Opened;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTexts();
  const { question, opened } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const more = { drill: opened.drill, ...(opened.key === undefined ? {} : { key: opened.key }) };
  const cases = useInfiniteQuery({
    queryKey: ['statistics-cases', question, more],
    queryFn: ({ pageParam, signal }) =>
      request<FigureCases>(`/api/statistics/cases?${questionText(question, { ...more, skip: String(pageParam) })}`, {
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page: FigureCases) => page.next,
  });
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const total = cases.data?.pages[0]?.total ?? 0;
  return (
    <section className="yz-stat-cases" aria-labelledby="stat-cases">
      <header>
        <h2 id="stat-cases" ref={heading} tabIndex={-1}>
          {t('stat.cases', { label: opened.label, figure: t(opened.text), n: total })}
        </h2>
        <Button onClick={props.onClose}>{t('stat.close')}</Button>
      </header>
      {cases.data === undefined && cases.isError && (
        <Failure error={cases.error} onRetry={() => void cases.refetch()} />
      )}
      {cases.data === undefined && !cases.isError && <Loading rows={4} />}
      {items.length > 0 && <CaseTable items={items} />}
      {cases.hasNextPage && (
        <Button className="yz-more" loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
          {t('stat.more')}
        </Button>
      )}
    </section>
  );
}

function CaseTable({ items }: { readonly items: readonly FigureCase[] }): ReactNode {
  const { t, say, lang } = useTexts();
  const heads = [
    'stat.case',
    'stat.service',
    'stat.applicant',
    'stat.status',
    'stat.receivedOn',
    'stat.daysHead',
    'stat.lamp',
  ] as const;
  return (
    <table className="yz-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.caseId}>
            <td data-head={t('stat.case')}>
              <Link to={`/cases/${encodeURIComponent(one.caseId)}`}>{one.caseNumber}</Link>
            </td>
            <td data-head={t('stat.service')}>{say(one.title)}</td>
            <td data-head={t('stat.applicant')}>{one.applicant}</td>
            <td data-head={t('stat.status')}>{say(one.statusText)}</td>
            <td data-head={t('stat.receivedOn')}>{dateText(one.receivedOn, lang)}</td>
            <td data-head={t('stat.daysHead')}>
              {one.workingDays === null ? '' : t('stat.days', { n: one.workingDays })}
            </td>
            <td data-head={t('stat.lamp')}>
              {one.isRed && (
                <Tag color={one.isBlack ? 'default' : 'error'}>{t(one.isBlack ? 'stat.black' : 'stat.red')}</Tag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
