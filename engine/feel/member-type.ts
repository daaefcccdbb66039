import { isKnown } from './common-type.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';

const NUMBER: FeelType = { kind: 'number' };
const BOOLEAN: FeelType = { kind: 'boolean' };
const STRING: FeelType = { kind: 'string' };
const DATE_MEMBERS = ['year', 'month', 'day', 'weekday'];
const TIME_MEMBERS = ['hour', 'minute', 'second'];
const MEMBERS: Readonly<Partial<Record<FeelType['kind'], readonly string[]>>> = {
  date: DATE_MEMBERS,
  time: TIME_MEMBERS,
  'date and time': [...DATE_MEMBERS, ...TIME_MEMBERS],
  'days and time duration': ['days', 'hours', 'minutes', 'seconds'],
  'years and months duration': ['years', 'months'],
};

/** The type of a member; undefined when the type is known to have none of this name. */
export function memberType(type: FeelType, name: string): FeelType | undefined {
  if (type.kind === 'context') {
    if (Object.hasOwn(type.members, name)) return type.members[name];
    return Object.keys(type.members).length === 0 ? ANY : undefined;
  }
  if (MEMBERS[type.kind]?.includes(name) === true) return NUMBER;
  if ((type.kind === 'time' || type.kind === 'date and time') && name === 'time offset')
    return { kind: 'days and time duration' };
  if ((type.kind === 'time' || type.kind === 'date and time') && name === 'timezone') return STRING;
  if (type.kind === 'range') {
    if (name === 'start' || name === 'end') return type.of;
    return name === 'start included' || name === 'end included' ? BOOLEAN : undefined;
  }
  return isKnown(type) && type.kind !== 'list' ? undefined : ANY;
}
