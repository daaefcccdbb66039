import type { ReactNode } from 'react';
import { areaText, shareText } from '../../shared/vote-types.js';
import { useTexts } from '../texts/use-texts.js';
import { TallySheet } from './tally-sheet.js';
import type { CountBoard, PaperState } from './vote-calls.js';

const PAPER: readonly PaperState[] = ['returned', 'once', 'differs', 'agreed', 'duplicate'];

/** The count board: turnout by heads and by area in integers, delivery and paper; the tally sheet once it is counted. */
export function BoardPart({ board }: { readonly board: CountBoard }): ReactNode {
  const { t } = useTexts();
  const { vote, units, delivered, paper } = board;
  const { returned, whole, unitsHash, root } = vote;
  return (
    <>
      <div className="yz-board">
        <Gauge
          name={t('board.heads')}
          part={returned.heads}
          whole={whole.heads}
          shown={t('board.unitHeads', { n: returned.heads })}
          of={t('board.ofHeads', { all: whole.heads })}
        />
        <Gauge
          name={t('board.area')}
          part={returned.area}
          whole={whole.area}
          shown={t('board.unitArea', { n: areaText(returned.area) })}
          of={t('board.ofArea', { all: areaText(whole.area) })}
        />
      </div>
      <dl className="yz-facts yz-board-facts">
        <div>
          <dt>{t('board.delivered')}</dt>
          <dd>{t('board.deliveredOf', { n: delivered, all: units, share: shareText(delivered, units) })}</dd>
        </div>
        <div>
          <dt>{t('board.paper')}</dt>
          <dd className="yz-board-paper">
            {PAPER.map((state) => (
              <span key={state}>
                {t(`paper.state.${state}`)} {paper[state]}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('board.fingerprint')}</dt>
          <dd className="yz-fingerprint">{unitsHash}</dd>
        </div>
        {root !== undefined && (
          <div>
            <dt>{t('board.root')}</dt>
            <dd className="yz-fingerprint">{root}</dd>
          </div>
        )}
      </dl>
      {board.sheet === undefined ? (
        <p className="yz-soft">{t('board.sealed')}</p>
      ) : (
        <TallySheet vote={vote} sheet={board.sheet} />
      )}
    </>
  );
}

function Gauge(props: {
  readonly name: string;
  readonly part: number;
  readonly whole: number;
  readonly shown: string;
  readonly of: string;
}): ReactNode {
  const { t } = useTexts();
  const { part, whole } = props;
  const isReached = whole > 0 && part * 3 >= whole * 2;
  const share = shareText(part, whole);
  return (
    <section className="yz-gauge" data-reached={isReached || undefined}>
      <h2>{props.name}</h2>
      <p className="yz-gauge-figure">
        <strong>{props.shown}</strong> <span>{props.of}</span>
      </p>
      <div
        className="yz-gauge-bar"
        role="progressbar"
        aria-label={props.name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Number(share)}
      >
        <svg viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
          <rect width="300" height="12" className="yz-gauge-ground" />
          <rect width={whole > 0 ? (300 * part) / whole : 0} height="12" className="yz-gauge-part" />
          <rect x="199" width="2" height="12" className="yz-gauge-mark" />
        </svg>
      </div>
      <p className="yz-gauge-foot">
        <span>{share}%</span>
        <span>
          {t('board.needed')} · {t(isReached ? 'board.reached' : 'board.notReached')}
        </span>
      </p>
    </section>
  );
}
