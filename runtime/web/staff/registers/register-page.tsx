import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { failureSentence } from '../../shared/problem.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { SearchBox } from '../parts/search-box.js';
import { useToast } from '../parts/use-toast.js';
import { useTexts } from '../texts/use-texts.js';
import { FilterBar } from './filter-bar.js';
import { inLanguage } from '../../shared/in-language.js';
import { ImportDialog } from './import-dialog.js';
import { questionIn, questionParams } from './question.js';
import { readRegister, takeSheet, type RegisterPageReply, type RegisterQuestion } from './register-calls.js';
import { RegisterTable } from './register-table.js';
import { RowDialog } from './row-dialog.js';
import { saveFile } from './save-file.js';

/** One register: search, filters, order, pages; adding rows, sheets in and out where the person may. */
export function RegisterPage(): ReactNode {
  const { key = '' } = useParams();
  return <RegisterList key={key} register={key} />;
}

function RegisterList({ register }: { readonly register: string }): ReactNode {
  const { t, say, lang } = useTexts();
  const toast = useToast();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<'none' | 'add' | 'import'>('none');
  const [taking, setTaking] = useState(false);
  const question = questionIn(params);
  const list = useInfiniteQuery({
    queryKey: ['register', register, question],
    queryFn: ({ pageParam, signal }) => readRegister(register, question, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RegisterPageReply) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const page = list.data?.pages[0];
  const first = useMemo(() => (page === undefined ? undefined : inLanguage(page, lang)), [page, lang]);
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const title = say(first?.title) || t('registers.title');
  usePageTitle(title);
  const ask = useCallback((next: RegisterQuestion) => setParams(questionParams(next), { replace: true }), [setParams]);
  const search = useCallback((q: string) => ask({ ...questionIn(params), q }), [ask, params]);
  const take = async (): Promise<void> => {
    setTaking(true);
    try {
      saveFile(await takeSheet(register, question), `${title}.xlsx`);
    } catch (error) {
      toast.error(failureSentence(error, lang));
    } finally {
      setTaking(false);
    }
  };
  const isAsked = question.q !== '' || Object.keys(question.filters).length > 0;
  return (
    <div className="yz-page">
      <nav className="yz-crumbs" aria-label={t('registers.way')}>
        <Link to="/registers">{t('registers.title')}</Link>
      </nav>
      <header className="yz-page-head">
        <div>
          <h1>{title}</h1>
          {first?.total !== undefined && <p className="yz-soft">{t('registers.total', { count: first.total })}</p>}
        </div>
        <SearchBox label={t('registers.search')} value={question.q} onSearch={search} />
      </header>
      {first !== undefined && (
        <div className="yz-register-bar">
          <FilterBar page={first} question={question} onAsk={ask} />
          <div className="yz-register-acts">
            {first.may.write && <Button onClick={() => setDialog('import')}>{t('registers.import')}</Button>}
            {first.may.export && (
              <Button loading={taking} onClick={() => void take()}>
                {t('registers.export')}
              </Button>
            )}
            {first.may.write && (
              <Button type="primary" onClick={() => setDialog('add')}>
                {t('registers.add')}
              </Button>
            )}
          </div>
        </div>
      )}
      {first === undefined && list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {first === undefined && !list.isError && <Loading rows={8} />}
      {first !== undefined &&
        (rows.length === 0 ? (
          <Nothing title={isAsked ? t('registers.nothingFound') : t('registers.empty')} />
        ) : (
          <RegisterTable page={first} rows={rows} sort={question.sort} onSort={(sort) => ask({ ...question, sort })} />
        ))}
      {list.hasNextPage && (
        <Button className="yz-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
      {first !== undefined && dialog === 'import' && (
        <ImportDialog
          register={register}
          title={title}
          onTaken={() => void list.refetch()}
          onClose={() => setDialog('none')}
        />
      )}
      {first !== undefined && dialog === 'add' && (
        <RowDialog
          register={register}
          schema={first.schema}
          references={first.references}
          onSaved={(row) => void navigate(`/registers/${register}/${encodeURIComponent(row.handle)}`)}
          onClose={() => setDialog('none')}
        />
      )}
    </div>
  );
}
