import { useQuery } from '@tanstack/react-query';
import { DownOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { readDiagram } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import type { DiagramProcess } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Icon } from '../parts/icon.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useTexts } from '../texts/use-texts.js';
import { DiagramCanvas } from './diagram-canvas.js';
import { elementNames, innermost } from './element-names.js';

const DIAGRAM_POLL_MS = 5_000;

/** The diagrams of a case: its process and every process it has called, with live tokens; a called process can be chosen or double-clicked. */
export function CaseDiagram(props: { readonly caseId: string }): ReactNode {
  const { t } = useTexts();
  const [path, setPath] = useState<string | undefined>(undefined);
  const poll = usePoll(DIAGRAM_POLL_MS);
  const diagram = useQuery({
    queryKey: ['case', props.caseId, 'diagram'],
    queryFn: () => readDiagram(props.caseId),
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
  const processes = diagram.data ?? [];
  if (diagram.data === undefined) {
    return diagram.isError ? (
      <Failure error={diagram.error} onRetry={() => void diagram.refetch()} />
    ) : (
      <Loading rows={8} />
    );
  }
  const shown = processes.find((process) => pathOf(process) === path) ?? mostActive(processes);
  if (shown === undefined) return <Nothing title={t('diagram.empty')} />;
  return <Shown key={pathOf(shown)} shown={shown} processes={processes} onChoose={setPath} />;
}

function Shown(props: {
  readonly shown: DiagramProcess;
  readonly processes: readonly DiagramProcess[];
  readonly onChoose: (path: string) => void;
}): ReactNode {
  const { t, say, lang } = useTexts();
  const { shown, processes } = props;
  const names = useMemo(() => elementNames(shown, lang), [shown, lang]);
  const english = useMemo(() => (lang === 'en' ? elementNames(shown, 'en', true) : NO_NAMES), [shown, lang]);
  const marks = useMemo(
    () => ({
      active: shown.active,
      completed: [...shown.completed.filter((id) => !shown.active.includes(id)), ...(shown.flows ?? [])],
      incidents: (shown.incidents ?? []).map((one) => one.elementId),
    }),
    [shown.active, shown.completed, shown.flows, shown.incidents],
  );
  const nameOf = (process: DiagramProcess): string => {
    const own = say(process.name) || (elementNames(process, lang).get(process.processId) ?? process.processId);
    return pathOf(process) === '' ? `${t('diagram.main')} · ${own}` : own;
  };
  const where = innermost(shown.bpmn, shown.active)
    .map((id) => names.get(id) ?? '')
    .filter((name) => name !== '');
  return (
    <div className="yz-diagram-pane">
      <div className="yz-diagram-head">
        {processes.length > 1 && (
          <Select
            aria-label={t('diagram.choose')}
            value={pathOf(shown)}
            popupMatchSelectWidth={false}
            suffixIcon={<Icon of={DownOutlined} />}
            options={processes.map((process) => ({ value: pathOf(process), label: nameOf(process) }))}
            onChange={props.onChoose}
          />
        )}
        <ul className="yz-legend">
          <li data-kind="active">{t('diagram.now')}</li>
          <li data-kind="done">{t('diagram.done')}</li>
          {marks.incidents.length > 0 && <li data-kind="incident">{t('diagram.incident')}</li>}
        </ul>
        <p className="yz-diagram-where">
          {where.length === 0 ? t('diagram.none') : `${t('diagram.now')}: ${where.join(t('common.separator'))}`}
        </p>
      </div>
      <DiagramCanvas
        xml={shown.bpmn}
        marks={marks}
        names={english}
        label={t('diagram.title', { name: nameOf(shown) })}
        onOpen={(elementId) => {
          const child = processes.find(
            (process) => pathOf(process) === [pathOf(shown), elementId].filter((part) => part !== '').join('/'),
          );
          if (child !== undefined) props.onChoose(pathOf(child));
        }}
      />
    </div>
  );
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

function pathOf(process: DiagramProcess): string {
  return typeof process.callPath === 'string' ? process.callPath : process.callPath.join('/');
}

/** The deepest process in which something is active: where the case is now; else the main one. */
function mostActive(processes: readonly DiagramProcess[]): DiagramProcess | undefined {
  const depth = (process: DiagramProcess): number =>
    pathOf(process)
      .split('/')
      .filter((part) => part !== '').length;
  const active = processes.filter((process) => process.active.length > 0).sort((a, b) => depth(b) - depth(a));
  return active[0] ?? processes[0];
}
