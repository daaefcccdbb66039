import type { JsonObject } from '../../engine/index.js';
import { numberIn, textIn } from './activity-rows.js';

/** An activity as everybody sees it on the calendar. Instants ISO with offset; `state` and `kind` are the words of the register. */
export interface ActivityView {
  readonly activityNo: string;
  readonly title: string;
  readonly kind: string;
  readonly teamName: string;
  readonly community: string;
  readonly communityName: string;
  readonly address: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly signUpUntil?: string;
  readonly need: number;
  readonly minAge: number;
  readonly adultsOnly: boolean;
  readonly chosen: boolean;
  readonly insured: boolean;
  readonly skillNeed?: string;
  readonly riskNote?: string;
  readonly cancelReason?: string;
  readonly state: string;
  /** Whether one can sign up at this moment. */
  readonly isOpen: boolean;
  readonly signedUp: number;
  readonly waiting: number;
  readonly persons?: number;
  readonly hours?: number;
  readonly served?: number;
  readonly mine?: OwnPart;
}

/** What somebody has to do with an activity. `place` is the place on the waiting list, from 1. */
export interface OwnPart {
  readonly state: string;
  readonly signedUpAt?: string;
  readonly checkInAt?: string;
  readonly checkOutAt?: string;
  readonly hours?: number;
  readonly autoOut?: boolean;
}

const present = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } => (value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value }));

/** The own part in a participation's row. */
export function ownPart(values: JsonObject): OwnPart {
  return {
    state: textIn(values, 'state') ?? '',
    ...present('signedUpAt', textIn(values, 'signedUpAt')),
    ...present('checkInAt', textIn(values, 'checkInAt')),
    ...present('checkOutAt', textIn(values, 'checkOutAt')),
    ...present('hours', numberIn(values, 'hours')),
    ...(values['autoOut'] === true ? { autoOut: true } : {}),
  };
}

/** An activity's row for everybody: without who is in charge, policy number and position. `now` in ms since the epoch. */
export function activityView(
  values: JsonObject,
  more: {
    readonly now: number;
    readonly communityName: string;
    readonly signedUp: number;
    readonly waiting: number;
    readonly mine: OwnPart | undefined;
  },
): ActivityView {
  const { now, mine, ...counts } = more;
  const signUpUntil = textIn(values, 'signUpUntil');
  const state = textIn(values, 'state') ?? '';
  return {
    activityNo: textIn(values, 'activityNo') ?? '',
    title: textIn(values, 'title') ?? '',
    kind: textIn(values, 'kind') ?? '',
    teamName: textIn(values, 'teamName') ?? '',
    community: textIn(values, 'community') ?? '',
    address: textIn(values, 'address') ?? '',
    day: textIn(values, 'day') ?? '',
    from: textIn(values, 'from') ?? '',
    to: textIn(values, 'to') ?? '',
    ...present('signUpUntil', signUpUntil),
    need: numberIn(values, 'need') ?? 0,
    minAge: numberIn(values, 'minAge') ?? 0,
    adultsOnly: values['adultsOnly'] === true,
    chosen: values['chosen'] === true,
    insured: values['insured'] === true,
    ...present('skillNeed', textIn(values, 'skillNeed')),
    ...present('riskNote', textIn(values, 'riskNote')),
    ...present('cancelReason', textIn(values, 'cancelReason')),
    state,
    isOpen: state === '报名中' && (signUpUntil === undefined || now < Date.parse(signUpUntil)),
    ...counts,
    ...present('persons', numberIn(values, 'persons')),
    ...present('hours', numberIn(values, 'hours')),
    ...present('served', numberIn(values, 'served')),
    ...present('mine', mine),
  };
}
