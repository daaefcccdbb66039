import { type ReactNode, useCallback, useRef } from 'react';
import type { Problem } from '../../../../engine/index.js';
import { type PackageFiles, prepareFiles, PublishDialog, type PublishOutcome } from '../../../../designer/index.js';
import { failureSentence } from '../../shared/problem.js';
import { useDesignTexts } from './design-texts.js';
import { checkOnServer, isRefusedPackage, publishVersion } from './package-calls.js';

/** The publish dialog over the server's checks and publication. The same wish keeps its key, so that repeating it is harmless. */
export function PublishDraft(props: {
  readonly isOpen: boolean;
  readonly title: string;
  readonly files: PackageFiles;
  readonly baseVersion: string;
  readonly version: string;
  readonly changedFiles: readonly string[];
  readonly runningCases: number;
  readonly onGo: (problem: Problem) => void;
  readonly onClose: () => void;
  readonly onPublished: () => void;
}): ReactNode {
  const { lang } = useDesignTexts();
  const { files } = props;
  const wish = useRef<{ readonly files: PackageFiles; readonly note: string; readonly key: string }>(undefined);
  const check = useCallback(
    async (version: string) => {
      try {
        return await checkOnServer(prepareFiles(files, version));
      } catch (error) {
        throw new Error(failureSentence(error, lang), { cause: error });
      }
    },
    [files, lang],
  );
  const publish = async ({
    version,
    note,
  }: {
    readonly version: string;
    readonly note: string;
  }): Promise<PublishOutcome> => {
    if (wish.current?.files !== files || wish.current.note !== note)
      wish.current = { files, note, key: crypto.randomUUID() };
    try {
      const done = await publishVersion({ files: prepareFiles(files, version), note }, wish.current.key);
      return { ok: true, version: done.version, hash: done.hash, problems: done.problems ?? [] };
    } catch (error) {
      if (isRefusedPackage(error)) return { ok: false, problems: await check(version) };
      throw new Error(failureSentence(error, lang), { cause: error });
    }
  };
  return <PublishDialog {...props} lang={lang} check={check} publish={publish} onPublished={props.onPublished} />;
}
