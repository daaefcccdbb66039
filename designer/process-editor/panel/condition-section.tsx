import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { expressionText, setExpression } from '../model/expressions.js';
import { type ModdleObject, partOf, partsOf } from '../model/moddle-object.js';
import { FeelField, Section } from './fields.js';

const BRANCHING = ['bpmn:ExclusiveGateway', 'bpmn:Activity'];

/** When a flow is taken. Only flows that leave an exclusive gateway or an activity may have a condition or be the default. */
export function ConditionSection({ flow }: { readonly flow: ModdleObject }): ReactNode {
  const { t, apply, create } = useEditor();
  const source = partOf(flow, 'sourceRef');
  if (!source || !BRANCHING.some((type) => source.$instanceOf(type))) return null;
  const isDefault = partOf(source, 'default') === flow;
  const text = expressionText(flow, 'conditionExpression');
  const isGateway = source.$instanceOf('bpmn:ExclusiveGateway');
  if (!isGateway && text === '' && !isDefault && partsOf(source, 'outgoing').length < 2) return null;
  const makeDefault = (): void => {
    const clear = text === '' ? [] : [setExpression(create, flow, 'conditionExpression', '')];
    apply({ target: source, properties: { default: flow } }, ...clear);
  };
  return (
    <Section title={t('section.condition')}>
      {isDefault ? (
        <p className="pe-note">{t('condition.default')}</p>
      ) : (
        <>
          <FeelField
            label={t('condition.text')}
            value={text}
            rows={2}
            placeholder='decision.result = "grant"'
            onCommit={(next) => apply(setExpression(create, flow, 'conditionExpression', next))}
          />
          {text === '' && isGateway && partsOf(source, 'outgoing').length > 1 && (
            <p className="pe-note is-warning">{t('condition.always')}</p>
          )}
          <Button size="small" onClick={makeDefault}>
            {t('condition.makeDefault')}
          </Button>
        </>
      )}
    </Section>
  );
}
