import { withoutMark } from './feel-text.js';
import { type Create, type Edit, type ModdleObject, partOf, textOf } from './moddle-object.js';

/** What a timer's text gives: an instant, a span, or a repetition. */
export type TimerKind = 'timeDuration' | 'timeDate' | 'timeCycle';

/** `iso`: the text is ISO 8601 or gives it; the others count working days, calendar days or service hours. */
export type TimerUnit = 'iso' | 'wd' | 'cd' | 'serviceHour';

/** A timer as the panel edits it. */
export interface TimerFacts {
  readonly kind: TimerKind;
  /** As written: ISO 8601, or FEEL with its mark. */
  readonly text: string;
  readonly unit: TimerUnit;
  readonly from: string;
  readonly endOf: 'office' | 'applicant';
}

const KINDS: readonly TimerKind[] = ['timeDuration', 'timeDate', 'timeCycle'];
const UNITS: readonly TimerUnit[] = ['wd', 'cd', 'serviceHour'];

/** Reads a `bpmn:TimerEventDefinition`. */
export function readTimer(definition: ModdleObject): TimerFacts {
  const kind = KINDS.find((one) => partOf(definition, one)) ?? 'timeDuration';
  const unit = textOf(definition, 'yizhan:unit');
  return {
    kind,
    text: textOf(partOf(definition, kind), 'body') ?? '',
    unit: UNITS.find((one) => one === unit) ?? 'iso',
    from: withoutMark(textOf(definition, 'yizhan:from')),
    endOf: textOf(definition, 'yizhan:endOf') === 'applicant' ? 'applicant' : 'office',
  };
}

/** Writes it back as one edit: exactly one of the three texts stays, units stand at durations only. */
export function writeTimer(create: Create, definition: ModdleObject, facts: TimerFacts): Edit {
  const counted = facts.unit !== 'iso' && facts.kind === 'timeDuration';
  const text = facts.text.trim();
  const body = counted && text !== '' && !text.startsWith('=') ? `=${text}` : text;
  const properties: Record<string, unknown> = {
    'yizhan:unit': counted ? facts.unit : undefined,
    'yizhan:from': counted && facts.from !== '' ? `=${facts.from}` : undefined,
    'yizhan:endOf': counted && facts.endOf === 'applicant' ? 'applicant' : undefined,
  };
  for (const kind of KINDS) {
    const existing = partOf(definition, kind);
    if (kind !== facts.kind) properties[kind] = undefined;
    else if (textOf(existing, 'body') !== body) properties[kind] = create('bpmn:FormalExpression', { body });
  }
  return { target: definition, properties };
}

/** True when the text needs the FEEL check: it is marked, or it counts units. */
export function isFeelTimer(facts: TimerFacts): boolean {
  return facts.unit !== 'iso' || facts.text.trim().startsWith('=');
}
