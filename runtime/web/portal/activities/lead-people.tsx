import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Attendance, LeaderView, PresenceAct } from '../../../wire/activities.js';
import { failureSentence } from '../../shared/problem.js';
import { clockText } from '../../shared/time-text.js';
import { StateChip } from './activity-chips.js';
import { addEntry, keptEntries, sendEntry } from './attendance-queue.js';
import { useActivityTexts } from './use-activity-texts.js';

const EXPECTED = new Set(['已报名', '已签到', '已签退', '已确认', '已计入']);
const AGAIN_MS = 5_000;

interface Told {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
}

/** Who is expected and who is there, and entries by hand: they wait on this telephone while the network is away. */
export function LeadPeople(props: {
  readonly view: LeaderView;
  readonly act: PresenceAct;
  readonly officeNow: () => number;
  readonly look: () => Promise<void>;
}): ReactNode {
  const { view, act, officeNow, look } = props;
  const { activityNo } = view;
  const { lang, say } = useActivityTexts();
  const [number, setNumber] = useState('');
  const [guardianHere, setGuardian] = useState(false);
  const [told, setTold] = useState<Told>();
  const [waiting, setWaiting] = useState(() => keptEntries(activityNo).length);

  const sendAll = useCallback(async (): Promise<void> => {
    for (const entry of keptEntries(activityNo)) {
      const sent = await sendEntry(activityNo, entry);
      if (sent.kind === 'kept') break;
      if (sent.kind === 'refused') setTold({ tone: 'bad', text: failureSentence(sent.problem, lang) });
      else setTold({ tone: 'good', text: say('lead.entered', { number: entry.volunteerNo.slice(-5) }) });
    }
    const left = keptEntries(activityNo);
    setWaiting(left.length);
    const [first] = left;
    if (first !== undefined) setTold({ tone: 'warn', text: say('lead.kept', { number: first.volunteerNo.slice(-5) }) });
    await look();
  }, [activityNo, lang, say, look]);

  useEffect(() => {
    if (waiting === 0) return undefined;
    const timer = setInterval(() => void sendAll(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting, sendAll]);

  const enter = (volunteerNo: string, isGuardianHere: boolean): void => {
    const at = new Date(officeNow()).toISOString();
    addEntry(activityNo, { key: crypto.randomUUID(), act, volunteerNo, at, guardianHere: isGuardianHere });
    setWaiting(keptEntries(activityNo).length);
    void sendAll();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter(number.trim(), guardianHere);
    setNumber('');
    setGuardian(false);
  };
  const expected = view.people.filter(({ state }) => EXPECTED.has(state));
  const here = expected.filter(({ checkInAt }) => checkInAt !== undefined);
  const gone = here.filter(({ checkOutAt }) => checkOutAt !== undefined);
  return (
    <>
      {view.isOpen && (
        <form className="card lead-form" onSubmit={submit}>
          <h2>{say('lead.manual')}</h2>
          <label htmlFor="volunteer-no">{say('lead.number')}</label>
          <div className="lead-entry">
            <input
              id="volunteer-no"
              inputMode="numeric"
              autoComplete="off"
              pattern="[0-9]{5}"
              maxLength={5}
              required
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
            <button type="submit" className="button primary">
              {say(act === 'in' ? 'lead.enterIn' : 'lead.enterOut')}
            </button>
          </div>
          {act === 'in' && (
            <label className="activity-comes">
              <input type="checkbox" checked={guardianHere} onChange={() => setGuardian(!guardianHere)} />
              <span>{say('lead.guardian')}</span>
            </label>
          )}
          {told !== undefined && (
            <p className={`notice ${told.tone}`} role="status">
              {told.text}
            </p>
          )}
          {waiting > 0 && <p className="fine">{say('lead.queue', { n: waiting })}</p>}
        </form>
      )}
      <section className="card" aria-labelledby="people">
        <h2 id="people">{say('lead.people')}</h2>
        <p className="fine">{say('lead.sum', { all: expected.length, here: here.length, gone: gone.length })}</p>
        {expected.length === 0 && <p>{say('lead.nobody')}</p>}
        <ul className="lead-people">
          {expected.map((person) => (
            <Person
              key={person.volunteerNo}
              person={person}
              act={act}
              isOpen={view.isOpen}
              onEnter={() => enter(person.volunteerNo, person.needsGuardian)}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

function Person({
  person,
  act,
  isOpen,
  onEnter,
}: {
  readonly person: Attendance;
  readonly act: PresenceAct;
  readonly isOpen: boolean;
  readonly onEnter: () => void;
}): ReactNode {
  const { lang, say } = useActivityTexts();
  const { name, volunteerNo, state, checkInAt, checkOutAt, needsGuardian } = person;
  const mayEnter = isOpen && (act === 'in' ? checkInAt === undefined : state === '已签到');
  return (
    <li>
      <span className="lead-person">
        <strong>{name}</strong>
        <span className="fine number">{volunteerNo.slice(-5)}</span>
        {needsGuardian && (
          <span className="chip" data-tone="warn">
            {say('lead.needsGuardian')}
          </span>
        )}
        <span className="fine number">
          {checkInAt !== undefined && say('lead.inAt', { time: clockText(checkInAt, lang) })}
          {checkOutAt !== undefined && ` ${say('lead.outAt', { time: clockText(checkOutAt, lang) })}`}
        </span>
      </span>
      {mayEnter ? (
        <button
          type="button"
          className="button"
          aria-label={`${say(act === 'in' ? 'lead.enterIn' : 'lead.enterOut')} ${name}`}
          onClick={onEnter}
        >
          {say(act === 'in' ? 'lead.in' : 'lead.out')}
        </button>
      ) : (
        <StateChip state={state} />
      )}
    </li>
  );
}
