import type { RegisterQuestion } from './register-calls.js';

const FILTER = 'f.';

/** What the address asks of a register: `q`, `sort` and one `f.<property>` for each filter. */
export function questionIn(params: URLSearchParams): RegisterQuestion {
  const filters: Record<string, string> = {};
  for (const [name, value] of params)
    if (name.startsWith(FILTER) && value !== '') filters[name.slice(FILTER.length)] = value;
  return { q: (params.get('q') ?? '').trim(), sort: params.get('sort') ?? '', filters };
}

/** The address of a question. */
export function questionParams({ q, sort, filters }: RegisterQuestion): URLSearchParams {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  if (sort !== '') params.set('sort', sort);
  for (const [property, value] of Object.entries(filters)) if (value !== '') params.set(FILTER + property, value);
  return params;
}
