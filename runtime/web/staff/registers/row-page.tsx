import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { JsonValue } from '../../../../engine/index.js';
import { instantText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { usePageTitle } from '../parts/page-title.js';
import { useTexts } from '../texts/use-texts.js';
import { inLanguage } from '../../shared/in-language.js';
import { readRow, type RowDetail } from './register-calls.js';
import { RevealValueDialog } from './reveal-value-dialog.js';
import { RowDialog } from './row-dialog.js';
import { propertiesOf, titleOf, valueText } from '../../shared/row-values.js';

/** One row of a register with the story of its changes. */
export function RowPage(): ReactNode {
  const { key = '', handle = '' } = useParams();
  const { t } = useTexts();
  const row = useQuery({ queryKey: ['register', key, 'row', handle], queryFn: () => readRow(key, handle) });
  usePageTitle(row.data === undefined ? t('registers.title') : nameOf(row.data));
  if (row.data === undefined) {
    return (
      <div className="yz-page">
        {row.isError ? <Failure error={row.error} onRetry={() => void row.refetch()} /> : <Loading rows={8} />}
      </div>
    );
  }
  return <RowSheet key={`${key}/${handle}`} register={key} detail={row.data} onChanged={() => void row.refetch()} />;
}

function nameOf({ row }: RowDetail): string {
  const { name } = row.values as { readonly name?: JsonValue };
  return typeof name === 'string' ? name : row.handle;
}

function RowSheet(props: {
  readonly register: string;
  readonly detail: RowDetail;
  readonly onChanged: () => void;
}): ReactNode {
  const { t, say, lang } = useTexts();
  const { register } = props;
  const detail = useMemo(() => inLanguage(props.detail, lang), [props.detail, lang]);
  const { schema, row, masked, may } = detail;
  const [dialog, setDialog] = useState<'none' | 'change' | 'reveal'>('none');
  const [shown, setShown] = useState<ReadonlyMap<string, JsonValue>>(new Map());
  const hidden = masked.map((pointer) => pointer.split('/')[1] ?? '');
  return (
    <div className="yz-page">
      <nav className="yz-crumbs" aria-label={t('registers.way')}>
        <Link to="/registers">{t('registers.title')}</Link>
        <Link to={`/registers/${register}`}>{say(detail.title)}</Link>
      </nav>
      <header className="yz-page-head">
        <h1>{nameOf(detail)}</h1>
        <div className="yz-register-acts">
          {may.clear && hidden.length > shown.size && (
            <Button onClick={() => setDialog('reveal')}>{t('registers.reveal')}</Button>
          )}
          {may.write && (
            <Button type="primary" onClick={() => setDialog('change')}>
              {t('registers.change')}
            </Button>
          )}
        </div>
      </header>
      <dl className="yz-row-values">
        {propertiesOf(schema)
          .filter((property) => row.values[property] !== undefined)
          .map((property) => (
            <div key={property}>
              <dt>{titleOf(schema, property)}</dt>
              <dd>{valueText(detail, property, shown.get(property) ?? row.values[property], lang)}</dd>
            </div>
          ))}
      </dl>
      <h2>{t('registers.story')}</h2>
      <ol className="yz-row-story">
        {detail.versions.map((version, index) => (
          <li key={version.revision}>
            <span className="yz-soft">
              {instantText(version.at, lang)} · {version.by === 'system' ? t('registers.system') : version.by}
            </span>
            <ul>
              {changedProperties(detail, index).map((property) => (
                <li key={property}>
                  {titleOf(schema, property)}{' '}
                  {index < detail.versions.length - 1 && (
                    <>
                      <del>{valueText(detail, property, detail.versions[index + 1]?.values[property], lang)}</del>{' '}
                    </>
                  )}
                  <ins>{valueText(detail, property, version.values[property], lang)}</ins>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {dialog === 'change' && (
        <RowDialog
          register={register}
          schema={schema}
          references={detail.references}
          row={row}
          without={hidden}
          onSaved={() => {
            setDialog('none');
            props.onChanged();
          }}
          onClose={() => setDialog('none')}
        />
      )}
      {dialog === 'reveal' && (
        <RevealValueDialog
          register={register}
          handle={row.handle}
          choices={hidden
            .filter((property) => !shown.has(property))
            .map((property) => ({ property, title: titleOf(schema, property) }))}
          onShown={(property, value) => setShown((known) => new Map([...known, [property, value]]))}
          onClose={() => setDialog('none')}
        />
      )}
    </div>
  );
}

/** What a version changed against the one before; the first one brought everything. */
function changedProperties({ schema, versions }: RowDetail, index: number): readonly string[] {
  const [now, before] = [versions[index]?.values ?? {}, versions[index + 1]?.values ?? {}];
  return propertiesOf(schema).filter((name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]));
}
