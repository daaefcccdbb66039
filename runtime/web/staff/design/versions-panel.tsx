import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { instantText } from '../../shared/time-text.js';
import { useToast } from '../parts/use-toast.js';
import { useDesignTexts } from './design-texts.js';
import { activateVersion, type VersionRow } from './package-calls.js';
import { VersionTag } from './packages-list.js';

/** The versions of a package with their running cases; a version that is not active can be made so. */
export function VersionsPanel(props: {
  readonly packageKey: string;
  readonly versions: readonly VersionRow[];
}): ReactNode {
  const { d, lang } = useDesignTexts();
  const { modal } = App.useApp();
  const toast = useToast();
  const cache = useQueryClient();
  const activate = useMutation({
    mutationFn: (version: VersionRow) => activateVersion(props.packageKey, version.hash),
    onSuccess: async (_, version) => {
      toast.success(d('activated', { version: version.version }));
      await cache.invalidateQueries({ queryKey: ['packages'] });
    },
    onError: (error) => toast.error(failureSentence(error, lang)),
  });
  const ask = (version: VersionRow): void => {
    void modal.confirm({
      title: d('activateAsk', { version: version.version }),
      content: d('activateHint'),
      okText: d('activate'),
      onOk: () => activate.mutateAsync(version),
    });
  };
  return (
    <section className="dz-versions" aria-label={d('versions')}>
      <p className="yz-soft">{d('keep')}</p>
      <div className="dz-table" tabIndex={0} role="group" aria-label={d('versions')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{d('version')}</th>
              <th scope="col">{d('running')}</th>
              <th scope="col">{d('published')}</th>
              <th scope="col">{d('source')}</th>
              <th scope="col">{d('by')}</th>
              <th scope="col">{d('note')}</th>
              <th scope="col">
                <span className="yz-unseen">{d('activate')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {props.versions.map((version) => (
              <tr key={version.hash}>
                <th scope="row">
                  <VersionTag version={version} />
                  <code className="yz-soft" title={version.hash}>
                    {version.hash.slice(0, 10)}
                  </code>
                </th>
                <td>{version.cases}</td>
                <td>{instantText(version.publishedAt, lang)}</td>
                <td>{d(version.source === 'disk' ? 'fromDisk' : 'fromApi')}</td>
                <td>{version.publishedBy === 'system' ? d('system') : (version.publishedBy ?? '')}</td>
                <td>{version.source === 'disk' ? '' : (version.note ?? '')}</td>
                <td>
                  {version.state !== 'active' && (
                    <Button size="small" onClick={() => ask(version)}>
                      {d('activate')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
