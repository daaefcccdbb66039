import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PasswordCode, PersonView } from '../../../wire/people.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { SearchBox } from '../parts/search-box.js';
import { useTexts } from '../texts/use-texts.js';
import { CodeDialog } from './code-dialog.js';
import { readPeople } from './people-calls.js';
import { PeopleTable } from './people-table.js';
import { PersonDialog } from './person-dialog.js';
import '../styles/people.css';

/** People of the office with their roles and accounts: made, changed, helped and closed here by the administrator. */
export function PeoplePage(): ReactNode {
  const { t } = useTexts();
  usePageTitle(t('people.title'));
  const cache = useQueryClient();
  const [q, setQ] = useState('');
  const [all, setAll] = useState(false);
  const [edited, setEdited] = useState<PersonView | 'new' | null>(null);
  const [code, setCode] = useState<PasswordCode | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['people', q, all],
    queryFn: ({ pageParam, signal }) =>
      readPeople({ q, all, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const first = list.data?.pages[0];
  const people = list.data?.pages.flatMap((page) => page.people) ?? [];
  const changed = (): void => void cache.invalidateQueries({ queryKey: ['people'] });
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('people.title')}</h1>
          <p className="yz-soft">{t('people.hint')}</p>
        </div>
        <Button type="primary" disabled={first === undefined} onClick={() => setEdited('new')}>
          {t('people.new')}
        </Button>
      </header>
      <div className="yz-filters">
        <SearchBox label={t('people.search')} value={q} onSearch={setQ} />
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t('people.all')}
        </Checkbox>
      </div>
      {first === undefined && list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {first === undefined && !list.isError && <Loading rows={5} />}
      {first !== undefined && people.length === 0 && <Nothing title={t('people.empty')} hint={t('people.emptyHint')} />}
      {first !== undefined && people.length > 0 && (
        <PeopleTable people={people} page={first} onEdit={setEdited} onCode={setCode} onChanged={changed} />
      )}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
      {edited !== null && first !== undefined && (
        <PersonDialog
          person={edited === 'new' ? null : edited}
          page={first}
          onDone={(made) => {
            setEdited(null);
            setCode(made);
            changed();
          }}
          onClose={() => setEdited(null)}
        />
      )}
      {code !== null && <CodeDialog code={code} onClose={() => setCode(null)} />}
    </div>
  );
}
