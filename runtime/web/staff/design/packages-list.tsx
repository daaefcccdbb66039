import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useDesignTexts } from './design-texts.js';
import { type PackageRow, readPackages, readVersions, type VersionRow } from './package-calls.js';

/** All packages: what is active, how many versions there are, how many cases run. */
export function PackagesList(): ReactNode {
  const { d } = useDesignTexts();
  usePageTitle(d('title'));
  const packages = useQuery({ queryKey: ['packages'], queryFn: readPackages });
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{d('title')}</h1>
          <p className="yz-soft">{d('hint')}</p>
        </div>
      </header>
      {packages.isError && packages.data === undefined && (
        <Failure error={packages.error} onRetry={() => void packages.refetch()} />
      )}
      {packages.isPending && <Loading rows={6} />}
      {packages.data?.length === 0 && <Nothing title={d('empty')} />}
      {packages.data !== undefined && packages.data.length > 0 && (
        <ul className="dz-packages">
          {packages.data.map((row) => (
            <PackageCard key={row.key} row={row} />
          ))}
        </ul>
      )}
    </div>
  );
}

function PackageCard({ row }: { readonly row: PackageRow }): ReactNode {
  const { d, say } = useDesignTexts();
  const versions = useQuery({ queryKey: ['packages', row.key], queryFn: () => readVersions(row.key) });
  return (
    <li className="dz-package">
      <div className="dz-package-head">
        <h2>
          <Link to={`/design/${encodeURIComponent(row.key)}`}>{say(row.title)}</Link>
        </h2>
        <code className="yz-soft">{row.key}</code>
      </div>
      <p className="yz-soft">{d('versionCount', { n: row.versions })}</p>
      {versions.data !== undefined && (
        <ul className="dz-package-versions">
          {versions.data.slice(0, 4).map((version) => (
            <li key={version.hash}>
              <VersionTag version={version} />
              <span>
                {d('running')} <strong>{version.cases}</strong>
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** A version by number and state. */
export function VersionTag({ version }: { readonly version: VersionRow }): ReactNode {
  const { d } = useDesignTexts();
  return (
    <span className={`dz-version is-${version.state}`}>
      <strong>{version.version}</strong> {d(version.state)}
    </span>
  );
}
