import { ArrowLeftOutlined, CloudUploadOutlined, DeleteOutlined, UndoOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, NavLink, useNavigate, useParams } from 'react-router';
import type { Problem } from '../../../../engine/index.js';
import {
  DecisionEditor,
  EditHistory,
  isDecisionTable,
  nextVersion,
  type PackageFiles,
  readJson,
  RegisterEditor,
  ServiceEditor,
} from '../../../../designer/index.js';
import { clockText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useStaff } from '../session/staff-user.js';
import { useDesignTexts } from './design-texts.js';
import { FileList } from './file-list.js';
import { FormFile } from './form-file.js';
import { baseName, kindOf } from './file-kinds.js';
import { LeaveGuard } from './leave-guard.js';
import { NO_VERSION } from './new-drafts.js';
import { NewFileDialog } from './new-file-dialog.js';
import { type PackageRow, readPackages, readVersions, type VersionRow } from './package-calls.js';
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
  const { d } = useDesignTexts();
  const all = useQuery({ queryKey: ['packages'], queryFn: readPackages });
  const isKnown = all.data?.some((one) => one.key === key);
  const versions = useQuery({
    queryKey: ['packages', key],
    queryFn: () => readVersions(key),
    enabled: isKnown === true,
  });
  const active = versions.data?.find(({ state }) => state === 'active') ?? versions.data?.[0];
  const draft = useDraft(user.userId, key, active?.hash);
  const begun = useMemo(
    () =>
      isKnown === false && all.data !== undefined && draft?.baseHash === NO_VERSION
        ? unpublished(key, draft.changes, all.data)
        : undefined,
    [isKnown, all.data, key, draft],
  );
  const base = versions.data?.find(({ hash }) => hash === draft?.baseHash) ?? active ?? begun;
  const opened = useVersion(draft ? base : undefined);
  const failure = all.error ?? versions.error ?? opened.error;
  if (failure !== null && (base === undefined || opened.data === undefined)) {
    const retry = (): void => void Promise.all([all.refetch(), versions.refetch(), opened.refetch()]);
    return <Failure page error={failure} onRetry={retry} />;
  }
  if (isKnown === false && draft === null) return <Nothing title={d('missingPackage')} />;
  if (!base || !draft || !opened.data) return <Loading page />;
  return (
    <OpenPackage
      key={`${key} ${base.hash}`}
      versions={versions.data ?? []}
      active={active ?? base}
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
  const [isAdding, setIsAdding] = useState(false);
  const [goTo, setGoTo] = useState<{ readonly elementId: string; readonly turn: number }>();
  /** Counts discards and publications: editors begin anew. */
  const [turn, setTurn] = useState(0);
  const files = useMemo((): PackageFiles => ({ ...opened.files, ...draft.changes }), [opened.files, draft.changes]);
  const title = titleOf(files);
  usePageTitle(`${say(title)} · ${d('title')}`);
  const root = `/design/${encodeURIComponent(active.key)}`;
  const changed = draft.changedPaths;
  const isNew = base.hash === NO_VERSION;
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
      content: isNew ? d('discardNewHint') : d('discardHint', { n: changed.length, version: base.version }),
      okText: d('discard'),
      okButtonProps: { danger: true },
      onOk: async () => {
        await draft.discard();
        if (isNew) void navigate('/design');
        setTurn(turn + 1);
      },
    });
  };
  const onPublished = async (): Promise<void> => {
    setIsPublishing(false);
    // First the versions: a new package without its draft would be nothing for a moment.
    await cache.invalidateQueries({ queryKey: ['packages'] });
    await draft.discard();
  };

  const removeFile = (gone: string): void => {
    void modal.confirm({
      title: d('removeFileAsk', { name: baseName(gone) }),
      okText: d('removeFile'),
      okButtonProps: { danger: true },
      onOk: async () => {
        await navigate(root);
        draft.takeBack(gone);
      },
    });
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
            <code>{active.key}</code> ·{' '}
            {isNew ? d('notPublished') : `${d('version')} ${active.version} · ${d('active')}`}
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
        <FileList
          title={say(title)}
          base={root}
          open={filePath}
          files={files}
          changed={isNew ? [] : changed}
          onNew={() => setIsAdding(true)}
        />
        <div className="dz-work">
          {text !== undefined && !Object.hasOwn(opened.files, filePath) && filePath !== 'manifest.json' && (
            <p className="dz-remove">
              <Button size="small" icon={<DeleteOutlined aria-hidden />} onClick={() => removeFile(filePath)}>
                {d('removeFile')}
              </Button>
            </p>
          )}
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
            <FormFile
              key={`${filePath} ${turn}`}
              path={filePath}
              files={files}
              plans={plans}
              first={changed.includes(filePath) ? 'edit' : 'preview'}
              onChange={draft.change}
            />
          ) : kindOf(filePath) === 'service' ? (
            <EditHistory key={turn} files={files} lang={lang} onChange={draft.change}>
              {(change) => <ServiceEditor files={files} lang={lang} onChange={change} />}
            </EditHistory>
          ) : kindOf(filePath) === 'registers' ? (
            <EditHistory key={`${filePath} ${turn}`} files={files} lang={lang} onChange={draft.change}>
              {(change) => <RegisterEditor id={baseName(filePath)} files={files} lang={lang} onChange={change} />}
            </EditHistory>
          ) : kindOf(filePath) === 'decisions' && isDecisionTable(text) ? (
            <EditHistory key={`${filePath} ${turn}`} files={files} lang={lang} onChange={draft.change}>
              {(change) => <DecisionEditor path={filePath} files={files} lang={lang} onChange={change} />}
            </EditHistory>
          ) : (
            <TextFile path={filePath} text={text} />
          )}
        </div>
      </div>
      <NewFileDialog
        isOpen={isAdding}
        files={files}
        onClose={() => setIsAdding(false)}
        onMade={(made, added) => {
          setIsAdding(false);
          draft.change(added);
          void navigate(`${root}/files/${made}`);
        }}
      />
      <LeaveGuard isDirty={changed.length > 0} root={root} />
      <PublishDraft
        isOpen={isPublishing}
        title={say(title)}
        files={files}
        baseVersion={isNew ? '' : base.version}
        version={
          isNew
            ? '1.0'
            : nextVersion(
                base.version,
                versions.map(({ version }) => version),
              )
        }
        changedFiles={changed}
        runningCases={versions.reduce((sum, { cases }) => sum + cases, 0)}
        onGo={goToProblem}
        onClose={() => setIsPublishing(false)}
        onPublished={() => void onPublished()}
      />
    </div>
  );
}

/** What stands for the version of a package that has none yet: the active versions of what it needs. */
function unpublished(key: string, files: PackageFiles, packages: readonly PackageRow[]): VersionRow {
  const requires = readJson(files['manifest.json'])['requires'];
  const keys = typeof requires === 'object' && requires !== null ? Object.keys(requires) : [];
  const hashes = packages.flatMap((one): [string, string][] => (keys.includes(one.key) ? [[one.key, one.hash]] : []));
  return {
    key,
    version: '1.0',
    hash: NO_VERSION,
    state: 'available',
    source: 'api',
    publishedAt: '',
    requires: Object.fromEntries(hashes),
    cases: 0,
  };
}

function titleOf(files: PackageFiles): { readonly zh: string; readonly en: string } {
  const manifest = readJson(files['manifest.json']);
  const title = manifest['title'];
  if (typeof title !== 'object' || title === null || !('zh' in title)) return { zh: '', en: '' };
  const { zh, en } = title;
  return { zh: typeof zh === 'string' ? zh : '', en: typeof en === 'string' ? en : '' };
}
