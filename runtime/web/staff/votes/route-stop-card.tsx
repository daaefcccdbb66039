import { Button } from 'antd';
import type { ReactNode } from 'react';
import { instantText } from '../../shared/time-text.js';
import type { VoteView } from '../../shared/vote-types.js';
import { useTexts } from '../texts/use-texts.js';
import type { RouteStop } from './vote-calls.js';

/** What can be done at a stop. */
export type StopAct = 'deliver' | 'missed' | 'link' | 'paper';

/** One stop of the route: parts, masked owners, what was noted, and what can be done now. */
export function RouteStopCard(props: {
  readonly vote: VoteView;
  readonly stop: RouteStop;
  readonly onAct: (act: StopAct) => void;
}): ReactNode {
  const { vote, stop, onAct } = props;
  const { t, lang } = useTexts();
  const part = stop.parts.join('、');
  const { delivered, visits } = stop;
  const mayDeliver = delivered === undefined && (vote.state === 'prepared' || vote.state === 'open');
  const mayShow = vote.state === 'prepared' || vote.state === 'open';
  const proofs = [delivered?.proof.signature, delivered?.proof.photo].filter((one) => one !== undefined);
  return (
    <li className="yz-stop" data-done={delivered !== undefined || undefined}>
      <p className="yz-stop-part">
        <strong>{part}</strong> <span className="yz-soft">{stop.names.join('、')}</span>
      </p>
      <p className="yz-stop-state">
        {delivered !== undefined && (
          <>
            <span className="yz-vote-chip" data-state="counted">
              {t(`delivery.how.${delivered.how}`)}
            </span>
            <span className="yz-soft">
              {instantText(delivered.at, lang)} · {delivered.by}
            </span>
            {proofs.map((fileId) => (
              <a
                key={fileId}
                href={`/api/votes/${encodeURIComponent(vote.voteId)}/route/${stop.unit}/proofs/${fileId}`}
                target="_blank"
                rel="noreferrer"
              >
                {t('delivery.proof')}
              </a>
            ))}
          </>
        )}
        {delivered === undefined && visits.length > 0 && (
          <span className="yz-vote-chip" data-state="open">
            {t('delivery.missedTimes', { n: visits.length })}
          </span>
        )}
        {stop.hasVoted && (
          <span className="yz-vote-chip" data-state="counted">
            {t('delivery.voted')}
          </span>
        )}
      </p>
      <p className="yz-row-actions">
        {mayDeliver && (
          <>
            <Button type="primary" aria-label={t('delivery.noteOne', { part })} onClick={() => onAct('deliver')}>
              {t('delivery.note')}
            </Button>
            <Button aria-label={t('delivery.missedOne', { part })} onClick={() => onAct('missed')}>
              {t('delivery.missed')}
            </Button>
          </>
        )}
        {mayShow && !stop.hasVoted && (
          <Button aria-label={t('delivery.linkOne', { part })} onClick={() => onAct('link')}>
            {t('delivery.link')}
          </Button>
        )}
        {vote.state === 'open' && (
          <Button aria-label={t('delivery.paperBackOne', { part })} onClick={() => onAct('paper')}>
            {t('delivery.paperBack')}
          </Button>
        )}
      </p>
    </li>
  );
}
