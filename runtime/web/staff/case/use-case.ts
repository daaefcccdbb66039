import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { readCase } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import type { StaffCase } from '../api/types.js';

const CASE_POLL_MS = 5_000;

/** A case as staff see it, read again while it is on the screen. */
export function useCase(caseId: string): UseQueryResult<StaffCase> {
  const poll = usePoll(CASE_POLL_MS);
  return useQuery({
    queryKey: ['case', caseId, 'view'],
    queryFn: () => readCase(caseId),
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
}
