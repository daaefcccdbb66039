import { CheckCircleFilled, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Problem } from '../../../engine/index.js';
import type { Lang } from '../../form-view/types.js';
import { teller } from '../texts/tell.js';
import { ProblemList } from './problem-list.js';
import type { ProblemReport } from './use-problems.js';

/** What the problems panel is shown with. */
export interface ProblemsPanelProps {
  readonly report: ProblemReport;
  readonly lang: Lang;
  readonly nameOf: (problem: Problem) => string | undefined;
  readonly onGo: (problem: Problem) => void;
}

/** What stands in the way of publishing this process, below the canvas; counts are read out when they change. */
export function ProblemsPanel({ report, lang, nameOf, onGo }: ProblemsPanelProps): ReactNode {
  const t = teller(lang);
  const [isOpen, setIsOpen] = useState(true);
  const body = useId();
  const { problems } = report;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const hasAny = problems.length > 0;
  return (
    <section className="pe-problems" aria-label={t('problems.title')}>
      <header>
        <h2>{t('problems.title')}</h2>
        <p role="status" className={errors > 0 ? 'is-bad' : 'is-good'}>
          {errors > 0 && <span className="pe-count is-error">{t('problems.errors', { n: errors })}</span>}
          {warnings > 0 && <span className="pe-count is-warning">{t('problems.warnings', { n: warnings })}</span>}
          {!hasAny && (
            <span className="pe-count is-none">
              <CheckCircleFilled aria-hidden /> {t('problems.none')}
            </span>
          )}
        </p>
        <span className="pe-soft pe-problems-live">{report.isStale ? t('problems.checking') : t('problems.live')}</span>
        {hasAny && (
          <Button
            type="text"
            size="small"
            icon={isOpen ? <DownOutlined aria-hidden /> : <UpOutlined aria-hidden />}
            aria-expanded={isOpen}
            aria-controls={body}
            aria-label={t(isOpen ? 'problems.hide' : 'problems.show')}
            onClick={() => setIsOpen(!isOpen)}
          />
        )}
      </header>
      {hasAny && isOpen && (
        <div id={body} className="pe-problems-body" tabIndex={0} role="group" aria-label={t('problems.title')}>
          <ProblemList problems={problems} lang={lang} nameOf={nameOf} onGo={onGo} />
        </div>
      )}
    </section>
  );
}
