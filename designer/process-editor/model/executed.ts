/** Entries of the change menu that lead to something the engine refuses at deploy (`engine/compile/unsupported-elements.ts`). */
const REFUSED: ReadonlySet<string> = new Set(
  [
    'task',
    'manual-task',
    'transaction',
    'ad-hoc-subprocess',
    'collapsed-ad-hoc-subprocess',
    'expanded-ad-hoc-subprocess',
    'inclusive-gateway',
    'complex-gateway',
    'event-based-gateway',
    'data-store-reference',
    'data-object-reference',
    'conditional-start',
    'non-interrupting-conditional-start',
    'signal-start',
    'non-interrupting-signal-start',
    'compensation-start',
    'escalation-start',
    'escalation-intermediate-throw',
    'conditional-intermediate-catch',
    'link-intermediate-catch',
    'link-intermediate-throw',
    'signal-intermediate-catch',
    'signal-intermediate-throw',
    'message-end',
    'escalation-end',
    'cancel-end',
    'signal-end',
    'escalation-boundary',
    'conditional-boundary',
    'cancel-boundary',
    'signal-boundary',
    'non-interrupting-escalation-boundary',
    'non-interrupting-conditional-boundary',
    'non-interrupting-signal-boundary',
  ].map((name) => `replace-with-${name}`),
);

/** Triggers of a start event that are executed inside an event sub-process only. */
const EVENT_SUB_PROCESS_ONLY: ReadonlySet<string> = new Set(
  ['timer-start', 'error-start', 'non-interrupting-timer-start', 'non-interrupting-escalation-start'].map(
    (name) => `replace-with-${name}`,
  ),
);

/** Whether the change menu offers an entry (`replace-with-…`) for an element. */
export function isOffered(action: string, place: { readonly inEventSubProcess: boolean }): boolean {
  return !REFUSED.has(action) && (place.inEventSubProcess || !EVENT_SUB_PROCESS_ONLY.has(action));
}

/** Switches at the head of the change menu for things that are not executed. */
export const REFUSED_SWITCHES: readonly string[] = [
  'toggle-loop',
  'toggle-is-collection',
  'toggle-participant-multiplicity',
];
