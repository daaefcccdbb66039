import { QueryClient } from '@tanstack/react-query';
import { Unreachable } from '../../shared/problem.js';

/** The cache of what the server said. A refusal is not asked again; a missing answer is, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        retry: (failures, error) => error instanceof Unreachable && failures < 2,
        retryDelay: (failures) => 500 * 2 ** failures,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
