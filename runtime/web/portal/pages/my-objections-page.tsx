import type { ReactNode } from 'react';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLoad } from '../state/use-load.js';
import { useWords } from '../state/use-words.js';
import { BOARD_TEXTS } from '../board/board-texts.js';
import type { OwnObjection } from '../../../wire/board.js';
import '../board/board.css';

/** My objections with the written answers. */
export default function MyObjectionsPage(): ReactNode {
  const { words } = useWords(BOARD_TEXTS);
  return (
    <div className="page narrow">
      <p className="crumbs">
        <Link href="/notices">{words('back')}</Link>
      </p>
      <PageTitle text={words('mine')} />
      <NeedsSignIn>{() => <Objections />}</NeedsSignIn>
    </div>
  );
}

function Objections(): ReactNode {
  const { lang, words } = useWords(BOARD_TEXTS);
  const loading = useLoad(`objections ${lang}`, (signal) =>
    request<readonly OwnObjection[]>('/api/board/objections', { signal }),
  );
  return (
    <Loaded loading={loading}>
      {(list) =>
        list.length === 0 ? (
          <div className="empty card">
            <p className="empty-title">{words('mineNone')}</p>
          </div>
        ) : (
          list.map((one) => (
            <section key={one.objectionNo} className="card" aria-labelledby={one.objectionNo}>
              <h2 id={one.objectionNo} className="number">
                {one.objectionNo}
              </h2>
              <p className="case-line">
                <span className="chip">{one.state}</span>
                <Link href={`/notices/${encodeURIComponent(one.noticeId)}`}>{one.noticeId}</Link>
                <span className="fine">{words('received', { date: dateText(one.receivedOn, lang) })}</span>
                {one.answeredOn !== null && (
                  <span className="fine">{words('answered', { date: dateText(one.answeredOn, lang) })}</span>
                )}
              </p>
              <p>{one.facts}</p>
              {one.answer !== null && (
                <>
                  <h3>{words('answer')}</h3>
                  <p className="board-answer">{one.answer}</p>
                </>
              )}
              {one.hasLetter && (
                <div className="actions">
                  <a
                    className="button"
                    href={`/api/board/objections/${encodeURIComponent(one.objectionNo)}/answer.pdf`}
                  >
                    {words('letter')}
                  </a>
                </div>
              )}
            </section>
          ))
        )
      }
    </Loaded>
  );
}
