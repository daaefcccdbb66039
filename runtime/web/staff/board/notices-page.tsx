import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { textIn } from '../../shared/lang.js';
import { KIND_NAMES } from '../../shared/notice-names.js';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { fileService } from '../../shared/upload.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useToast } from '../parts/use-toast.js';
import { useTexts } from '../texts/use-texts.js';
import type { OfficeNotice } from './office-notice.js';
import { PaperNotice } from './paper-notice.js';

interface NoticePageView {
  readonly items: readonly OfficeNotice[];
  readonly nextCursor: string | null;
}

const STATES = {
  公示中: 'notices.state.shown',
  公示期满: 'notices.state.over',
  已办结: 'notices.state.closed',
} as const;

/** Notices within reach with their objections; photos of the paper boards, and what is printed for them. */
export function NoticesPage(): ReactNode {
  const { t } = useTexts();
  const [state, setState] = useState('');
  const [printed, setPrinted] = useState<OfficeNotice>();
  usePageTitle(t('notices.title'));
  const notices = useInfiniteQuery({
    queryKey: ['board', state],
    queryFn: ({ pageParam, signal }) => {
      const given = Object.entries({ state, cursor: pageParam ?? '' }).filter(([, value]) => value !== '');
      return request<NoticePageView>(`/api/board/office?${new URLSearchParams(given).toString()}`, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: NoticePageView) => page.nextCursor ?? undefined,
  });
  if (printed !== undefined) return <PaperNotice notice={printed} onClose={() => setPrinted(undefined)} />;
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('notices.title')}</h1>
          <p className="yz-soft">{t('notices.hint')}</p>
        </div>
        <div className="yz-stat-out">
          <Select
            aria-label={t('notices.filter')}
            value={state}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: t('notices.all') },
              ...Object.entries(STATES).map(([value, text]) => ({ value, label: t(text) })),
            ]}
            onChange={setState}
          />
          <Button type="primary" href="/services/office-notice/apply">
            {t('notices.new')}
          </Button>
        </div>
      </header>
      {notices.data === undefined && notices.isError && (
        <Failure error={notices.error} onRetry={() => void notices.refetch()} />
      )}
      {notices.data === undefined && !notices.isError && <Loading rows={6} />}
      {notices.data !== undefined &&
        (items.length === 0 ? (
          <Nothing title={t('notices.none')} />
        ) : (
          <NoticeTable items={items} onPrint={setPrinted} />
        ))}
      {notices.hasNextPage && (
        <Button className="yz-more" loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('notices.more')}
        </Button>
      )}
    </div>
  );
}

function NoticeTable(props: {
  readonly items: readonly OfficeNotice[];
  readonly onPrint: (notice: OfficeNotice) => void;
}): ReactNode {
  const { t } = useTexts();
  const heads = [
    'notices.number',
    'notices.name',
    'notices.kind',
    'notices.time',
    'notices.state',
    'notices.objections',
    'notices.photos',
  ] as const;
  return (
    <table className="yz-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.items.map((one) => (
          <NoticeLine key={one.noticeId} notice={one} onPrint={() => props.onPrint(one)} />
        ))}
      </tbody>
    </table>
  );
}

function NoticeLine({ notice, onPrint }: { readonly notice: OfficeNotice; readonly onPrint: () => void }): ReactNode {
  const { t, say, lang } = useTexts();
  const { state } = notice;
  const known = state === '公示中' || state === '公示期满' || state === '已办结' ? t(STATES[state]) : state;
  return (
    <tr>
      <td data-head={t('notices.number')}>
        <div>
          {notice.noticeId}
          <br />
          <Link to={`/cases?q=${encodeURIComponent(notice.caseNumber)}`}>{notice.caseNumber}</Link>
        </div>
      </td>
      <td data-head={t('notices.name')}>{say(notice.title)}</td>
      <td data-head={t('notices.kind')}>{textIn(KIND_NAMES[notice.kind] ?? KIND_NAMES['other'], lang)}</td>
      <td data-head={t('notices.time')}>
        {dateText(notice.postedOn, lang)} – {dateText(notice.endsOn, lang)}
      </td>
      <td data-head={t('notices.state')}>
        <Tag color={notice.isOpen ? 'processing' : 'default'}>{known}</Tag>
      </td>
      <td data-head={t('notices.objections')}>
        {notice.openObjections > 0 ? (
          <Tag color="warning">{t('notices.open', { n: notice.openObjections })}</Tag>
        ) : (
          (notice.objections ?? 0)
        )}
      </td>
      <td data-head={t('notices.photos')}>
        <span className="yz-notice-tools">
          {notice.photos.length}
          {notice.isOpen && <PhotoButton noticeId={notice.noticeId} />}
          {notice.isOpen && (
            <Button size="small" onClick={onPrint}>
              {t('notices.print')}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

function PhotoButton({ noticeId }: { readonly noticeId: string }): ReactNode {
  const { t, lang } = useTexts();
  const cache = useQueryClient();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const add = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    try {
      const signal = new AbortController().signal;
      const photo = await fileService().upload(file, { onProgress: () => undefined, signal });
      const body = { photo };
      await request(`/api/board/${encodeURIComponent(noticeId)}/photos`, { method: 'POST', body });
      toast.success(t('notices.photoAdded'));
      await cache.invalidateQueries({ queryKey: ['board'] });
    } catch (error) {
      toast.error(failureSentence(error, lang));
    } finally {
      setBusy(false);
    }
  };
  return (
    <label className="yz-notice-photo">
      <input
        type="file"
        accept="image/png,image/jpeg"
        className="yz-unseen"
        disabled={isBusy}
        onChange={(event) => void add(event.target.files?.[0])}
      />
      <span>{t('notices.addPhoto')}</span>
    </label>
  );
}
