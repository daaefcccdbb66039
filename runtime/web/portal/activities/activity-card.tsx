import type { ReactNode } from 'react';
import type { Activity } from '../../../wire/activities.js';
import { clockText, dateText } from '../../shared/time-text.js';
import { Link } from '../router/link.js';
import { StateChip } from './activity-chips.js';
import { useActivityTexts } from './use-activity-texts.js';

/** An activity in a list. */
export function ActivityCard({ activity }: { readonly activity: Activity }): ReactNode {
  const { lang, say, word } = useActivityTexts();
  const { activityNo, title, from, to, address, kind, need, signedUp, waiting, mine, state } = activity;
  return (
    <Link
      className="row-card"
      href={`/activities/${encodeURIComponent(activityNo)}`}
      data-todo={mine?.state === '已报名' || undefined}
    >
      <strong>{title}</strong>
      <span className="row-chips">
        <StateChip state={state} />
        <span className="chip" data-tone="quiet">
          {word(kind)}
        </span>
        {mine !== undefined && <StateChip state={mine.state} />}
      </span>
      <span className="fine">
        <span className="number">
          {dateText(from, lang)} {clockText(from, lang)}–{clockText(to, lang)}
        </span>
        <span>{address}</span>
        <span>{activity.communityName}</span>
      </span>
      <span className="fine">
        <span>
          {say('one.peopleOf', { n: signedUp, need })}
          {waiting > 0 && say('one.waiting', { n: waiting })}
        </span>
      </span>
    </Link>
  );
}
