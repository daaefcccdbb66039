import { type ReactNode, useState } from 'react';
import type { ActivityAnswer, ActivityDetail } from '../../../wire/activities.js';
import type { SessionUser } from '../../shared/api-types.js';
import { failureSentence } from '../../shared/problem.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { Link } from '../router/link.js';
import { here } from '../router/location.js';
import { useSend } from '../state/use-send.js';
import { StateChip } from './activity-chips.js';
import { useActivityTexts } from './use-activity-texts.js';

const MAY_LEAVE = new Set(['已报名', '候补', '待选']);
const MAY_RETURN = new Set(['已退出']);

/** Signing up for an activity, or what became of it. */
export function SignUpCard(props: {
  readonly activity: ActivityDetail;
  readonly user: SessionUser | null;
  readonly reload: () => void;
}): ReactNode {
  const { activity, user, reload } = props;
  const { say } = useActivityTexts();
  const { mine, isOpen } = activity;
  const joins = isOpen && (mine === undefined || MAY_RETURN.has(mine.state));
  return (
    <section className="card side sign-up" aria-labelledby="sign-up">
      <h2 id="sign-up">{say(mine === undefined ? 'sign.title' : 'sign.mine')}</h2>
      {mine !== undefined && (
        <p className="stack">
          <span>
            <StateChip state={mine.state} />
          </span>
          {mine.state === '已报名' && <span className="fine">{say('sign.hint')}</span>}
        </p>
      )}
      {user === null && isOpen && (
        <Link className="button primary wide" href={`/login?next=${encodeURIComponent(here())}`}>
          {say('sign.login')}
        </Link>
      )}
      {user !== null && !activity.isVolunteer && isOpen && (
        <div className="stack">
          <p>{say('sign.register')}</p>
          <Link className="button primary" href="/services/volunteer-register">
            {say('sign.registerGo')}
          </Link>
        </div>
      )}
      {user !== null && activity.isVolunteer && joins && <Join {...props} user={user} />}
      {!isOpen && mine === undefined && <p className="fine">{say('sign.closed')}</p>}
      {user !== null && mine !== undefined && MAY_LEAVE.has(mine.state) && (
        <Leave activity={activity} user={user} reload={reload} />
      )}
      {activity.isLeader && (
        <Link className="button" href={`/activities/${encodeURIComponent(activity.activityNo)}/lead`}>
          {say('lead.go')}
        </Link>
      )}
    </section>
  );
}

function Join({
  activity,
  user,
  reload,
}: {
  readonly activity: ActivityDetail;
  readonly user: SessionUser;
  readonly reload: () => void;
}): ReactNode {
  const { lang, say } = useActivityTexts();
  const [comes, setComes] = useState(false);
  const [isPending, setPending] = useState(false);
  const { activityNo } = activity;
  const { send, start, retry } = useSend<ActivityAnswer>({
    userId: user.userId,
    what: `sign-up:${activityNo}`,
    path: `/api/activities/${encodeURIComponent(activityNo)}/sign-up`,
    onAnswer: (answer) => {
      setPending(answer.pending);
      reload();
    },
  });
  return (
    <div className="stack">
      {activity.chosen && <p className="fine">{say('sign.chosen')}</p>}
      {!activity.chosen && activity.signedUp >= activity.need && <p className="notice warn">{say('sign.full')}</p>}
      <label className="activity-comes">
        <input type="checkbox" checked={comes} onChange={() => setComes(!comes)} />
        <span>{say('sign.comes')}</span>
      </label>
      {send.state === 'refused' && (
        <p className="notice bad" role="alert">
          {failureSentence(send.problem, lang)}
        </p>
      )}
      {send.state === 'waiting' && (
        <p className="notice warn" role="status">
          {say('sign.waiting')}
        </p>
      )}
      {isPending && (
        <p className="notice calm" role="status">
          {say('sign.pending')}
        </p>
      )}
      <button
        type="button"
        className="button primary wide"
        disabled={send.state === 'sending'}
        onClick={() => (send.state === 'waiting' ? retry() : start({ comes }))}
      >
        {say(send.state === 'sending' ? 'sign.busy' : 'sign.go')}
      </button>
    </div>
  );
}

function Leave({
  activity,
  user,
  reload,
}: {
  readonly activity: ActivityDetail;
  readonly user: SessionUser;
  readonly reload: () => void;
}): ReactNode {
  const { lang, say } = useActivityTexts();
  const [asks, setAsks] = useState(false);
  const { activityNo } = activity;
  const { send, start } = useSend<ActivityAnswer>({
    userId: user.userId,
    what: `leave:${activityNo}`,
    path: `/api/activities/${encodeURIComponent(activityNo)}/leave`,
    onAnswer: () => {
      setAsks(false);
      reload();
    },
  });
  return (
    <>
      <button type="button" className="button" onClick={() => setAsks(true)}>
        {say('sign.leave')}
      </button>
      {asks && (
        <ConfirmDialog
          title={say('sign.leaveTitle')}
          text={say('sign.leaveText')}
          confirm={say('sign.leave')}
          isBusy={send.state === 'sending'}
          failure={send.state === 'refused' ? failureSentence(send.problem, lang) : undefined}
          onConfirm={() => start({})}
          onCancel={() => setAsks(false)}
        />
      )}
    </>
  );
}
