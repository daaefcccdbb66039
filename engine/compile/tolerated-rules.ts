import type { Problem } from '../model/problem.js';

/** Static rules of BPMN that `check` holds and `compile` does not, because they ask for what our dialect says in another way: rule -> why. */
const WAIVED: Readonly<Record<string, string>> = {
  'formal-expression': 'every expression is FEEL here, whether it says that it is formal or not',
  'target-namespace': 'only needed by files that others import',
  'message-operation': 'messages are delivered by name and key; operations belong to web services',
};

/** Static rules that `compile` only warns of, because what the author means is beyond doubt: rule -> why. */
const TOLERATED: Readonly<Record<string, string>> = {
  'flow-unlisted': 'the flow itself says where it leads',
  'condition-alone': 'a flow whose condition does not hold is not taken, and that is an incident',
  'condition-ignored': 'a condition behind a parallel gateway is not evaluated (13.4.1)',
  'gateway-pointless': 'a gateway with one flow in and one out passes every token on',
  'end-missing': 'a path without end event ends where no flow leads on (13.5.6)',
  'flow-immediate': 'the attribute says something about drawings',
  'receive-instantiate': 'behind a start event the receive task simply waits',
  'data-state-name': 'names are for people',
  'called-reference': 'the called process may be in another file of the package',
};

/** The Problems as `compile` sees them: waived ones are gone, tolerated errors are warnings. */
export function tolerated(problems: readonly Problem[]): readonly Problem[] {
  return problems
    .filter((problem) => !Object.hasOwn(WAIVED, problem.rule))
    .map((problem) => (Object.hasOwn(TOLERATED, problem.rule) ? { ...problem, severity: 'warning' } : problem));
}
