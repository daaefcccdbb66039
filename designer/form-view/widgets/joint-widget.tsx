import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { ShownValue } from '../read/shown-value.js';
import { tell } from '../texts.js';
import { SignatureWidget } from './signature-widget.js';
import type { WidgetProps } from './widget-props.js';

/**
 * The signatures of a joint form (decisions 10): those of the others to read, and a pad for one's own, which is the entry
 * `{userId, name, signedAt, signature}`.
 */
export function JointWidget(props: WidgetProps): ReactNode {
  const { schema, value, onChange, around } = props;
  const { signer, lang } = around;
  const entries = Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : [];
  const others = entries.filter((entry) => entry['userId'] !== signer?.userId);
  const own = entries.find((entry) => entry['userId'] === signer?.userId);
  const items = isObject(schema['items']) ? schema['items'] : {};
  const pad =
    isObject(items['properties']) && isObject(items['properties']['signature'])
      ? items['properties']['signature']
      : { type: 'string' };
  const sign = (signature: JsonValue | undefined): void => {
    if (signer === undefined) return;
    const { userId, name } = signer;
    const entry: JsonObject = {
      userId,
      name,
      signedAt: new Date().toISOString(),
      ...(signature === undefined ? {} : { signature }),
    };
    onChange(signature === undefined ? others : [...others, entry]);
  };
  return (
    <div className="fv-joint">
      {others.length > 0 && <ShownValue schema={schema} value={others} around={around} />}
      {signer !== undefined && (
        <>
          <p className="fv-hint">{tell(lang, 'ownSignature', { name: signer.name })}</p>
          <SignatureWidget {...props} schema={pad} value={own?.['signature']} onChange={sign} />
        </>
      )}
    </div>
  );
}
