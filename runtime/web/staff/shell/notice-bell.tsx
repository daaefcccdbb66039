import { BellOutlined } from '@ant-design/icons';
import { Icon } from '../parts/icon.js';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { instantText } from '../../shared/time-text.js';
import { readNotices } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { lastSeenNotice, noteSeenNotice } from './seen-notices.js';

const NOTICE_POLL_MS = 15_000;

/** The bell: how many notices are new since it was last opened on this device, and the notices themselves. */
export function NoticeBell(): ReactNode {
  const { t, say, lang } = useTexts();
  const { user } = useStaff();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(() => lastSeenNotice(user.userId));
  const poll = usePoll(NOTICE_POLL_MS);
  const notices = useQuery({ queryKey: ['notices'], queryFn: readNotices, refetchInterval: poll });
  const list = [...(notices.data ?? [])].sort((a, b) => time(b.sentAt) - time(a.sentAt)).slice(0, 30);
  const unread = list.filter((notice) => time(notice.sentAt) > seen).length;
  const change = (next: boolean): void => {
    setOpen(next);
    if (next) return;
    const newest = Math.max(0, ...list.map((notice) => time(notice.sentAt)));
    noteSeenNotice(user.userId, newest);
    setSeen(Math.max(seen, newest));
  };
  const content = (
    <section className="yz-notices" aria-label={t('notices.title')}>
      {notices.isPending && <Loading rows={3} />}
      {notices.isError && notices.data === undefined && (
        <Failure error={notices.error} onRetry={() => void notices.refetch()} />
      )}
      {notices.data !== undefined && list.length === 0 && <Nothing title={t('notices.empty')} />}
      {list.length > 0 && (
        <ul>
          {list.map((notice) => (
            <li key={notice.noticeId} className={time(notice.sentAt) > seen ? 'is-new' : undefined}>
              <p>{say(notice.text)}</p>
              <p className="yz-soft">
                <time>{instantText(notice.sentAt, lang)}</time>
                {notice.caseId != null && (
                  <Link to={`/cases/${encodeURIComponent(notice.caseId)}`} onClick={() => change(false)}>
                    {t('notices.open')}
                  </Link>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
  return (
    <Popover
      open={open}
      onOpenChange={change}
      trigger="click"
      placement="bottomRight"
      content={content}
      title={t('notices.title')}
    >
      <Button
        type="text"
        className="yz-bar-button"
        aria-expanded={open}
        aria-label={t('notices.count', { count: unread })}
      >
        <Badge count={unread} size="small" color="#a8231b" offset={[2, -2]}>
          <Icon of={BellOutlined} className="yz-bar-icon" />
        </Badge>
      </Button>
    </Popover>
  );
}

function time(at: string | number): number {
  return new Date(at).getTime();
}
