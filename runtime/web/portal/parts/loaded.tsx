import type { ReactNode } from 'react';
import type { Loading } from '../state/use-load.js';
import { Failure } from './failure.js';
import { Skeleton } from './skeleton.js';

/** Shows what was asked for, a placeholder until it is there, or why it is not. */
export function Loaded<T>(props: {
  readonly loading: Loading<T> & { reload(): void };
  readonly children: (value: T) => ReactNode;
  readonly lines?: number;
}): ReactNode {
  const { loading, children } = props;
  if (loading.state === 'ready') return children(loading.value);
  if (loading.state === 'failed') return <Failure error={loading.error} onRetry={() => loading.reload()} />;
  return <Skeleton {...(props.lines === undefined ? {} : { lines: props.lines })} />;
}
