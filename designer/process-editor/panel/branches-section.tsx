import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { expressionText, setExpression } from '../model/expressions.js';
import { idOf, type ModdleObject, partOf, partsOf, textOf } from '../model/moddle-object.js';
import { ChoiceField, FeelField, Section } from './fields.js';

/** The flows that leave a gateway with their conditions, in one place; each leads to its flow. */
export function BranchesSection({ gateway }: { readonly gateway: ModdleObject }): ReactNode {
  const { t, apply, create, goTo } = useEditor();
  const flows = partsOf(gateway, 'outgoing');
  if (flows.length < 2) return null;
  const fallback = partOf(gateway, 'default');
  const makeDefault = (id: string | undefined): void => {
    const flow = flows.find((one) => idOf(one) === id);
    const hasCondition = flow !== undefined && expressionText(flow, 'conditionExpression') !== '';
    const clear = hasCondition ? [setExpression(create, flow, 'conditionExpression', '')] : [];
    apply({ target: gateway, properties: { default: flow } }, ...clear);
  };
  return (
    <Section title={t('section.branches')} count={flows.length}>
      <ChoiceField
        label={t('general.default')}
        value={idOf(fallback) || undefined}
        none={t('common.none')}
        options={flows.map((flow) => ({ value: idOf(flow), label: labelOf(flow) }))}
        onChange={makeDefault}
      />
      {flows.map((flow) => (
        <div key={idOf(flow)} className="pe-row" role="group" aria-label={labelOf(flow)}>
          <div className="pe-row-head">
            <button type="button" className="pe-link" onClick={() => goTo(idOf(flow))}>
              {labelOf(flow)}
            </button>
          </div>
          {flow === fallback ? (
            <p className="pe-note">{t('condition.default')}</p>
          ) : (
            <FeelField
              label={t('condition.text')}
              value={expressionText(flow, 'conditionExpression')}
              placeholder='decision.result = "grant"'
              onCommit={(text) => apply(setExpression(create, flow, 'conditionExpression', text))}
            />
          )}
        </div>
      ))}
    </Section>
  );
}

function labelOf(flow: ModdleObject): string {
  const target = partOf(flow, 'targetRef');
  const name = textOf(flow, 'name') ?? '';
  const to = textOf(target, 'name') ?? idOf(target);
  return name === '' ? `→ ${to}` : `${name} → ${to}`;
}
