import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkBpmn } from '../../../engine/compile/check.js';

/** How one model of the suite was judged. */
export interface RuleCase {
  /** Folder and file. */
  readonly name: string;
  readonly folder: string;
  /** What its name says. */
  readonly valid: boolean;
  /** Judged as its name says; an invalid model must be refused by the rule with the number of its folder, if that is a number. */
  readonly good: boolean;
  /** The errors that `check` reports. */
  readonly problems: readonly string[];
}

/** Judges one model, with the files beside it for its imports. */
export function judgeRuleCase(place: string, folder: string, file: string): RuleCase {
  const resolve = (location: string): Uint8Array | undefined => {
    const target = path.join(place, location);
    return path.dirname(target) === place && existsSync(target) ? readFileSync(target) : undefined;
  };
  const errors = checkBpmn(readFileSync(path.join(place, file)), resolve).problems.filter(
    ({ severity }) => severity === 'error',
  );
  const valid = /success/i.test(file);
  const numbered = /^\d+$/.test(folder);
  const refused = numbered ? errors.some((one) => one.ruleNumber === `EXT.${folder}`) : errors.length > 0;
  return {
    name: `${folder}/${file}`,
    folder,
    valid,
    good: valid ? errors.length === 0 : refused,
    problems: errors.map((one) => `${one.ruleNumber ?? '-'} ${one.rule} ${one.elementId ?? ''}: ${one.text.en}`),
  };
}
