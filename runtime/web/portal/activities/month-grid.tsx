import type { ReactNode } from 'react';
import type { Activity } from '../../../wire/activities.js';
import { dateText } from '../../shared/time-text.js';
import { daysOf, emptyBefore, officeDay } from './month.js';
import { useActivityTexts } from './use-activity-texts.js';

const WEEK = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;
const NAMED = 2;

/** A month with its activities; choosing a day shows that day's. */
export function MonthGrid(props: {
  readonly month: string;
  readonly activities: readonly Activity[];
  readonly day: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}): ReactNode {
  const { month, activities, day, onDay } = props;
  const { lang, say } = useActivityTexts();
  const today = officeDay();
  return (
    <div className="month card">
      <div className="month-week" aria-hidden="true">
        {WEEK[lang].map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol className="month-days">
        {Array.from({ length: emptyBefore(month) }, (_, index) => (
          <li key={`empty-${String(index)}`} aria-hidden="true" />
        ))}
        {daysOf(month).map((one) => {
          const here = activities.filter((activity) => activity.day === one);
          const number = Number(one.slice(8));
          if (here.length === 0)
            return (
              <li key={one} className="month-day" data-today={one === today || undefined}>
                <span className="month-number number">{number}</span>
              </li>
            );
          return (
            <li key={one} className="month-day" data-today={one === today || undefined}>
              <button type="button" aria-pressed={one === day} onClick={() => onDay(one === day ? undefined : one)}>
                <span className="only-heard">
                  {say('list.dayLabel', { date: dateText(one, lang), n: here.length })}
                </span>
                <span className="month-number number" aria-hidden="true">
                  {number}
                </span>
                {here.slice(0, NAMED).map((activity) => (
                  <span
                    key={activity.activityNo}
                    className="month-name"
                    data-open={activity.isOpen || undefined}
                    data-mine={activity.mine !== undefined || undefined}
                  >
                    {activity.title}
                  </span>
                ))}
                <span className="month-more" aria-hidden="true" data-few={here.length <= NAMED || undefined}>
                  {say('list.count', { n: here.length })}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
