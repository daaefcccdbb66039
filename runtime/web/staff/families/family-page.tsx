import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { JsonValue } from '../../../../engine/index.js';
import { dateText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { inLanguage } from '../../shared/in-language.js';
import type { RegisterRow } from '../registers/register-calls.js';
import { RevealValueDialog } from '../registers/reveal-value-dialog.js';
import { nodeOf, propertiesOf, titleOf, valueText } from '../../shared/row-values.js';
import { useTexts } from '../texts/use-texts.js';
import { type FamilyFile, readFamilyFile } from './family-calls.js';
import { timelineOf } from './family-timeline.js';
import { MonthStrip } from './month-strip.js';
import { officeDay } from './office-day.js';

const SUMMARY = [
  'familyId',
  'community',
  'address',
  'mobile',
  'kinds',
  'size',
  'leader',
  'secretary',
  'helpers',
  'goals',
  'measures',
  'planUntil',
  'pairedOn',
  'lastVisitOn',
  'score',
] as const;

/** The file of one family: who it is, who helps, the visits of the last months, and everything that was done, by date. */
export function FamilyPage(): ReactNode {
  const { familyId = '' } = useParams();
  const { t } = useTexts();
  const file = useQuery({
    queryKey: ['register', 'families', 'file', familyId],
    queryFn: ({ signal }) => readFamilyFile(familyId, signal),
  });
  const family = file.data?.family;
  usePageTitle(t('family.file'));
  if (file.data === undefined || family === undefined)
    return (
      <div className="yz-page">
        {file.isError && <Failure error={file.error} onRetry={() => void file.refetch()} />}
        {!file.isError && file.data === undefined && <Loading rows={8} />}
        {file.data !== undefined && <Nothing title={t('families.noFamilies')} hint={t('families.noFamiliesHint')} />}
      </div>
    );
  return <FileSheet file={file.data} family={family} />;
}

function FileSheet({ file, family }: { readonly file: FamilyFile; readonly family: RegisterRow }): ReactNode {
  const { t, lang } = useTexts();
  const local = useMemo(() => inLanguage(file.families, lang), [file.families, lang]);
  const [isAsking, setAsking] = useState(false);
  const [shown, setShown] = useState<ReadonlyMap<string, JsonValue>>(new Map());
  const textOf = (property: string): string =>
    valueText(local, property, shown.get(property) ?? family.values[property], lang);
  const entries = timelineOf(file, t, lang);
  const sensitive = propertiesOf(local.schema).filter((property) => isProtected(local.schema, property));
  const seen = [...SUMMARY, ...sensitive.filter((property) => shown.has(property))];
  return (
    <div className="yz-page yz-family">
      <nav className="yz-crumbs" aria-label={t('registers.way')}>
        <Link to="/families">{t('families.title')}</Link>
      </nav>
      <header className="yz-page-head">
        <h1>
          {t('family.title', { name: textOf('head') })}{' '}
          <span className="yz-visit-state" data-tone={family.values['state'] === '结对中' ? 'good' : 'plain'}>
            {textOf('state')}
          </span>
        </h1>
        <div className="yz-register-acts">
          <Button onClick={() => window.print()}>{t('family.print')}</Button>
          {local.may.clear && shown.size < sensitive.length && (
            <Button onClick={() => setAsking(true)}>{t('registers.reveal')}</Button>
          )}
          <Link className="ant-btn ant-btn-default" to={`/registers/families/${family.handle}`}>
            {t('family.row')}
          </Link>
        </div>
      </header>
      <dl className="yz-row-values">
        {[...new Set(seen)]
          .filter((property) => textOf(property) !== '')
          .map((property) => (
            <div key={property}>
              <dt>{titleOf(local.schema, property)}</dt>
              <dd>{textOf(property)}</dd>
            </div>
          ))}
      </dl>
      <h2>{t('family.months')}</h2>
      <MonthStrip visits={file.visits} today={officeDay()} />
      <h2>{t('family.timeline')}</h2>
      {entries.length === 0 && <Nothing title={t('family.empty')} hint={t('family.emptyHint')} />}
      <ol className="yz-family-line">
        {entries.map((entry) => (
          <li key={entry.id} data-kind={entry.kind} data-tone={entry.tone}>
            <span className="yz-line-day">{dateText(entry.on, lang)}</span>
            <div>
              <p>
                <span className="yz-line-kind">{t(`family.kind.${entry.kind}`)}</span> <strong>{entry.title}</strong>{' '}
                {entry.state !== '' && (
                  <span className="yz-visit-state" data-tone={entry.tone}>
                    {entry.state}
                  </span>
                )}
              </p>
              {entry.facts.length > 0 && <p className="yz-soft">{entry.facts.join(lang === 'zh' ? '；' : '; ')}</p>}
            </div>
          </li>
        ))}
      </ol>
      <footer className="yz-print-only">
        <p>
          {t('family.print.date')} {dateText(officeDay(), lang)}
        </p>
        <p>{t('family.print.sign')} ____________________</p>
      </footer>
      {isAsking && (
        <RevealValueDialog
          register="families"
          handle={family.handle}
          choices={sensitive
            .filter((property) => !shown.has(property))
            .map((property) => ({ property, title: titleOf(local.schema, property) }))}
          onShown={(property, value) => setShown((known) => new Map([...known, [property, value]]))}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Whether a property of the family is shown in clear only on request. */
function isProtected(schema: Parameters<typeof nodeOf>[0], property: string): boolean {
  const node = nodeOf(schema, property);
  return typeof node['x-mask'] === 'string' || node['x-class'] === 'L3' || node['x-class'] === 'L4';
}
