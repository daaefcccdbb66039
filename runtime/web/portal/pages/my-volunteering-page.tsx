import type { ReactNode } from 'react';
import type { OwnVolunteering } from '../../../wire/activities.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { clockText, dateText } from '../../shared/time-text.js';
import { StateChip } from '../activities/activity-chips.js';
import { useActivityTexts } from '../activities/use-activity-texts.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLiveReload } from '../state/use-live-reload.js';
import { useLoad } from '../state/use-load.js';
import '../activities/activities.css';

const STARS = [100, 300, 600, 1000, 1500];

/** My voluntary service: what waits for me, my activities, hours and certificates. */
export default function MyVolunteeringPage(): ReactNode {
  const { say } = useActivityTexts();
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/activities">{say('one.back')}</Link>
      </p>
      <PageTitle text={say('mine.title')} />
      <NeedsSignIn>{() => <Mine />}</NeedsSignIn>
    </div>
  );
}

function Mine(): ReactNode {
  const loading = useLoad('my volunteering', (signal) => request<OwnVolunteering>('/api/my/volunteering', { signal }));
  useLiveReload(loading.reload);
  return (
    <Loaded loading={loading}>
      {(own) => (
        <>
          <Summary volunteer={own.volunteer} />
          <Tasks tasks={own.tasks} />
          <div className="with-side mine-parts">
            <div>
              <Activities own={own} />
              <Hours hours={own.hours} />
            </div>
            <div>
              <Certificates certificates={own.certificates} />
              <Leading leading={own.leading} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Summary({ volunteer }: { readonly volunteer: OwnVolunteering['volunteer'] }): ReactNode {
  const { say } = useActivityTexts();
  if (volunteer === null)
    return (
      <div className="empty card">
        <p className="empty-title">{say('mine.notYet')}</p>
        <p>{say('mine.notYetText')}</p>
        <Link className="button primary" href="/services/volunteer-register">
          {say('mine.register')}
        </Link>
      </div>
    );
  const { volunteerNo, hours, stars } = volunteer;
  const next = STARS[stars];
  return (
    <dl className="card mine-sum">
      <div>
        <dt>{say('mine.hours')}</dt>
        <dd className="number">{say('mine.hoursOf', { n: hours })}</dd>
      </div>
      <div>
        <dt>{say('mine.stars')}</dt>
        <dd>
          <span role="img" aria-label={say('mine.starsOf', { n: stars })}>
            {'★'.repeat(stars)}
            {'☆'.repeat(5 - stars)}
          </span>
          {next !== undefined && (
            <span className="fine mine-next">{say('mine.next', { n: stars + 1, left: next - hours })}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{say('mine.number')}</dt>
        <dd className="number">{volunteerNo}</dd>
      </div>
    </dl>
  );
}

function Tasks({ tasks }: { readonly tasks: OwnVolunteering['tasks'] }): ReactNode {
  const { lang, say } = useActivityTexts();
  if (tasks.length === 0) return null;
  return (
    <section aria-labelledby="my-tasks">
      <h2 id="my-tasks">{say('mine.tasks')}</h2>
      <ul className="rows">
        {tasks.map(({ workItemId, caseId, name, caseNumber }) => (
          <li key={workItemId}>
            <Link
              className="row-card"
              data-todo
              href={`/cases/${encodeURIComponent(caseId)}/tasks/${encodeURIComponent(workItemId)}`}
            >
              <strong>{textIn(name, lang)}</strong>
              <span className="fine number">{caseNumber}</span>
              <span className="row-go">{say('mine.open')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Activities({ own }: { readonly own: OwnVolunteering }): ReactNode {
  const { lang, say } = useActivityTexts();
  return (
    <section aria-labelledby="my-activities">
      <h2 id="my-activities">{say('mine.upcoming')}</h2>
      {own.activities.length === 0 ? (
        <div className="card stack">
          <p>{say('mine.none')}</p>
          <Link href="/activities">{say('mine.find')}</Link>
        </div>
      ) : (
        <ul className="rows">
          {own.activities.map((one) => (
            <li key={one.activityNo}>
              <Link className="row-card" href={`/activities/${encodeURIComponent(one.activityNo)}`}>
                <strong>{one.title}</strong>
                <span className="row-chips">
                  <StateChip state={one.state} />
                </span>
                <span className="fine number">
                  <span>
                    {dateText(one.from, lang)} {clockText(one.from, lang)}–{clockText(one.to, lang)}
                  </span>
                  {one.hours !== undefined && <span>{say('mine.hoursOf', { n: one.hours })}</span>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Hours({ hours }: { readonly hours: OwnVolunteering['hours'] }): ReactNode {
  const { lang, say, word } = useActivityTexts();
  return (
    <section className="card" aria-labelledby="my-hours">
      <h2 id="my-hours">{say('mine.record')}</h2>
      {hours.length === 0 && <p>{say('mine.noHours')}</p>}
      <ul className="mine-list">
        {hours.map((one) => (
          <li key={one.recordNo}>
            <span>
              <strong>{one.title}</strong>
              <span className="fine">
                {dateText(one.day, lang)} · {word(one.kind)} · {one.recordedBy}
              </span>
              <span className="fine number">{say('mine.recordNo', { no: one.recordNo })}</span>
            </span>
            <span className="number mine-hours">{say('mine.hoursOf', { n: one.hours })}</span>
          </li>
        ))}
      </ul>
      <p className="fine">{say('mine.note')}</p>
    </section>
  );
}

function Certificates({ certificates }: { readonly certificates: OwnVolunteering['certificates'] }): ReactNode {
  const { lang, say } = useActivityTexts();
  return (
    <section className="card" aria-labelledby="my-certificates">
      <h2 id="my-certificates">{say('mine.certificates')}</h2>
      {certificates.length === 0 && <p>{say('mine.noCertificates')}</p>}
      <ul className="mine-list">
        {certificates.map((one) => (
          <li key={one.certificateNo}>
            <span>
              <strong className="number">{one.certificateNo}</strong>
              <span className="fine">
                {say('mine.issued', { date: dateText(one.issuedOn, lang) })} · {say('mine.hoursOf', { n: one.hours })}
              </span>
              <span className="mine-links">
                {one.caseId !== undefined && (
                  <Link href={`/cases/${encodeURIComponent(one.caseId)}`}>{say('mine.open')}</Link>
                )}
                {one.verifyUrl !== undefined && (
                  <Link href={new URL(one.verifyUrl).pathname}>{say('mine.verify')}</Link>
                )}
              </span>
            </span>
            <StateChip state={one.state} />
          </li>
        ))}
      </ul>
      <Link className="button" href="/services/volunteer-certificate/apply">
        {say('mine.apply')}
      </Link>
    </section>
  );
}

function Leading({ leading }: { readonly leading: OwnVolunteering['leading'] }): ReactNode {
  const { lang, say } = useActivityTexts();
  if (leading.length === 0) return null;
  return (
    <section className="card" aria-labelledby="my-leading">
      <h2 id="my-leading">{say('mine.leading')}</h2>
      <ul className="mine-list">
        {leading.map((one) => (
          <li key={one.activityNo}>
            <span>
              <Link href={`/activities/${encodeURIComponent(one.activityNo)}`}>{one.title}</Link>
              <span className="fine">{dateText(one.from, lang)}</span>
            </span>
            <StateChip state={one.state} />
          </li>
        ))}
      </ul>
      <Link className="button" href="/services/volunteer-activity/apply">
        {say('mine.propose')}
      </Link>
    </section>
  );
}
