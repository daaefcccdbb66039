import type { ClockPlan, TimeLimitPlan } from '../model/plan.js';
import { YIZHAN } from './namespaces.js';
import { extensionsOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { feelOf, optionalValue, refuse, wordsOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

const UNITS = ['wd', 'cd', 'serviceHour'] as const;

/** `yizhan:timeLimit` elements. Unit is `wd` unless said; a process counts from T0, an activity from its entry unless said. */
export function readLimits(reader: Reader, id: string, element: XmlElement): readonly TimeLimitPlan[] {
  return extensionsOf(element, YIZHAN, 'timeLimit').map((limit) =>
    readLimit(reader, id, limit, element.local === 'process'),
  );
}

function readLimit(reader: Reader, id: string, limit: XmlElement, ofProcess: boolean): TimeLimitPlan {
  const key = attributeOf(limit, 'id') ?? '';
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(key))
    refuse(reader, 'time-limit', id, `时限缺少有效的 id：${key}`, `The time limit has no valid id: ${key}`);
  const legal = optionalValue(reader, id, 'legal', attributeOf(limit, 'legal'));
  const promised = optionalValue(reader, id, 'promised', attributeOf(limit, 'promised'));
  if (!legal && !promised)
    refuse(
      reader,
      'time-limit',
      id,
      `时限 ${key} 须有 legal 或 promised`,
      `The time limit ${key} needs legal or promised`,
    );
  const numbers = [legal, promised].map((value) => (value?.kind === 'constant' ? Number(value.value) : undefined));
  for (const number of numbers) {
    if (number === undefined || (Number.isInteger(number) && number >= 0 && number <= 10_000)) continue;
    refuse(
      reader,
      'time-limit',
      id,
      `时限 ${key} 须为非负整数`,
      `The time limit ${key} must be a whole number, not negative`,
    );
  }
  const [most, promise] = numbers;
  if (most !== undefined && promise !== undefined && promise > most) {
    refuse(
      reader,
      'time-limit',
      id,
      `时限 ${key} 的承诺时限超过法定时限`,
      `The promised span of ${key} exceeds the legal one`,
    );
  }
  const unit = attributeOf(limit, 'unit') ?? 'wd';
  const from = attributeOf(limit, 'from') ?? (ofProcess ? 'T0' : 'entry');
  if (from !== 'T0' && from !== 'entry')
    refuse(reader, 'time-limit', id, `from 须为 T0 或 entry：${from}`, `from must be T0 or entry: ${from}`);
  return {
    key,
    ...(legal ? { legal } : {}),
    ...(promised ? { promised } : {}),
    unit: readUnit(reader, id, unit),
    from: from === 'T0' ? 'T0' : 'entry',
    pausedIn: readPausedIn(reader, id, key, attributeOf(limit, 'pausedIn')),
  };
}

/** Words, or FEEL with a leading `=`. */
function readPausedIn(reader: Reader, id: string, key: string, raw: string | undefined): TimeLimitPlan['pausedIn'] {
  const value = optionalValue(reader, id, `${key} pausedIn`, raw);
  return value?.kind === 'feel' ? value : wordsOf(raw);
}

/** A unit of time: working days, calendar days or service hours. */
export function readUnit(reader: Reader, id: string, raw: string): (typeof UNITS)[number] {
  const unit = UNITS.find((one) => one === raw);
  if (!unit)
    refuse(
      reader,
      'time-unit',
      id,
      `时间单位须为 wd、cd 或 serviceHour：${raw}`,
      `The unit must be wd, cd or serviceHour: ${raw}`,
    );
  return unit ?? 'wd';
}

/** `yizhan:clock` elements: what the completion of the element does to the clock of the case. */
export function readClock(reader: Reader, id: string, element: XmlElement): readonly ClockPlan[] {
  return extensionsOf(element, YIZHAN, 'clock').map((clock) => {
    const action = attributeOf(clock, 'action');
    const [limit, at, amount] = ['limit', 'at', 'amount'].map((name) => attributeOf(clock, name));
    const good =
      (action === 'start' && limit === undefined && amount === undefined) ||
      (action === 'stop' && limit !== undefined && at === undefined && amount === undefined) ||
      (action === 'extend' && limit !== undefined && at === undefined && amount !== undefined);
    if (!good) {
      const zh = 'clock 须为 start（可带 at）、stop（带 limit）或 extend（带 limit 和 amount）';
      refuse(
        reader,
        'clock',
        id,
        zh,
        'A clock is start (with at), stop (with limit) or extend (with limit and amount)',
      );
    }
    return {
      action: action === 'stop' || action === 'extend' ? action : 'start',
      ...(limit === undefined ? {} : { limitKey: limit }),
      ...(at === undefined ? {} : { at: feelOf(reader, id, 'clock at', at) }),
      ...(amount === undefined ? {} : { amount: feelOf(reader, id, 'clock amount', amount) }),
    };
  });
}
