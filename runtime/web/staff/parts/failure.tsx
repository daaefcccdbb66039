import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { useTexts } from '../texts/use-texts.js';

/** Says why something could not be loaded and offers to try again; the trace id helps the administrator find the cause. */
export function Failure(props: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly page?: boolean;
}): ReactNode {
  const { t, lang } = useTexts();
  const trace = props.error instanceof ApiProblem && props.error.status >= 500 ? props.error.traceId : undefined;
  return (
    <div className={props.page === true ? 'yz-failure yz-failure-page' : 'yz-failure'}>
      <Alert
        type="error"
        showIcon
        role="alert"
        title={failureSentence(props.error, lang)}
        description={trace === undefined || trace === '' ? undefined : t('load.trace', { id: trace })}
        action={
          props.onRetry === undefined ? undefined : (
            <Button size="small" onClick={props.onRetry}>
              {t('load.retry')}
            </Button>
          )
        }
      />
    </div>
  );
}
