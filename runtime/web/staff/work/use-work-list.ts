import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { readWork, type WorkQuery } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import type { WorkPage, WorkView } from '../api/types.js';
import { GONE_MS, type ListedItem, listedItems } from './listed-items.js';

const POLL_MANY_MS = 8_000;
const NOBODY: ReadonlySet<string> = new Set();

/** The worklist of a filter while it is on the screen. */
export interface WorkList {
  readonly rows: readonly ListedItem[];
  readonly counts: Readonly<Partial<Record<WorkView, number>>>;
  readonly isLoading: boolean;
  /** Rows of another filter are shown until those of this one arrive. */
  readonly isOld: boolean;
  readonly error: unknown;
  /** When the rows were last known to be right, ms since the epoch. */
  readonly knownAt: number;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  loadMore(): void;
  reload(): void;
  /** Takes a task that this person finished off the list at once. */
  dismiss(workItemId: string): void;
}

/** Reads the worklist page by page and again every two seconds while the page is visible. */
export function useWorkList(filter: WorkQuery): WorkList {
  const poll = usePoll();
  const slowPoll = usePoll(POLL_MANY_MS);
  const query = useInfiniteQuery({
    queryKey: ['work', filter],
    queryFn: ({ pageParam, signal }) => readWork(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: WorkPage) => page.nextCursor ?? undefined,
    refetchInterval: (state) => ((state.state.data?.pages.length ?? 1) > 1 ? slowPoll : poll),
    placeholderData: keepPreviousData,
  });
  const [own, setOwn] = useState<ReadonlySet<string>>(NOBODY);
  const rows = useListed(query.data?.pages, own, `${filter.view} ${filter.sort} ${filter.q}`, query.isPlaceholderData);
  const { fetchNextPage, refetch } = query;
  return {
    rows,
    counts: query.data?.pages[0]?.counts ?? {},
    isLoading: query.isPending,
    isOld: query.isPlaceholderData,
    error: query.error,
    knownAt: query.dataUpdatedAt,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    reload: useCallback(() => void refetch(), [refetch]),
    dismiss: useCallback((workItemId: string) => setOwn((known) => new Set(known).add(workItemId)), []),
  };
}

interface Shown {
  readonly pages: readonly WorkPage[] | undefined;
  readonly own: ReadonlySet<string>;
  readonly filter: string;
  readonly round: number;
  readonly rows: readonly ListedItem[];
}

/** Keeps the rows that are shown: with each answer of the server the ones that vanished are greyed first. */
function useListed(
  pages: readonly WorkPage[] | undefined,
  own: ReadonlySet<string>,
  filter: string,
  isOld: boolean,
): readonly ListedItem[] {
  const [shown, setShown] = useState<Shown>({ pages: undefined, own, filter, round: 0, rows: [] });
  const fresh = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages]);
  const [round, setRound] = useState(0);
  const hasGone = shown.rows.some((row) => row.goneAt !== null);
  useEffect(() => {
    if (!hasGone) return;
    const timer = setInterval(() => setRound((count) => count + 1), GONE_MS / 4);
    return () => clearInterval(timer);
  }, [hasGone]);
  if (isOld || (shown.pages === pages && shown.own === own && shown.round === round)) return shown.rows;
  const before = shown.filter === filter ? shown.rows : [];
  const rows = listedItems({ before, fresh, own, now: Date.now() });
  setShown({ pages, own, filter, round, rows });
  return rows;
}
