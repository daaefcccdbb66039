import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useTexts } from '../texts/use-texts.js';
import { readRegisters } from './register-calls.js';
import { SampleDataCard } from './sample-data-card.js';

/** The registers that the person may read. */
export function RegistersPage(): ReactNode {
  const { t, say } = useTexts();
  usePageTitle(t('registers.title'));
  const registers = useQuery({ queryKey: ['registers'], queryFn: readRegisters });
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('registers.title')}</h1>
          <p className="yz-soft">{t('registers.hint')}</p>
        </div>
      </header>
      <SampleDataCard />
      {registers.data === undefined && registers.isError && (
        <Failure error={registers.error} onRetry={() => void registers.refetch()} />
      )}
      {registers.data === undefined && !registers.isError && <Loading rows={6} />}
      {registers.data !== undefined &&
        (registers.data.length === 0 ? (
          <Nothing title={t('registers.none')} />
        ) : (
          <ul className="yz-registers">
            {registers.data.map((register) => (
              <li key={register.key}>
                <Link to={`/registers/${register.key}`}>
                  <strong>{say(register.title)}</strong>
                  <span>{register.may.write ? t('registers.mayWrite') : t('registers.mayRead')}</span>
                </Link>
              </li>
            ))}
          </ul>
        ))}
    </div>
  );
}
