import type { ReactNode } from 'react';
import type { CaseSummary } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { StatusChip } from './status-chip.js';

/** A case in a list: title, status, `todo` when it waits for the person; `children` are its dates. */
export function CaseRow(props: {
  readonly summary: CaseSummary;
  readonly todo: string;
  readonly children: ReactNode;
}): ReactNode {
  const { summary } = props;
  const { lang } = useLang();
  return (
    <li>
      <Link
        className="row-card"
        href={`/cases/${encodeURIComponent(summary.caseId)}`}
        data-todo={summary.todo > 0 || undefined}
      >
        <strong>{textIn(summary.title, lang)}</strong>
        <span className="row-chips">
          <StatusChip status={summary.status} text={summary.statusText} />
          {summary.todo > 0 && (
            <span className="chip" data-tone="warn">
              {props.todo}
            </span>
          )}
        </span>
        <span className="fine">
          <span className="number">{summary.caseNumber}</span>
          {props.children}
        </span>
      </Link>
    </li>
  );
}
