import { type ReactNode, useState } from 'react';
import { textIn } from '../../shared/lang.js';
import { KIND_NAMES } from '../../shared/notice-names.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLoad } from '../state/use-load.js';
import { useSession } from '../state/session.js';
import { useWords } from '../state/use-words.js';
import { BOARD_TEXTS } from '../board/board-texts.js';
import type { BoardNotice, BoardPageView } from '../../../wire/board.js';

/** The notice board: what is shown now and what was shown, by kind. */
export default function BoardPage(): ReactNode {
  const { words } = useWords(BOARD_TEXTS);
  const { session } = useSession();
  const [isPast, setPast] = useState(false);
  return (
    <div className="page">
      <header className="page-head">
        <PageTitle text={words('title')} />
        <p className="lead">{words('lead')}</p>
        {(session?.user ?? null) !== null && (
          <p className="crumbs">
            <Link href="/notices/mine">{words('mine')}</Link>
          </p>
        )}
      </header>
      <div className="topics" role="group" aria-label={words('states')}>
        {[false, true].map((past) => (
          <button
            key={String(past)}
            type="button"
            className="topic"
            aria-pressed={isPast === past}
            onClick={() => setPast(past)}
          >
            {words(past ? 'past' : 'shown')}
          </button>
        ))}
      </div>
      <Notices key={String(isPast)} isPast={isPast} who={session?.user?.userId ?? ''} />
    </div>
  );
}

function Notices({ isPast, who }: { readonly isPast: boolean; readonly who: string }): ReactNode {
  const { lang, words } = useWords(BOARD_TEXTS);
  const [kind, setKind] = useState('');
  const [more, setMore] = useState<readonly BoardPageView[]>([]);
  const place = (cursor?: string): string =>
    `/api/board?state=${isPast ? 'past' : 'shown'}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
  const loading = useLoad(`board ${String(isPast)} ${who} ${lang}`, (signal) =>
    request<BoardPageView>(place(), { signal }),
  );
  return (
    <Loaded loading={loading}>
      {(first) => {
        const pages = [first, ...more];
        const items = pages.flatMap((page) => page.items);
        const kinds = [...new Set(items.map((one) => one.kind))];
        const cursor = pages.at(-1)?.nextCursor ?? null;
        const seen = items.filter((one) => kind === '' || one.kind === kind);
        return (
          <>
            {kinds.length > 1 && (
              <div className="topics" role="group" aria-label={words('kinds')}>
                {['', ...kinds].map((one) => (
                  <button
                    key={one}
                    type="button"
                    className="topic"
                    aria-pressed={kind === one}
                    onClick={() => setKind(one)}
                  >
                    {one === '' ? words('all') : textIn(KIND_NAMES[one] ?? KIND_NAMES['other'], lang)}
                  </button>
                ))}
              </div>
            )}
            {seen.length === 0 ? (
              <div className="empty card">
                <p className="empty-title">{words(isPast ? 'nonePast' : 'none')}</p>
              </div>
            ) : (
              <ul className="rows" aria-label={words('title')}>
                {seen.map((one) => (
                  <NoticeRow key={one.noticeId} notice={one} />
                ))}
              </ul>
            )}
            {cursor !== null && (
              <button
                type="button"
                className="button"
                onClick={() =>
                  void request<BoardPageView>(place(cursor)).then((page) => setMore((before) => [...before, page]))
                }
              >
                {words('more')}
              </button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function NoticeRow({ notice }: { readonly notice: BoardNotice }): ReactNode {
  const { lang, words } = useWords(BOARD_TEXTS);
  return (
    <li>
      <Link className="row-card" href={`/notices/${encodeURIComponent(notice.noticeId)}`}>
        <strong>{textIn(notice.title, lang)}</strong>
        <span className="row-chips">
          <span className="chip">{textIn(KIND_NAMES[notice.kind] ?? KIND_NAMES['other'], lang)}</span>
          {notice.audience !== 'public' && (
            <span className="chip">{words(notice.audience.startsWith('team:') ? 'team' : 'estate')}</span>
          )}
        </span>
        <span className="fine">
          <span className="number">{notice.noticeId}</span>
          <span>
            {notice.isOpen
              ? words('until', { date: dateText(notice.endsOn, lang) })
              : words('period', { from: dateText(notice.postedOn, lang), to: dateText(notice.endsOn, lang) })}
          </span>
        </span>
      </Link>
    </li>
  );
}
