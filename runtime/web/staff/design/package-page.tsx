import { ArrowLeftOutlined, CloudUploadOutlined, UndoOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, NavLink, useNavigate, useParams } from 'react-router';
import type { Problem } from '../../../../engine/index.js';
import { nextVersion, type PackageFiles, readJson } from '../../../../designer/index.js';
import { clockText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useStaff } from '../session/staff-user.js';
import { useDesignTexts } from './design-texts.js';
import { FileList } from './file-list.js';
import { FormFile } from './form-file.js';
import { kindOf } from './file-kinds.js';
import { LeaveGuard } from './leave-guard.js';
import { readVersions, type VersionRow } from './package-calls.js';
import { ProcessFile } from './process-file.js';
import { PublishDraft } from './publish-draft.js';
import { TextFile } from './text-file.js';
import { type Draft, useDraft } from './use-draft.js';
import { type OpenVersion, useVersion } from './use-package.js';
import { usePlans } from './use-plans.js';
import { VersionsPanel } from './versions-panel.js';

/** One package: its versions, its files, and the draft of the next version. */
export function PackagePage(): ReactNode {
  const { key = '' } = useParams();
  const { user } = useStaff();
  const versions = useQuery({ queryKey: ['packages', key], queryFn: () => readVersions(key) });
  const active = versions.data?.find(({ state }) => state === 'active') ?? versions.data?.[0];
  const draft = useDraft(user.userId, key, active?.hash);
  const base = versions.data?.find(({ hash }) => hash === draft?.baseHash) ?? active;
  const opened = useVersion(draft === undefined ? undefined : base);
  const failure = versions.error ?? opened.error;
  if (failure !== null && (versions.data === undefined || opened.data === undefined)) {
    const retry = (): void => void Promise.all([versions.refetch(), opened.refetch()]);
    return <Failure page error={failure} onRetry={retry} />;
  }
  if (!versions.data || !active || !base || !draft || !opened.data) return <Loading page />;
  return (
    <OpenPackage
      key={`${key} ${base.hash}`}
      versions={versions.data}
      active={active}
      base={base}
      draft={draft}
      opened={opened.data}
    />
  );
}

interface OpenPackageProps {
  readonly versions: readonly VersionRow[];
  readonly active: VersionRow;
  readonly base: VersionRow;
  readonly draft: Draft;
  readonly opened: OpenVersion;
}

function OpenPackage({ versions, active, base, draft, opened }: OpenPackageProps): ReactNode {
  const { d, say, lang } = useDesignTexts();
  const { modal } = App.useApp();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { '*': path = '' } = useParams();
  const [isPublishing, setIsPublishing] = useState(false);
  const [goTo, setGoTo] = useState<{ readonly elementId: string; readonly turn: number }>();
  /** Counts discards and publications: editors begin anew. */
  const [turn, setTurn] = useState(0);
  const files = useMemo((): PackageFiles => ({ ...opened.files, ...draft.changes }), [opened.files, draft.changes]);
  const title = titleOf(files);
  usePageTitle(`${say(title)} · ${d('title')}`);
  const root = `/design/${encodeURIComponent(active.key)}`;
  const changed = draft.changedPaths;
  const plans = usePlans(files, opened.dependencies);

  const goToProblem = (problem: Problem): void => {
    setIsPublishing(false);
    const { file, elementId } = problem;
    if (file !== undefined && Object.hasOwn(files, file)) void navigate(`${root}/files/${file}`);
    if (elementId !== undefined) setGoTo({ elementId, turn: Date.now() });
  };
  const discard = (): void => {
    void modal.confirm({
      title: d('discardAsk'),
      content: d('discardHint', { n: changed.length, version: base.version }),
      okText: d('discard'),
      okButtonProps: { danger: true },
      onOk: async () => {
        await draft.discard();
        setTurn(turn + 1);
      },
    });
  };
  const onPublished = async (): Promise<void> => {
    await draft.discard();
    setIsPublishing(false);
    await cache.invalidateQueries({ queryKey: ['packages'] });
  };

  const filePath = path.startsWith('files/') ? path.slice('files/'.length) : '';
  const text = Object.hasOwn(files, filePath) ? files[filePath] : undefined;
  return (
    <div className="dz">
      <header className="dz-bar">
        <Link to="/design" className="dz-back" aria-label={d('back')}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
        <div className="dz-title">
          <h1 className="yz-cut">{say(title)}</h1>
          <p className="yz-soft yz-cut">
            <code>{active.key}</code> · {d('version')} {active.version} · {d('active')}
          </p>
        </div>
        <nav className="dz-tabs" aria-label={say(title)}>
          <NavLink to={root} end>
            {d('versions')} <span className="dz-count">{versions.length}</span>
          </NavLink>
        </nav>
        <p className="dz-draft" role="status">
          {changed.length === 0 ? (
            <span className="yz-soft">{d('noDraft')}</span>
          ) : (
            <>
              <span className="dz-dirty">{d('draft', { n: changed.length })}</span>
              <span className="yz-soft">
                {draft.savedAt === undefined ? d('saving') : d('saved', { time: clockText(draft.savedAt, lang) })}
              </span>
            </>
          )}
        </p>
        {changed.length > 0 && (
          <Button
            className="dz-discard"
            icon={<UndoOutlined aria-hidden />}
            aria-label={d('discard')}
            onClick={discard}
          >
            {d('discard')}
          </Button>
        )}
        <Button
          type="primary"
          icon={<CloudUploadOutlined aria-hidden />}
          disabled={changed.length === 0}
          onClick={() => setIsPublishing(true)}
        >
          {d('publish')}
        </Button>
      </header>
      {base.hash !== active.hash && (
        <Alert
          className="dz-stale"
          type="warning"
          showIcon
          banner
          title={d('stale', { base: base.version, active: active.version })}
        />
      )}
      <div className="dz-body">
        <FileList title={say(title)} base={root} open={filePath} files={files} changed={changed} />
        <div className="dz-work">
          {filePath === '' ? (
            <VersionsPanel packageKey={active.key} versions={versions} />
          ) : text === undefined ? (
            <Nothing title={d('missingFile')} />
          ) : kindOf(filePath) === 'processes' ? (
            <ProcessFile
              key={`${filePath} ${turn}`}
              path={filePath}
              files={files}
              dependencies={opened.dependencies}
              goTo={goTo}
              onChange={draft.change}
              onGoElsewhere={goToProblem}
            />
          ) : kindOf(filePath) === 'forms' ? (
            <FormFile key={filePath} path={filePath} files={files} plans={plans} />
          ) : (
            <TextFile path={filePath} text={text} />
          )}
        </div>
      </div>
      <LeaveGuard isDirty={changed.length > 0} root={root} />
      <PublishDraft
        isOpen={isPublishing}
        title={say(title)}
        files={files}
        baseVersion={base.version}
        version={nextVersion(
          base.version,
          versions.map(({ version }) => version),
        )}
        changedFiles={changed}
        runningCases={versions.reduce((sum, { cases }) => sum + cases, 0)}
        onGo={goToProblem}
        onClose={() => setIsPublishing(false)}
        onPublished={() => void onPublished()}
      />
    </div>
  );
}

function titleOf(files: PackageFiles): { readonly zh: string; readonly en: string } {
  const manifest = readJson(files['manifest.json']);
  const title = manifest['title'];
  if (typeof title !== 'object' || title === null || !('zh' in title)) return { zh: '', en: '' };
  const { zh, en } = title;
  return { zh: typeof zh === 'string' ? zh : '', en: typeof en === 'string' ? en : '' };
}
