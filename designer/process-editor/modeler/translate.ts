import type { Lang } from '../../form-view/types.js';
import { BPMN_ZH } from './bpmn-zh.js';

/** The translator bpmn-js asks: Chinese from our table, English as it is; `{name}` stands for a value. The language may change while it runs. */
export function translator(lang: () => Lang): (template: string, values?: Readonly<Record<string, string>>) => string {
  return (template, values = {}) => {
    const text = lang() === 'zh' ? (BPMN_ZH[template] ?? template) : template;
    return text.replace(/\{([^}]+)\}/g, (whole, name: string) => values[name] ?? whole);
  };
}
