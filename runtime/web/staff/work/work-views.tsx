import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { WorkQuery } from '../api/calls.js';
import type { WorkView } from '../api/types.js';
import { useTexts } from '../texts/use-texts.js';
import { WORK_VIEWS, workAddress } from './work-filter.js';

/** The views of the worklist with the number of tasks in each. They are links, so each view has an address. */
export function WorkViews(props: {
  readonly filter: WorkQuery;
  readonly counts: Readonly<Partial<Record<WorkView, number>>>;
  readonly open: string | undefined;
}): ReactNode {
  const { t } = useTexts();
  return (
    <nav className="yz-views" aria-label={t('work.views')}>
      {WORK_VIEWS.map((view) => {
        const count = props.counts[view];
        const name = t(`work.view.${view}`);
        return (
          <Link
            key={view}
            to={workAddress({ ...props.filter, view }, props.open)}
            aria-current={view === props.filter.view ? 'page' : undefined}
          >
            {name}
            {count !== undefined && (
              <span className="yz-count">
                {count > 999 ? '999+' : count}
                <span className="yz-unseen">{t('work.count')}</span>
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
