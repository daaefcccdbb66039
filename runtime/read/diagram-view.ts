import { activeElements, isObject, type CompiledPackage, type JsonObject, type Text } from '../../engine/index.js';
import type { LoadedInstance } from '../seams/commands.js';
import type { Office } from '../use-cases/office.js';
import { historyOf } from './case-records.js';
import type { OpenCase } from './open-case.js';

const TAKES_FLOW: ReadonlySet<string> = new Set(['elementEntered', 'elementPassed', 'flowTaken']);
const COMPLETES: ReadonlySet<string> = new Set(['elementCompleted', 'elementPassed']);

/** One process of a case as a diagram: its BPMN and where its tokens are. `callPath` are the call activities on the way from the root. */
export interface ProcessDiagram {
  readonly instanceId: string;
  readonly processId: string;
  readonly callPath: readonly string[];
  readonly status: string;
  readonly bpmn: string;
  readonly active: readonly string[];
  readonly completed: readonly string[];
  readonly flows: readonly string[];
  readonly name: Text;
  /** English names of elements by id. */
  readonly english: JsonObject;
  readonly incidents: readonly { readonly incidentId: string; readonly elementId: string; readonly code: string }[];
}

/** The diagrams of all processes of a case, root first. */
export async function diagramView(office: Office, { row, instances }: OpenCase): Promise<readonly ProcessDiagram[]> {
  const history = await historyOf(office.store, row._id);
  const diagrams: ProcessDiagram[] = [];
  for (const instance of instances) {
    const { state } = instance;
    const own = history.filter((event) => event.instanceId === state.instanceId);
    const flows = own.flatMap((event) => {
      if (!TAKES_FLOW.has(event.type)) return [];
      const data = event.data as { readonly flowId?: string } | null;
      return data?.flowId ?? [];
    });
    const source = sourceOf(await office.packages.closure(instance.packageHash), instance);
    diagrams.push({
      ...source,
      instanceId: state.instanceId,
      processId: state.processId,
      callPath: instance.callPath,
      status: state.status,
      active: [...new Set(activeElements(state).map((one) => one.elementId))],
      completed: [...new Set(own.flatMap((event) => (COMPLETES.has(event.type) ? (event.elementId ?? []) : [])))],
      flows: [...new Set(flows)],
      incidents: Object.values(state.incidents).map(({ id, elementId, code }) => ({ incidentId: id, elementId, code })),
    });
  }
  return diagrams;
}

function sourceOf(
  closure: readonly CompiledPackage[],
  { state }: LoadedInstance,
): Pick<ProcessDiagram, 'bpmn' | 'name' | 'english'> {
  const { processId } = state;
  for (const one of [...closure].reverse()) {
    const path = one.processFiles.get(processId);
    const plan = one.plans.get(processId);
    if (path === undefined || plan === undefined) continue;
    const names = one.english['elements'];
    return { bpmn: one.files[path] ?? '', name: plan.name, english: isObject(names) ? names : {} };
  }
  return { bpmn: '', name: { zh: processId, en: processId }, english: {} };
}
