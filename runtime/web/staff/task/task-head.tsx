import { ArrowLeftOutlined } from '@ant-design/icons';
import { Icon } from '../parts/icon.js';
import { Button, Tooltip } from 'antd';
import { type ReactNode, type Ref } from 'react';
import { Link } from 'react-router';
import type { TaskView } from '../api/types.js';
import { whenText } from '../parts/when-text.js';
import { useTexts } from '../texts/use-texts.js';
import { LampDot } from '../work/lamp-dot.js';
import { timeLeftText } from '../work/lamp-sum.js';

/** The head of an open task: its name, what it is about, how much time is left, and giving it back. */
export function TaskHead(props: {
  readonly view: TaskView;
  readonly back: string;
  readonly heading: Ref<HTMLHeadingElement>;
  readonly isMine: boolean;
  readonly busy: boolean;
  readonly onRelease: () => void;
}): ReactNode {
  const texts = useTexts();
  const { t, say, lang } = texts;
  const { item, caseId } = props.view;
  const left = timeLeftText(item, texts);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('task.number'),
      <Link key="case" to={`/cases/${encodeURIComponent(caseId)}`}>
        {item.caseNumber}
      </Link>,
    ],
    [t('task.service'), say(item.serviceTitle)],
    [t('task.applicant'), item.applicant ?? ''],
    [t('task.arrived'), whenText(item.createdAt, lang)],
    [t('task.promised'), item.promisedDue == null ? '' : whenText(item.promisedDue, lang)],
    [t('task.legal'), item.legalDue == null ? '' : whenText(item.legalDue, lang)],
  ];
  return (
    <header className="yz-task-head">
      <div className="yz-task-title">
        <Link className="yz-back" to={props.back} aria-label={t('work.back')}>
          <Icon of={ArrowLeftOutlined} />
        </Link>
        <LampDot timed={item} />
        <h2 tabIndex={-1} ref={props.heading}>
          {say(item.name)}
        </h2>
        {left !== '' && (
          <span className="yz-row-left" data-lamp={item.lamp ?? 'none'}>
            {left}
          </span>
        )}
        {props.isMine && (
          <Tooltip title={t('task.releaseHint')}>
            <Button size="small" className="yz-release" onClick={props.onRelease} loading={props.busy}>
              {t('task.release')}
            </Button>
          </Tooltip>
        )}
      </div>
      <dl className="yz-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </header>
  );
}
