import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CompiledPackage, Problem } from '../../../../engine/index.js';
import {
  compileDraft,
  englishElements,
  type PackageFiles,
  packageResources,
  ProcessEditor,
  withEnglishElements,
} from '../../../../designer/index.js';
import { useDesignTexts } from './design-texts.js';

/** What a process is edited with. */
export interface ProcessFileProps {
  readonly path: string;
  /** The draft as it is now. */
  readonly files: PackageFiles;
  readonly dependencies: ReadonlyMap<string, CompiledPackage>;
  readonly goTo: { readonly elementId: string; readonly turn: number } | undefined;
  readonly onChange: (files: PackageFiles) => void;
  readonly onGoElsewhere: (problem: Problem) => void;
}

/** Edits a process of the package; problems are those of the whole package as it would be published. */
export function ProcessFile(props: ProcessFileProps): ReactNode {
  const { lang } = useDesignTexts();
  const { path, files, dependencies, onChange } = props;
  const now = useRef(files);
  useEffect(() => {
    now.current = files;
  });
  const [opened] = useState(() => ({ xml: files[path] ?? '', english: englishElements(files) }));
  const needed = useMemo(() => [...dependencies.values()].map((one) => one.files), [dependencies]);
  const resources = useMemo(() => packageResources(files, needed), [files, needed]);
  const check = useCallback(
    async (xml: string) => {
      const { problems } = await compileDraft({ ...now.current, [path]: xml }, dependencies);
      return problems;
    },
    [path, dependencies],
  );
  const change = useCallback(
    ({ xml, english }: { readonly xml: string; readonly english: Readonly<Record<string, string>> }) => {
      const names = withEnglishElements(now.current, english);
      const isNew = names !== undefined && names !== now.current['i18n/en.json'];
      onChange({ [path]: xml, ...(isNew ? { 'i18n/en.json': names } : {}) });
    },
    [path, onChange],
  );
  return (
    <ProcessEditor
      xml={opened.xml}
      english={opened.english}
      file={path}
      resources={resources}
      lang={lang}
      check={check}
      goTo={props.goTo}
      onChange={change}
      onGoElsewhere={props.onGoElsewhere}
    />
  );
}
