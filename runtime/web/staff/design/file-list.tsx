import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { formsIn, type PackageFiles, packageResources } from '../../../../designer/index.js';
import { useDesignTexts } from './design-texts.js';
import { baseName, groupFiles } from './file-kinds.js';

/** The files of a package in groups; processes and forms by their names for people. */
export function FileList(props: {
  readonly title: string;
  readonly base: string;
  readonly files: PackageFiles;
  readonly changed: readonly string[];
}): ReactNode {
  const { d, say } = useDesignTexts();
  const { files, changed } = props;
  const resources = packageResources(files, []);
  const names = new Map([
    ...formsIn(files).map(({ id, title }): [string, string] => [`forms/${id}.json`, say(title)]),
    ...resources.processes.map(({ key, name }): [string, string] => [`${key}.bpmn`, say(name)]),
    ...resources.decisions.map(({ key, name }): [string, string] => [`decisions/${key}.dmn`, say(name)]),
  ]);
  return (
    <nav className="dz-files" aria-label={d('filesOf', { title: props.title })}>
      {groupFiles(Object.keys(files)).map(({ kind, paths }) => (
        <details key={kind} open={kind === 'processes' || kind === 'forms'}>
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
    </nav>
  );
}
