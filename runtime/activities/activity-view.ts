import type { JsonObject } from '../../engine/index.js';
import { numberIn, textIn } from './activity-rows.js';
import type { Activity, OwnPart } from '../wire/activities.js';

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
): Activity {
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
