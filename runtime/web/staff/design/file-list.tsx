import { DownOutlined, PlusOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { NavLink } from 'react-router';
import { formsIn, type PackageFiles, packageResources, registersIn } from '../../../../designer/index.js';
import { useDesignTexts } from './design-texts.js';
import { baseName, groupFiles } from './file-kinds.js';

/** The files of a package in groups; processes and forms by their names for people. On a phone they unfold from the name of the open one. */
export function FileList(props: {
  readonly title: string;
  readonly base: string;
  /** The path of the open file; empty when none is open. */
  readonly open: string;
  readonly files: PackageFiles;
  readonly changed: readonly string[];
  readonly onNew: () => void;
}): ReactNode {
  const { d, say } = useDesignTexts();
  const { files, changed, open } = props;
  const [isUnfolded, setIsUnfolded] = useState(false);
  const resources = packageResources(files, []);
  const names = new Map<string, string>([
    ['manifest.json', d('servicePage')],
    ...registersIn(files).map(({ id, title }): [string, string] => [`registers/${id}.json`, say(title)]),
    ...formsIn(files).map(({ id, title }): [string, string] => [`forms/${id}.json`, say(title)]),
    ...resources.processes.map(({ key, name }): [string, string] => [`${key}.bpmn`, say(name)]),
    ...resources.decisions.map(({ key, name }): [string, string] => [`decisions/${key}.dmn`, say(name)]),
  ]);
  return (
    <nav
      className="dz-files"
      aria-label={d('filesOf', { title: props.title })}
      data-open={isUnfolded || undefined}
      onClick={({ target }) => (target as Element).closest('a') !== null && setIsUnfolded(false)}
    >
      <button
        type="button"
        className="dz-files-toggle"
        aria-expanded={isUnfolded}
        onClick={() => setIsUnfolded(!isUnfolded)}
      >
        <span className="yz-soft">{d('files')}</span>
        <span className="yz-cut">{open === '' ? '' : (names.get(open) ?? baseName(open))}</span>
        {isUnfolded ? <UpOutlined aria-hidden /> : <DownOutlined aria-hidden />}
      </button>
      {groupFiles(Object.keys(files)).map(({ kind, paths }) => (
        <details
          key={kind}
          open={kind === 'service' || kind === 'processes' || kind === 'forms' || paths.includes(open)}
        >
          <summary>
            <span>{d(kind)}</span>
            <span className="dz-count">{paths.length}</span>
          </summary>
          <ul>
            {paths.map((path) => (
              <li key={path}>
                <NavLink to={`${props.base}/files/${path}`} title={path}>
                  <span className="yz-cut">{names.get(path) ?? baseName(path)}</span>
                  {changed.includes(path) && <span className="dz-changed">{d('changed')}</span>}
                </NavLink>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <Button className="dz-new" size="small" icon={<PlusOutlined aria-hidden />} onClick={props.onNew}>
        {d('newFile')}
      </Button>
    </nav>
  );
}
