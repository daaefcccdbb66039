import { type ReactNode, useState } from 'react';
import type { Activity } from '../../../wire/activities.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { ActivityCard } from '../activities/activity-card.js';
import { ACTIVITY_KINDS } from '../activities/activity-texts.js';
import { daysOf, isMonth, officeDay, shiftMonth } from '../activities/month.js';
import { MonthGrid } from '../activities/month-grid.js';
import { useActivityTexts } from '../activities/use-activity-texts.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { useLoad } from '../state/use-load.js';
import { useSession } from '../state/session.js';
import '../activities/activities.css';

interface Wish {
  readonly month: string;
  readonly view: string;
  readonly kind: string;
  readonly community: string;
}

const addressOf = (wish: Wish): string => {
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ''));
  return `/activities?${query.toString()}`;
};

/** The calendar of volunteer activities: a month or a list, with filters. */
export default function ActivitiesPage(): ReactNode {
  const { lang, say, word } = useActivityTexts();
  const { query } = useLocation();
  const { session } = useSession();
  const [day, setDay] = useState<string>();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const asked = query.get('month');
  const wish: Wish = {
    month: isMonth(asked) ? asked : officeDay().slice(0, 7),
    view: query.get('view') ?? '',
    kind: query.get('kind') ?? '',
    community: query.get('community') ?? '',
  };
  const { month, kind } = wish;
  const days = daysOf(month);
  const loading = useLoad(`activities ${month} ${kind} ${session?.user?.userId ?? ''}`, (signal) => {
    const filters = kind === '' ? '' : `&kind=${encodeURIComponent(kind)}`;
    const period = `from=${month}-01&to=${days.at(-1) ?? ''}`;
    return request<readonly Activity[]>(`/api/activities?${period}${filters}`, { signal });
  });
  const change = (part: Partial<Wish>): void => {
    setDay(undefined);
    go(addressOf({ ...wish, ...part }), { replace: true });
  };
  const monthText = dateText(`${month}-01`, lang)
    .replace(/(1日|^1 )/, '')
    .trim();
  return (
    <div className="page">
      <PageTitle text={say('list.title')} />
      <p className="lead">{say('list.lead')}</p>
      <div className="activity-tools">
        <div className="month-turn">
          <button type="button" className="button" onClick={() => change({ month: shiftMonth(month, -1) })}>
            <span aria-hidden="true">‹</span>
            <span className="only-heard">{say('list.before')}</span>
          </button>
          <strong aria-live="polite">{monthText}</strong>
          <button type="button" className="button" onClick={() => change({ month: shiftMonth(month, 1) })}>
            <span aria-hidden="true">›</span>
            <span className="only-heard">{say('list.after')}</span>
          </button>
          <button type="button" className="button" onClick={() => change({ month: officeDay().slice(0, 7) })}>
            {say('list.today')}
          </button>
        </div>
        <div className="month-views" role="group" aria-label={say('list.view')}>
          <button type="button" aria-pressed={wish.view !== 'list'} onClick={() => change({ view: '' })}>
            {say('list.month')}
          </button>
          <button type="button" aria-pressed={wish.view === 'list'} onClick={() => change({ view: 'list' })}>
            {say('list.list')}
          </button>
        </div>
        <Link className="button" href="/my/volunteering">
          {say('list.mine')}
        </Link>
      </div>
      <Loaded loading={loading}>
        {(all) => {
          const communities = [...new Map(all.map((one) => [one.community, one.communityName]))];
          const fitting = all
            .filter((one) => wish.community === '' || one.community === wish.community)
            .filter((one) => !onlyOpen || one.isOpen);
          const shown = day === undefined ? fitting : fitting.filter((one) => one.day === day);
          return (
            <>
              <div className="activity-filters">
                <label>
                  {say('list.kind')}
                  <select value={kind} onChange={(event) => change({ kind: event.target.value })}>
                    <option value="">{say('list.all')}</option>
                    {ACTIVITY_KINDS.map((one) => (
                      <option key={one} value={one}>
                        {word(one)}
                      </option>
                    ))}
                  </select>
                </label>
                <label>
                  {say('list.community')}
                  <select value={wish.community} onChange={(event) => change({ community: event.target.value })}>
                    <option value="">{say('list.all')}</option>
                    {communities.map(([id, name]) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
                <label className="activity-open">
                  <input type="checkbox" checked={onlyOpen} onChange={() => setOnlyOpen(!onlyOpen)} />
                  {say('list.onlyOpen')}
                </label>
              </div>
              {wish.view !== 'list' && <MonthGrid month={month} activities={fitting} day={day} onDay={setDay} />}
              <div className="activity-head">
                <h2>
                  {day === undefined
                    ? say('list.ofMonth', { month: monthText })
                    : say('list.ofDay', { date: dateText(day, lang) })}
                </h2>
                {day !== undefined && (
                  <button type="button" className="plain strong" onClick={() => setDay(undefined)}>
                    {say('list.wholeMonth')}
                  </button>
                )}
              </div>
              {shown.length === 0 ? (
                <div className="empty card">
                  <p className="empty-title">{say('list.empty')}</p>
                  <p>{say('list.emptyText')}</p>
                </div>
              ) : (
                <ul className="rows">
                  {shown.map((one) => (
                    <li key={one.activityNo}>
                      <ActivityCard activity={one} />
                    </li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
