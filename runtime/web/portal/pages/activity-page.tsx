import type { ReactNode } from 'react';
import type { ActivityDetail } from '../../../wire/activities.js';
import { request } from '../../shared/request.js';
import { clockText, dateText, instantText } from '../../shared/time-text.js';
import { StateChip } from '../activities/activity-chips.js';
import { SignUpCard } from '../activities/sign-up-card.js';
import { useActivityTexts } from '../activities/use-activity-texts.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLoad } from '../state/use-load.js';
import { useSession } from '../state/session.js';
import '../activities/activities.css';

/** One volunteer activity: what, when, where, with what risks, and signing up. */
export default function ActivityPage({ activityNo }: { readonly activityNo: string }): ReactNode {
  const { say } = useActivityTexts();
  const { session } = useSession();
  const user = session?.user ?? null;
  const loading = useLoad(`activity ${activityNo} ${user?.userId ?? ''}`, (signal) =>
    request<ActivityDetail>(`/api/activities/${encodeURIComponent(activityNo)}`, { signal }),
  );
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/activities">{say('one.back')}</Link>
      </p>
      <Loaded loading={loading}>
        {(activity) => (
          <>
            <PageTitle text={activity.title} />
            <p className="row-chips activity-chips">
              <StateChip state={activity.state} />
            </p>
            <div className="with-side">
              <div>
                <Facts activity={activity} />
              </div>
              <SignUpCard activity={activity} user={user} reload={loading.reload} />
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

function Facts({ activity }: { readonly activity: ActivityDetail }): ReactNode {
  const { lang, say, word } = useActivityTexts();
  const { from, to, contact, persons, hours, waiting } = activity;
  const people = say('one.peopleOf', { n: activity.signedUp, need: activity.need });
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say('one.when'), `${dateText(from, lang)} ${clockText(from, lang)}–${clockText(to, lang)}`],
    [say('one.where'), `${activity.address} · ${activity.communityName}`],
    [say('one.team'), activity.teamName],
    [say('one.kind'), word(activity.kind)],
    [say('one.people'), waiting > 0 ? people + say('one.waiting', { n: waiting }) : people],
    [say('one.until'), activity.signUpUntil === undefined ? undefined : instantText(activity.signUpUntil, lang)],
    [say('one.age'), activity.adultsOnly ? say('one.adults') : say('one.ageFrom', { n: activity.minAge })],
    [say('one.skills'), activity.skillNeed],
    [say('one.contact'), contact === undefined ? undefined : `${contact.name} ${contact.mobile}`],
    [
      say('one.result'),
      persons === undefined || hours === undefined ? undefined : say('one.resultText', { persons, hours }),
    ],
  ];
  return (
    <>
      {activity.cancelReason !== undefined && activity.state === '已取消' && (
        <p className="notice warn">{say('one.cancelled', { reason: activity.cancelReason })}</p>
      )}
      <section className="card">
        <dl className="facts activity-facts">
          {facts.map(
            ([name, value]) =>
              value !== undefined && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </section>
      {activity.riskNote !== undefined && (
        <section className="card" aria-labelledby="risks">
          <h2 id="risks">{say('one.risks')}</h2>
          <p>{activity.riskNote}</p>
          {activity.insured && <p className="fine">{say('one.insured')}</p>}
        </section>
      )}
    </>
  );
}
