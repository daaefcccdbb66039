import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { request } from '../../shared/request.js';
import { monthText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { CasesBehind, type Opened } from './cases-behind.js';
import { FigureTable } from './figure-table.js';
import { percentText } from './figure-columns.js';
import type { Statistics } from '../../../wire/statistics.js';
import { questionText, type StatisticsQuestion } from './statistics-question.js';

const DIVISIONS = ['service', 'community', 'month', 'channel', 'window', 'handler'] as const;
const WATCHERS: ReadonlySet<string> = new Set(['supervisor', 'street-leader', 'approver']);

/** Figures of every process within reach: tiles, bars, a table, and the cases behind each number. */
export function StatisticsPage(): ReactNode {
  const { t, lang } = useTexts();
  const { user } = useStaff();
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState<Opened>();
  usePageTitle(t('stat.title'));
  const question = questionOf(params);
  const months = lastMonths(question);
  const set = (name: string, value: string): void => {
    setOpened(undefined);
    const next = new URLSearchParams(params);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  };
  const table = useQuery({
    queryKey: ['statistics', question],
    queryFn: ({ signal }) => request<Statistics>(`/api/statistics?${questionText(question)}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const mayName = user.roles.some((role) => WATCHERS.has(role));
  const divisions = DIVISIONS.filter((one) => mayName || (one !== 'window' && one !== 'handler'));
  return (
    <div className="yz-page yz-statistics">
      <header className="yz-page-head">
        <div>
          <h1>{t('stat.title')}</h1>
          <p className="yz-soft">{t('stat.hint')}</p>
        </div>
        <div className="yz-stat-out">
          <Button onClick={() => print()}>{t('stat.print')}</Button>
          <Button href={`/api/statistics/sheet.xlsx?${questionText(question)}`}>{t('stat.sheet')}</Button>
        </div>
      </header>
      <div className="yz-stat-filters" role="group" aria-label={t('stat.title')}>
        <Choice
          label={t('stat.from')}
          value={question.from}
          options={months.map((month) => ({ value: month, label: monthText(month, lang) }))}
          onChange={(value) => set('from', value)}
        />
        <Choice
          label={t('stat.to')}
          value={question.to}
          options={months
            .filter((month) => month >= question.from)
            .map((month) => ({ value: month, label: monthText(month, lang) }))}
          onChange={(value) => set('to', value)}
        />
        <Choice
          label={t('stat.by')}
          value={question.by}
          options={divisions.map((one) => ({ value: one, label: t(`stat.by.${one}`) }))}
          onChange={(value) => set('by', value)}
        />
        <ListChoice
          label={t('stat.service')}
          value={question.service}
          items={table.data?.services ?? []}
          onChange={(value) => set('service', value)}
        />
        <ListChoice
          label={t('stat.community')}
          value={question.community}
          items={(table.data?.communities ?? []).filter(({ key }) => key !== '')}
          onChange={(value) => set('community', value)}
        />
      </div>
      {table.data === undefined && table.isError && (
        <Failure error={table.error} onRetry={() => void table.refetch()} />
      )}
      {table.data === undefined && !table.isError && <Loading rows={8} />}
      {table.data !== undefined && (
        <>
          {table.data.isBehind && (
            <p className="yz-soft yz-gap-below" role="status">
              {t('stat.behind')}
            </p>
          )}
          {table.data.total.received === 0 ? (
            <Nothing title={t('stat.none')} />
          ) : (
            <Shown data={table.data} onOpen={setOpened} />
          )}
          {opened !== undefined && (
            <CasesBehind
              key={`${opened.key ?? ''} ${opened.drill}`}
              question={question}
              opened={opened}
              onClose={() => setOpened(undefined)}
            />
          )}
        </>
      )}
    </div>
  );
}

function Shown({ data, onOpen }: { readonly data: Statistics; readonly onOpen: (opened: Opened) => void }): ReactNode {
  const { t, say } = useTexts();
  const { total } = data;
  const tiles = [
    [t('stat.received'), String(total.received)],
    [t('stat.inHand'), String(total.inHand)],
    [t('stat.onTimePromised'), percentText(total.onTimePromised)],
    [t('stat.meanDays'), total.meanDays === null ? '—' : t('stat.days', { n: total.meanDays })],
    [t('stat.firstTime'), percentText(total.firstTime)],
    [t('stat.satisfied'), percentText(total.satisfied)],
  ] as const;
  const most = Math.max(1, ...data.groups.map(({ figures }) => figures.received));
  return (
    <>
      <dl className="yz-stat-tiles">
        {tiles.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <figure className="yz-stat-chart">
        <figcaption>
          <strong>{t('stat.chart')}</strong> <span className="yz-soft">{t('stat.chartHint')}</span>
        </figcaption>
        <ul>
          {data.groups.slice(0, 24).map(({ key, label, figures }) => (
            <li key={key}>
              <span className="yz-stat-name">{say(label)}</span>
              <span className="yz-stat-bar" aria-hidden="true">
                <span className="is-closed" style={{ width: `${String((100 * figures.closed) / most)}%` }} />
                <span className="is-open" style={{ width: `${String((100 * figures.inHand) / most)}%` }} />
              </span>
              <span className="yz-stat-count">
                {figures.closed} / {figures.received}
              </span>
            </li>
          ))}
        </ul>
      </figure>
      <FigureTable data={data} onOpen={onOpen} />
      {data.reasons.length > 0 && (
        <section className="yz-stat-reasons" aria-labelledby="stat-reasons">
          <h2 id="stat-reasons">{t('stat.reasons')}</h2>
          <ul>
            {data.reasons.map(({ label, n }) => (
              <li key={say(label)}>
                <span>{say(label)}</span> <strong>{n}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="yz-stat-field">
      <span>{props.label}</span>
      <Select
        aria-label={props.label}
        value={props.value}
        options={[...props.options]}
        popupMatchSelectWidth={false}
        onChange={props.onChange}
      />
    </label>
  );
}

function ListChoice(props: {
  readonly label: string;
  readonly value: string;
  readonly items: Statistics['services'];
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t, say } = useTexts();
  const options = [
    { value: '', label: t('stat.all') },
    ...props.items.map(({ key, title }) => ({ value: key, label: say(title) })),
  ];
  return <Choice label={props.label} value={props.value} options={options} onChange={props.onChange} />;
}

const MOST_MONTHS = 36;

/** The month so many months before now. */
function monthBefore(back: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1)).toISOString().slice(0, 7);
}

/** Months to choose from, newest first: as many as the server counts at once, and those of the address. */
function lastMonths({ from, to }: StatisticsQuestion): readonly string[] {
  const known = Array.from({ length: MOST_MONTHS }, (_, back) => monthBefore(back));
  return [...new Set([...known, from, to])].sort().reverse();
}

function questionOf(params: URLSearchParams): StatisticsQuestion {
  const read = (name: string, fallback: string): string => params.get(name) ?? fallback;
  return {
    from: read('from', monthBefore(11)),
    to: read('to', monthBefore(0)),
    by: read('by', 'service'),
    service: read('service', ''),
    community: read('community', ''),
  };
}
