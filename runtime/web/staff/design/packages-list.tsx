import { useQuery } from '@tanstack/react-query';
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { readJson } from '../../../../designer/index.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useStaff } from '../session/staff-user.js';
import { useDesignTexts } from './design-texts.js';
import type { StoredDraft } from './draft-store.js';
import { listNewDrafts } from './new-drafts.js';
import { NewPackageDialog } from './new-package-dialog.js';
import { type PackageRow, readPackages, readVersions, type VersionRow } from './package-calls.js';

/** All packages: what is active, how many versions there are, how many cases run. */
export function PackagesList(): ReactNode {
  const { d } = useDesignTexts();
  usePageTitle(d('title'));
  const { user } = useStaff();
  const [isMaking, setIsMaking] = useState(false);
  const packages = useQuery({ queryKey: ['packages'], queryFn: readPackages });
  const begun = useQuery({
    queryKey: ['packages', 'begun', user.userId],
    queryFn: () => listNewDrafts(user.userId),
    staleTime: 0,
  });
  const news = begun.data?.filter(({ key }) => packages.data?.some((one) => one.key === key) !== true) ?? [];
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{d('title')}</h1>
          <p className="yz-soft">{d('hint')}</p>
        </div>
        {user.roles.includes('designer') && packages.data !== undefined && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setIsMaking(true)}>
            {d('newPackage')}
          </Button>
        )}
      </header>
      {packages.isError && packages.data === undefined && (
        <Failure error={packages.error} onRetry={() => void packages.refetch()} />
      )}
      {packages.isPending && <Loading rows={6} />}
      {news.length > 0 && (
        <ul className="dz-packages dz-begun">
          {news.map((draft) => (
            <NewPackageCard key={draft.key} draft={draft} />
          ))}
        </ul>
      )}
      {packages.data?.length === 0 && <Nothing title={d('empty')} />}
      {packages.data !== undefined && packages.data.length > 0 && (
        <ul className="dz-packages">
          {packages.data.map((row) => (
            <PackageCard key={row.key} row={row} />
          ))}
        </ul>
      )}
      <NewPackageDialog isOpen={isMaking} packages={packages.data ?? []} onClose={() => setIsMaking(false)} />
    </div>
  );
}

/** A package that exists on this device only. */
function NewPackageCard({ draft }: { readonly draft: StoredDraft }): ReactNode {
  const { d, lang } = useDesignTexts();
  const title = readJson(draft.files['manifest.json'])['title'];
  const named =
    typeof title === 'object' && title !== null && lang in title ? (title as Record<string, unknown>)[lang] : undefined;
  return (
    <li className="dz-package">
      <div className="dz-package-head">
        <h2>
          <Link to={`/design/${encodeURIComponent(draft.key)}`}>{typeof named === 'string' ? named : draft.key}</Link>
        </h2>
        <code className="yz-soft">{draft.key}</code>
      </div>
      <p className="dz-dirty">{d('notPublished')}</p>
    </li>
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
