import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { whenText } from '../parts/when-text.js';
import { useTexts } from '../texts/use-texts.js';
import { LampDot } from './lamp-dot.js';
import { timeLeftText } from './lamp-sum.js';
import type { ListedItem } from './listed-items.js';

/** One task of the list: the whole row opens it; the lamp and the claim button are controls of their own. */
export function WorkRow(props: {
  readonly row: ListedItem;
  readonly userId: string;
  readonly to: string;
  readonly isOpen: boolean;
  readonly isClaiming: boolean;
  readonly onClaim: () => void;
}): ReactNode {
  const texts = useTexts();
  const { t, say, lang } = texts;
  const { item, goneAt } = props.row;
  const name = say(item.name);
  const other = item.state === 'claimed' && item.assignee !== props.userId;
  const left = timeLeftText(item, texts);
  const note =
    goneAt !== null ? t('row.gone') : other ? t('row.claimedBy', { name: item.assigneeName ?? '' }) : undefined;
  return (
    <li
      className="yz-row"
      data-state={goneAt !== null ? 'gone' : other ? 'taken' : item.state}
      data-work-item={item.workItemId}
    >
      <LampDot timed={item} />
      <div className="yz-row-body">
        <div className="yz-row-line">
          {goneAt === null ? (
            <Link to={props.to} className="yz-row-name" aria-current={props.isOpen ? 'page' : undefined}>
              {name}
            </Link>
          ) : (
            <span className="yz-row-name">{name}</span>
          )}
          {left !== '' && (
            <span className="yz-row-left" data-lamp={item.lamp ?? 'none'}>
              {left}
            </span>
          )}
        </div>
        <div className="yz-row-line yz-row-what">
          <span className="yz-cut">
            {[say(item.serviceTitle), item.applicant].filter((part) => (part ?? '') !== '').join(' · ')}
          </span>
          <time>{whenText(item.createdAt, lang)}</time>
        </div>
        <div className="yz-row-line">
          <span className="yz-row-number">{item.caseNumber}</span>
          {note !== undefined && <span className="yz-row-note">{note}</span>}
          {note === undefined && item.state === 'ready' && (
            <Button
              size="small"
              className="yz-row-claim"
              loading={props.isClaiming}
              onClick={props.onClaim}
              aria-label={t('row.claimOne', { name, number: item.caseNumber })}
            >
              {t('row.claim')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
