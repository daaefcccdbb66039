import { type ReactNode, useEffect, useRef } from 'react';
import { instantText } from '../../shared/time-text.js';
import type { CastView } from '../../shared/vote-types.js';
import { QrCode } from '../../shared/qr-code.js';
import { Link } from '../router/link.js';
import { useVoteTexts } from './use-vote-texts.js';

/** The receipt of a ballot: its code, how to check it later, and a code to scan. `isNew`: it was sent just now. */
export function BallotReceipt(props: {
  readonly voteId: string;
  readonly cast: CastView;
  readonly isNew: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const { voteId, cast, isNew } = props;
  const { lang, say } = useVoteTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNew) heading.current?.focus({ preventScroll: true });
  }, [isNew]);
  const path = `/votes/${encodeURIComponent(voteId)}/verify?r=${cast.receipt}`;
  return (
    <section className="receipt card" aria-labelledby="cast">
      <div className="receipt-head">
        <svg className="tick" viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="24" fill="var(--yz-good)" />
          <path
            d="m13 25 8 8 15-17"
            fill="none"
            stroke="#fff"
            strokeWidth="4.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        <h2 id="cast" ref={heading} tabIndex={-1}>
          {say(isNew ? 'done.title' : 'done.before')}
        </h2>
        <p>{say('done.keep')}</p>
      </div>
      <div className="receipt-body">
        <dl className="facts">
          <div>
            <dt>{say('done.receipt')}</dt>
            <dd className="number receipt-code">{cast.receipt}</dd>
          </div>
          <div>
            <dt>{say('done.at')}</dt>
            <dd>{instantText(cast.at, lang)}</dd>
          </div>
          <div>
            <dt>{say('done.way')}</dt>
            <dd>{say(`done.${cast.way}`)}</dd>
          </div>
        </dl>
        <figure className="receipt-qr">
          <QrCode text={new URL(path, location.href).href} label={say('done.qr')} />
          <figcaption>{say('done.qr')}</figcaption>
        </figure>
      </div>
      <div className="actions no-print">
        {props.children}
        <Link className="button" href={path}>
          {say('done.verify')}
        </Link>
        <button type="button" className="button" onClick={() => print()}>
          {say('done.print')}
        </button>
      </div>
    </section>
  );
}
