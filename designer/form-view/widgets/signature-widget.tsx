import { type ReactNode, useEffect, useRef, useState } from 'react';
import { attachmentIn, attachmentOut } from '../schema/attachments.js';
import { typeOf } from '../schema/widget-name.js';
import { tell } from '../texts.js';
import { listenForInk, toPng, wipe, writeName } from './signature-pad.js';
import type { WidgetProps } from './widget-props.js';

const WIDTH = 800;
const HEIGHT = 240;

/**
 * A signature: drawn with finger, pen or mouse, or, from the keyboard, a typed name. Both become a PNG attachment; a field of type
 * `string` keeps the typed name only.
 */
export function SignatureWidget(props: WidgetProps): ReactNode {
  const { value, onChange, around } = props;
  const { lang } = around;
  const done = attachmentIn(value) ?? (typeof value === 'string' ? value : undefined);
  const [again, setAgain] = useState(false);
  if (done === undefined || again) {
    const keep: WidgetProps['onChange'] = (next) => {
      setAgain(false);
      onChange(next);
    };
    return <SigningPad {...props} onChange={keep} />;
  }
  const href = typeof done === 'string' ? undefined : around.files?.href(done);
  return (
    <div className="fv-signed">
      {href === undefined ? (
        <span className="fv-signed-name">{typeof done === 'string' ? done : tell(lang, 'signed')}</span>
      ) : (
        <img src={href} alt={tell(lang, 'signatureOf')} />
      )}
      <button type="button" id={props.id} className="fv-button" onClick={() => setAgain(true)}>
        {tell(lang, 'signAgain')}
      </button>
    </div>
  );
}

function SigningPad(props: WidgetProps): ReactNode {
  const { id, onChange, around, schema } = props;
  const { lang, files } = around;
  const onlyTyped = typeOf(schema) === 'string';
  const canvas = useRef<HTMLCanvasElement>(null);
  const [mode, setMode] = useState<'draw' | 'type'>(onlyTyped ? 'type' : 'draw');
  const [name, setName] = useState('');
  const [isInked, setInked] = useState(false);
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure: string | undefined }>({
    busy: false,
    failure: undefined,
  });

  useEffect(() => {
    const pad = canvas.current;
    return pad === null || mode !== 'draw' ? undefined : listenForInk(pad, () => setInked(true));
  }, [mode]);

  const choose = (next: 'draw' | 'type'): void => {
    if (canvas.current !== null) wipe(canvas.current);
    setInked(false);
    setMode(next);
  };
  const use = async (): Promise<void> => {
    if (onlyTyped) {
      onChange(name.trim());
      return;
    }
    const pad = canvas.current;
    if (pad === null || files === undefined) {
      setState({ busy: false, failure: tell(lang, 'noFiles') });
      return;
    }
    if (mode === 'type') writeName(pad, name.trim());
    setState({ busy: true, failure: undefined });
    try {
      const file = await toPng(pad);
      const stored = await files.upload(file, { onProgress: () => undefined, signal: new AbortController().signal });
      onChange(attachmentOut(stored));
    } catch (error) {
      setState({ busy: false, failure: error instanceof Error ? error.message : String(error) });
    }
  };
  const canUse = !state.busy && (mode === 'draw' ? isInked : name.trim().length >= 2);
  const tab = (which: 'draw' | 'type'): ReactNode => (
    <button
      type="button"
      id={which === 'draw' ? id : undefined}
      className="fv-tab"
      aria-pressed={mode === which}
      onClick={() => choose(which)}
      onFocus={props.onFocus}
    >
      {tell(lang, which)}
    </button>
  );
  return (
    <div className="fv-sign" data-invalid={props.invalid || undefined}>
      {!onlyTyped && (
        <div className="fv-tabs">
          {tab('draw')}
          {tab('type')}
        </div>
      )}
      {mode === 'draw' && <p className="fv-hint">{tell(lang, 'drawHint')}</p>}
      <canvas
        ref={canvas}
        className="fv-pad"
        width={WIDTH}
        height={HEIGHT}
        hidden={mode === 'type'}
        role="img"
        aria-label={tell(lang, 'drawHint')}
      />
      {mode === 'type' && (
        <label className="fv-typed">
          <span>{tell(lang, 'typedName')}</span>
          <input
            id={onlyTyped ? id : undefined}
            className="fv-input"
            type="text"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      )}
      <div className="fv-actions">
        {mode === 'draw' && (
          <button type="button" className="fv-button fv-quiet" onClick={() => choose('draw')}>
            {tell(lang, 'clear')}
          </button>
        )}
        <button type="button" className="fv-button" disabled={!canUse} onClick={() => void use()}>
          {tell(lang, state.busy ? 'saving' : 'useSignature')}
        </button>
      </div>
      {state.failure !== undefined && (
        <p className="fv-error" role="alert">
          {state.failure}
        </p>
      )}
    </div>
  );
}
