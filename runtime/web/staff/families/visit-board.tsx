import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { dateText, monthText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { inLanguage } from '../../shared/in-language.js';
import { valueText } from '../../shared/row-values.js';
import { useTexts } from '../texts/use-texts.js';
import { readVisits, type RegisterRows } from './family-calls.js';
import { monthBeside, toneOf } from './family-timeline.js';
import { officeDay } from './office-day.js';

const ORDER = { bad: 0, open: 1, good: 2, plain: 3 } as const;

/** Visits of a month: how many are due, done and overdue, and each of them; what is overdue stands first and red. */
export function VisitBoard({ opensFiles }: { readonly opensFiles: boolean }): ReactNode {
  const { t, lang } = useTexts();
  const [search, setSearch] = useSearchParams();
  const month = search.get('month') ?? officeDay().slice(0, 7);
  const go = (next: string): void => {
    if (/^\d{4}-\d{2}$/.test(next)) setSearch({ month: next }, { replace: true });
  };
  const visits = useQuery({
    queryKey: ['register', 'visits-of-families', 'month', month],
    queryFn: ({ signal }) => readVisits(month, signal),
  });
  return (
    <section className="yz-board-of-visits">
      <div className="yz-month-choice">
        <Button onClick={() => go(monthBeside(month, -1))} aria-label={t('families.before')}>
          ‹
        </Button>
        <Select
          aria-label={t('families.month')}
          value={month}
          options={monthsAround(month).map((one) => ({ value: one, label: monthText(one, lang) }))}
          onChange={go}
        />
        <Button onClick={() => go(monthBeside(month, 1))} aria-label={t('families.after')}>
          ›
        </Button>
      </div>
      {visits.data === undefined && visits.isError && (
        <Failure error={visits.error} onRetry={() => void visits.refetch()} />
      )}
      {visits.data === undefined && !visits.isError && <Loading rows={6} />}
      {visits.data !== undefined && <MonthOfVisits visits={visits.data} month={month} opensFiles={opensFiles} />}
    </section>
  );
}

const MONTHS_AROUND = 12;

/** The months to choose from: a year before and after the one that is shown. */
function monthsAround(month: string): readonly string[] {
  return Array.from({ length: 2 * MONTHS_AROUND + 1 }, (_, index) => monthBeside(month, MONTHS_AROUND - index));
}

function MonthOfVisits(props: {
  readonly visits: RegisterRows;
  readonly month: string;
  readonly opensFiles: boolean;
}): ReactNode {
  const { t, lang } = useTexts();
  const local = inLanguage(props.visits, lang);
  const rows = props.visits.rows
    .filter(({ values }) => values['state'] !== '已取消')
    .map(({ handle, values }) => ({ handle, values, tone: toneOf(values['state']) }))
    .sort((one, other) => ORDER[one.tone] - ORDER[other.tone]);
  const count = (tone: keyof typeof ORDER): number => rows.filter((one) => one.tone === tone).length;
  if (rows.length === 0) return <Nothing title={t('families.none')} hint={t('families.noneHint')} />;
  return (
    <>
      <dl className="yz-visit-counts">
        {(
          [
            ['all', rows.length],
            ['done', count('good')],
            ['due', count('open')],
            ['overdue', count('bad')],
          ] as const
        ).map(([key, number]) => (
          <div key={key} data-count={key} data-any={number > 0 || undefined}>
            <dt>{t(`families.count.${key}`)}</dt>
            <dd>{t('families.households', { n: number })}</dd>
          </div>
        ))}
      </dl>
      <table className="yz-visit-table">
        <caption className="yz-unseen">{t('families.table', { month: props.month })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('families.family')}</th>
            <th scope="col">{t('families.community')}</th>
            <th scope="col">{t('families.pair')}</th>
            <th scope="col">{t('families.state')}</th>
            <th scope="col">{t('families.visitedOn')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ handle, values, tone }) => {
            const shown = (property: string): string => valueText(local, property, values[property], lang);
            const familyId = shown('familyId');
            return (
              <tr key={handle} data-tone={tone}>
                <th scope="row">
                  {props.opensFiles ? (
                    <Link to={`/families/${encodeURIComponent(familyId)}`}>{familyId}</Link>
                  ) : (
                    familyId
                  )}
                </th>
                <td>{shown('community')}</td>
                <td>
                  {shown('leader')}
                  {lang === 'zh' ? '、' : ', '}
                  {shown('secretary')}
                </td>
                <td>
                  <span className="yz-visit-state" data-tone={tone}>
                    {shown('state')}
                  </span>
                </td>
                <td>
                  {shown('visitOn') === ''
                    ? t('families.until', { day: dateText(String(values['dueOn'] ?? ''), lang) })
                    : shown('visitOn')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
