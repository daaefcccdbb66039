import type { ReactNode } from 'react';
import type { ApiText } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

interface Entry {
  readonly key: string;
  readonly title: ApiText;
}

/** Ways to what needs no sign-in: self-checks and public registers, as far as the packages in use have any. */
export function OpenTiles(): ReactNode {
  const { lang, tell } = useLang();
  const loading = useLoad(`open ${lang}`, async (signal) => {
    const [checks, registers] = await Promise.all([
      request<readonly Entry[]>('/api/self-checks', { signal }),
      request<readonly Entry[]>('/api/public-registers', { signal }),
    ]);
    return { checks, registers };
  });
  // The page is whole without them: where they do not come, nothing is said.
  if (loading.state !== 'ready') return null;
  const tile = (href: string, title: ApiText, line: string): ReactNode => (
    <Link key={href} className="tile" href={href}>
      <strong>{textIn(title, lang)}</strong>
      <span>{line}</span>
    </Link>
  );
  return (
    <>
      {loading.value.checks.map(({ key, title }) => tile(`/check/${key}`, title, tell('home.check')))}
      {loading.value.registers.length > 0 && tile('/public', tell('public.title'), tell('home.register'))}
    </>
  );
}
