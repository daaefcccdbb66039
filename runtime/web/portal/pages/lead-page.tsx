import { type ReactNode, useState } from 'react';
import type { PresenceAct } from '../../../wire/activities.js';
import { clockText, dateText } from '../../shared/time-text.js';
import { LeadCode } from '../activities/lead-code.js';
import { LeadPeople } from '../activities/lead-people.js';
import { useLead } from '../activities/use-lead.js';
import { useActivityTexts } from '../activities/use-activity-texts.js';
import { Failure } from '../parts/failure.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Skeleton } from '../parts/skeleton.js';
import { Link } from '../router/link.js';
import '../activities/activities.css';

/** The leader's telephone at an activity: the code to scan, and who is there. */
export default function LeadPage({ activityNo }: { readonly activityNo: string }): ReactNode {
  const { say } = useActivityTexts();
  return (
    <div className="page narrow">
      <p className="crumbs">
        <Link href={`/activities/${encodeURIComponent(activityNo)}`}>{say('lead.back')}</Link>
      </p>
      <NeedsSignIn>{() => <Lead activityNo={activityNo} />}</NeedsSignIn>
    </div>
  );
}

function Lead({ activityNo }: { readonly activityNo: string }): ReactNode {
  const { lang, say } = useActivityTexts();
  const { led, failure, look } = useLead(activityNo);
  const [act, setAct] = useState<PresenceAct>('in');
  if (led === undefined)
    return failure === undefined ? <Skeleton /> : <Failure error={failure} onRetry={() => void look()} />;
  const { view, ahead } = led;
  return (
    <>
      <PageTitle text={view.title === '' ? say('lead.title') : view.title} />
      <p className="fine">
        {dateText(view.from, lang)} {clockText(view.from, lang)}–{clockText(view.to, lang)}
        {' · '}
        <Link href={`/cases/${encodeURIComponent(view.caseId)}`}>{say('lead.case')}</Link>
      </p>
      <div className="month-views lead-acts" role="group" aria-label={say('lead.act')}>
        <button type="button" aria-pressed={act === 'in'} onClick={() => setAct('in')}>
          {say('lead.in')}
        </button>
        <button type="button" aria-pressed={act === 'out'} onClick={() => setAct('out')}>
          {say('lead.out')}
        </button>
      </div>
      <LeadCode led={led} act={act} />
      <LeadPeople view={view} act={act} officeNow={() => Date.now() + ahead} look={look} />
    </>
  );
}
