import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { inLanguage } from '../../shared/in-language.js';
import { readRegister } from '../registers/register-calls.js';
import { valueText } from '../../shared/row-values.js';
import { useTexts } from '../texts/use-texts.js';

const NOTHING_ASKED = { q: '', sort: 'familyId', filters: {} } as const;

/** All families in reach, with names masked. */
export function FamilyList(): ReactNode {
  const { t, lang } = useTexts();
  const families = useInfiniteQuery({
    queryKey: ['register', 'families', 'list'],
    queryFn: ({ pageParam, signal }) => readRegister('families', NOTHING_ASKED, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  const { data } = families;
  if (data === undefined)
    return families.isError ? (
      <Failure error={families.error} onRetry={() => void families.refetch()} />
    ) : (
      <Loading rows={6} />
    );
  const rows = data.pages.flatMap((page) => {
    const local = inLanguage(page, lang);
    return page.rows.map(({ handle, values }) => ({
      handle,
      shown: (property: string): string => valueText(local, property, values[property], lang),
    }));
  });
  if (rows.length === 0) return <Nothing title={t('families.noFamilies')} hint={t('families.noFamiliesHint')} />;
  return (
    <>
      <ul className="yz-registers">
        {rows.map(({ handle, shown }) => (
          <li key={handle}>
            <Link to={`/families/${encodeURIComponent(shown('familyId'))}`}>
              <strong>
                {shown('head')} <span className="yz-soft">{shown('familyId')}</span>
              </strong>
              <span>
                {shown('community')} · {t('families.persons', { n: shown('size') })} · {shown('state')}
              </span>
              <span>{shown('kinds')}</span>
            </Link>
          </li>
        ))}
      </ul>
      {families.hasNextPage && (
        <Button className="yz-gap-above" onClick={() => void families.fetchNextPage()}>
          {t('families.more')}
        </Button>
      )}
    </>
  );
}
