import type { Reader } from './reader.js';
import { refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

/** Reads attributes of one `yizhan:approval`. */
export interface PolicyReader {
  readonly reader: Reader;
  readonly id: string;
  readonly approval: XmlElement;
  readonly text: (name: string) => string | undefined;
  readonly complain: (zh: string, en: string) => void;
  /** One of the words; the first when the attribute is absent or wrong. */
  readonly word: <T extends string>(name: string, words: readonly [T, ...T[]]) => T;
}

/** A reader of the attributes of `approval`, or of an element inside it. */
export function policyReader(reader: Reader, id: string, approval: XmlElement): PolicyReader {
  const text = (name: string): string | undefined => attributeOf(approval, name);
  const complain = (zh: string, en: string): void =>
    refuse(reader, 'approval', id, `审批策略：${zh}`, `Approval: ${en}`);
  return {
    reader,
    id,
    approval,
    text,
    complain,
    word: (name, words) => {
      const raw = text(name);
      const found = words.find((one) => one === raw);
      if (raw !== undefined && found === undefined) {
        complain(`${name} 须为 ${words.join('、')} 之一：${raw}`, `${name} must be one of ${words.join(', ')}: ${raw}`);
      }
      return found ?? words[0];
    },
  };
}
