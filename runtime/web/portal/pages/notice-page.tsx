import type { ReactNode } from 'react';
import { textIn } from '../../shared/lang.js';
import { KIND_NAMES, PLACE_NAMES } from '../../shared/notice-names.js';
import { ApiProblem } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLoad } from '../state/use-load.js';
import { useWords } from '../state/use-words.js';
import { BOARD_TEXTS } from '../board/board-texts.js';
import type { BoardNotice } from '../../../wire/board.js';
import '../board/board.css';

const OUTCOMES = { undisputed: 'outcomeUndisputed', upheld: 'outcomeUpheld', dismissed: 'outcomeDismissed' } as const;

/** One notice: what it says while it is shown, that it was shown afterwards. */
export default function NoticePage({ noticeId }: { readonly noticeId: string }): ReactNode {
  const { lang, words } = useWords(BOARD_TEXTS);
  const loading = useLoad(`notice ${noticeId} ${lang}`, async (signal) => {
    try {
      return await request<BoardNotice>(`/api/board/${encodeURIComponent(noticeId)}`, { signal });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    }
  });
  return (
    <div className="page narrow">
      <p className="crumbs no-print">
        <Link href="/notices">{words('back')}</Link>
      </p>
      <Loaded loading={loading}>
        {(notice) => (notice === null ? <PageTitle text={words('notFound')} /> : <Notice notice={notice} />)}
      </Loaded>
    </div>
  );
}

function Notice({ notice }: { readonly notice: BoardNotice }): ReactNode {
  const { lang, words } = useWords(BOARD_TEXTS);
  const { content, isOpen } = notice;
  return (
    <>
      <PageTitle text={textIn(notice.title, lang)} />
      {!isOpen && <p className="notice calm">{words('gone')}</p>}
      <section className="card board-notice">
        <dl className="facts board-facts">
          <Fact name={words('number')}>
            <span className="number">{notice.noticeId}</span>
          </Fact>
          <Fact name={words('kind')}>{textIn(KIND_NAMES[notice.kind] ?? KIND_NAMES['other'], lang)}</Fact>
          <Fact name={words('time')}>
            {words('period', { from: dateText(notice.postedOn, lang), to: dateText(notice.endsOn, lang) })}
          </Fact>
          <Fact name={words('days')}>{words(notice.unit === 'wd' ? 'daysWd' : 'daysCd', { n: notice.days })}</Fact>
          <Fact name={words('places')}>
            {notice.places.map((place) => textIn(PLACE_NAMES[place] ?? place, lang)).join(lang === 'zh' ? '、' : ', ')}
          </Fact>
          {!isOpen && <Fact name={words('outcome')}>{words(outcomeOf(notice))}</Fact>}
        </dl>
        {content !== undefined && (
          <>
            <h2>{words('content')}</h2>
            <table className="board-table">
              <tbody>
                {content.map((line, index) => (
                  <tr key={index}>
                    <th scope="row">{line.label}</th>
                    <td>{line.value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="fine">{words('masked')}</p>
          </>
        )}
        <div className="actions no-print">
          {isOpen && (
            <Link className="button primary" href={`/notices/${encodeURIComponent(notice.noticeId)}/object`}>
              {words('object')}
            </Link>
          )}
          <button type="button" className="button" onClick={() => print()}>
            {words('print')}
          </button>
        </div>
      </section>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function outcomeOf({ outcome }: BoardNotice): (typeof OUTCOMES)[keyof typeof OUTCOMES] | 'outcomeOpen' {
  return outcome === 'undisputed' || outcome === 'upheld' || outcome === 'dismissed'
    ? OUTCOMES[outcome]
    : 'outcomeOpen';
}
