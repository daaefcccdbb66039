import { useQuery } from '@tanstack/react-query';
import type { ApiText } from '../../shared/api-types.js';
import { request } from '../../shared/request.js';
import { useTexts } from '../texts/use-texts.js';

interface ServiceRow {
  readonly key: string;
  readonly title: ApiText;
}

/** The services as choices. */
export function useServices(): readonly { readonly value: string; readonly label: string }[] {
  const { say } = useTexts();
  const { data = [] } = useQuery({
    queryKey: ['services'],
    queryFn: () => request<readonly ServiceRow[]>('/api/services'),
    staleTime: 60_000,
  });
  return data.map(({ key, title }) => ({ value: key, label: say(title) }));
}
