import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { useToast } from '../parts/use-toast.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';

/** `GET /api/samples`. */
interface SampleState {
  readonly offered: boolean;
  readonly state: 'none' | 'loading' | 'loaded' | 'failed';
  readonly done?: number;
  readonly total?: number;
  /** What is added to now: a register, or `cases`. */
  readonly register?: string;
}

const ASK_EVERY = 1500;

/** Lets the administrator of a demonstration load the full set of sample data, and shows how far it has come. */
export function SampleDataCard(): ReactNode {
  const { t, lang } = useTexts();
  const { user } = useStaff();
  const toast = useToast();
  const cache = useQueryClient();
  const isAdmin = user.roles.includes('sysadmin');
  const samples = useQuery({
    queryKey: ['samples'],
    queryFn: () => request<SampleState>('/api/samples'),
    enabled: isAdmin,
    refetchInterval: ({ state }) => (state.data?.state === 'loading' ? ASK_EVERY : false),
  });
  const begin = useMutation({
    mutationFn: () => request<SampleState>('/api/samples', { method: 'POST', body: { set: 'full' } }),
    onSuccess: (state) => cache.setQueryData(['samples'], state),
    onError: (error) => toast.error(failureSentence(error, lang)),
  });
  const now = samples.data;
  if (!isAdmin || now?.offered !== true) return null;
  const { done = 0, total = 0, register } = now;
  const step = register === 'cases' ? 'samples.cases' : 'samples.loading';
  return (
    <section className="yz-samples" aria-label={t('samples.title')}>
      <div>
        <h2>{t('samples.title')}</h2>
        <p className="yz-soft">{t('samples.hint')}</p>
        <div role="status">
          {now.state === 'loading' && (
            <>
              <Progress
                percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
                aria-label={t('samples.title')}
                status="active"
              />
              <p className="yz-soft">{t(step, { done, total })}</p>
            </>
          )}
          {now.state === 'loaded' && <p>{t('samples.loaded')}</p>}
          {now.state === 'failed' && <p>{t('samples.failed')}</p>}
        </div>
      </div>
      <Button loading={now.state === 'loading' || begin.isPending} onClick={() => begin.mutate()}>
        {t('samples.load')}
      </Button>
    </section>
  );
}
