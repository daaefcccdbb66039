import { type ReactNode, useState } from 'react';
import type { ActivityAnswer, Scanned } from '../../../wire/activities.js';
import type { SessionUser } from '../../shared/api-types.js';
import { failureSentence } from '../../shared/problem.js';
import { clockText, dateText } from '../../shared/time-text.js';
import { phonePoint } from '../activities/phone-point.js';
import { useActivityTexts } from '../activities/use-activity-texts.js';
import { useScan } from '../activities/use-scan.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { here } from '../router/location.js';
import { useSend } from '../state/use-send.js';
import { useSession } from '../state/session.js';
import '../activities/activities.css';

/** What a volunteer's telephone shows after the leader's code was scanned: the code is taken at once, the rest has ten minutes. */
export default function CheckInPage(props: { readonly activityNo: string; readonly code: string }): ReactNode {
  const { lang, say } = useActivityTexts();
  const { session } = useSession();
  const scan = useScan(props.activityNo, props.code);
  const isOut = props.code.startsWith('o');
  const user = session?.user ?? null;
  return (
    <div className="page narrow check-in">
      <PageTitle text={say(isOut ? 'scan.titleOut' : 'scan.title')} />
      {scan.state === 'reading' && (
        <p className="card check-in-state" role="status">
          {say('scan.reading')}
        </p>
      )}
      {scan.state === 'slow' && (
        <p className="notice warn" role="status">
          {say('scan.slow')}
        </p>
      )}
      {scan.state === 'refused' && <Refused sentence={failureSentence(scan.problem, lang)} />}
      {scan.state === 'ready' && (
        <section className="card">
          <h2>{scan.scanned.title}</h2>
          <p className="fine">
            {dateText(scan.scanned.from, lang)} {clockText(scan.scanned.from, lang)}–{clockText(scan.scanned.to, lang)}
          </p>
          <p className="fine">{scan.scanned.address}</p>
          {session !== undefined && user === null && (
            <div className="stack check-in-act">
              <p>{say('scan.login')}</p>
              <Link className="button primary wide" href={`/login?next=${encodeURIComponent(here())}`}>
                {say('scan.loginGo')}
              </Link>
            </div>
          )}
          {user !== null && <Present activityNo={props.activityNo} scanned={scan.scanned} user={user} />}
        </section>
      )}
    </div>
  );
}

function Refused({ sentence }: { readonly sentence: string }): ReactNode {
  const { say } = useActivityTexts();
  return (
    <div className="notice bad" role="alert">
      <p className="notice-title">{sentence}</p>
      <p>{say('scan.again')}</p>
    </div>
  );
}

function Present({
  activityNo,
  scanned,
  user,
}: {
  readonly activityNo: string;
  readonly scanned: Scanned;
  readonly user: SessionUser;
}): ReactNode {
  const { lang, say } = useActivityTexts();
  const { signOut } = useSession();
  const [answer, setAnswer] = useState<ActivityAnswer>();
  const [place, setPlace] = useState<'idle' | 'asking' | 'none'>('idle');
  const { ticket, act, needsPlace } = scanned;
  const { send, start, retry } = useSend<ActivityAnswer>({
    userId: user.userId,
    what: `presence:${ticket}`,
    path: `/api/activities/${encodeURIComponent(activityNo)}/presence`,
    onAnswer: setAnswer,
  });
  const confirm = async (): Promise<void> => {
    if (!needsPlace) return start({ ticket });
    setPlace('asking');
    const point = await phonePoint();
    setPlace(point === undefined ? 'none' : 'idle');
    if (point !== undefined) start({ ticket, point });
  };
  if (answer !== undefined)
    return (
      <div className="check-in-done" role="status" data-pending={answer.pending || undefined}>
        <strong>{say(answer.pending ? 'scan.pending' : act === 'in' ? 'scan.doneIn' : 'scan.doneOut')}</strong>
        <span>{user.name}</span>
        {answer.at !== undefined && <span className="number check-in-time">{clockText(answer.at, lang)}</span>}
        <Link className="button" href="/my/volunteering">
          {say('mine.title')}
        </Link>
      </div>
    );
  const isBusy = send.state === 'sending' || place === 'asking';
  return (
    <div className="stack check-in-act">
      <p>{say('scan.as', { name: user.name })}</p>
      {needsPlace && <p className="fine">{say('scan.place')}</p>}
      {place === 'none' && (
        <p className="notice warn" role="alert">
          {say('scan.placeRefused')}
        </p>
      )}
      {send.state === 'waiting' && (
        <p className="notice warn" role="status">
          {say('scan.slow')}
        </p>
      )}
      {send.state === 'refused' && <Refused sentence={failureSentence(send.problem, lang)} />}
      <button
        type="button"
        className="button primary wide"
        disabled={isBusy}
        onClick={() => (send.state === 'waiting' ? retry() : void confirm())}
      >
        {isBusy
          ? say(place === 'asking' ? 'scan.placing' : 'scan.sending')
          : say(send.state === 'waiting' ? 'scan.retry' : act === 'in' ? 'scan.in' : 'scan.out')}
      </button>
      <button type="button" className="plain" onClick={() => void signOut()}>
        {say('scan.other')}
      </button>
    </div>
  );
}
