import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useEditor } from '../editor-context.js';
import { feelFault, feelNotes, readValue, withMark, withoutMark, writeValue } from '../model/feel-text.js';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
}

/** A label with its control and a hint below. */
export function Field(props: FieldProps & { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="pe-field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.hint !== undefined && (
        <p className="pe-hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

/**
 * What is being typed, kept apart from the model until the field is left, Enter is pressed, or the field goes away; then it is one step
 * of undo. Meanwhile Ctrl+Z belongs to the typing.
 */
function useDraft(value: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState<string>();
  const latest = useRef({ draft, value, commit });
  useEffect(() => {
    latest.current = { draft, value, commit };
  });
  const flush = (): void => {
    const now = latest.current;
    if (now.draft !== undefined && now.draft !== now.value) now.commit(now.draft);
    latest.current = { ...now, draft: undefined };
    setDraft(undefined);
  };
  useEffect(
    () => () => {
      const { draft: left, value: before, commit: write } = latest.current;
      if (left !== undefined && left !== before) write(left);
    },
    [],
  );
  return { text: draft ?? value, isDrafting: draft !== undefined && draft !== value, type: setDraft, flush };
}

/** A line or a paragraph of text. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly onCommit: (text: string) => void;
    readonly rows?: number;
    readonly placeholder?: string;
    readonly isMono?: boolean;
  },
): ReactNode {
  const id = useId();
  const { text, isDrafting, type, flush } = useDraft(props.value, props.onCommit);
  const shared = {
    id,
    value: text,
    ...(props.placeholder === undefined ? {} : { placeholder: props.placeholder }),
    ...(props.isMono === true ? { className: 'pe-mono' } : {}),
    ...(props.hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
    'data-drafting': isDrafting || undefined,
    onBlur: flush,
  };
  return (
    <Field id={id} label={props.label} hint={props.hint}>
      {props.rows === undefined ? (
        <Input {...shared} onChange={(event) => type(event.target.value)} onPressEnter={flush} />
      ) : (
        <Input.TextArea
          {...shared}
          autoSize={{ minRows: props.rows, maxRows: 10 }}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A FEEL text, given and committed without its mark, with the compiler's word on its syntax while typing. */
export function FeelField(
  props: FieldProps & {
    readonly value: string;
    readonly onCommit: (text: string) => void;
    readonly placeholder?: string;
    readonly rows?: number;
  },
): ReactNode {
  const id = useId();
  const { text, isDrafting, type, flush } = useDraft(props.value, (raw) => props.onCommit(withoutMark(raw)));
  return (
    <Field id={id} label={props.label} hint={props.hint}>
      <FeelInput
        id={id}
        text={text}
        isDrafting={isDrafting}
        rows={props.rows ?? 1}
        placeholder={props.placeholder}
        onType={type}
        onLeave={flush}
      />
    </Field>
  );
}

function FeelInput(props: {
  readonly id: string;
  readonly text: string;
  readonly isDrafting: boolean;
  readonly rows: number;
  readonly placeholder: string | undefined;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
}): ReactNode {
  const { t, say, resources } = useEditor();
  const fault = feelFault(withoutMark(props.text));
  const notes = fault ? [] : feelNotes(withoutMark(props.text), resources);
  const isEmpty = props.text.trim() === '';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    props.onLeave();
  };
  return (
    <>
      <Input.TextArea
        id={props.id}
        className="pe-mono"
        value={props.text}
        placeholder={props.placeholder}
        autoSize={{ minRows: props.rows, maxRows: 12 }}
        spellCheck={false}
        status={fault ? 'error' : ''}
        aria-invalid={fault !== undefined}
        aria-describedby={`${props.id}-feel`}
        data-drafting={props.isDrafting || undefined}
        onChange={(event) => props.onType(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={props.onLeave}
      />
      <p
        id={`${props.id}-feel`}
        className={fault ? 'pe-feel is-bad' : notes.length > 0 ? 'pe-feel is-doubtful' : 'pe-feel'}
        aria-live="polite"
      >
        {fault ? say(fault) : notes.length > 0 ? notes.map(say).join(' ') : isEmpty ? '' : t('feel.ok')}
      </p>
    </>
  );
}

/** An attribute that is a constant or FEEL: a switch says which; the text is given and committed as it stands in the file. */
export function ValueField(
  props: FieldProps & {
    readonly value: string | undefined;
    readonly onCommit: (raw: string | undefined) => void;
    /** How a constant is edited; a line of text when absent. */
    readonly constant?: (control: {
      readonly id: string;
      readonly text: string;
      readonly onChange: (text: string) => void;
    }) => ReactNode;
    readonly placeholder?: string;
    /** What a value that is not given yet begins as. */
    readonly first?: 'feel' | 'constant';
  },
): ReactNode {
  const { t } = useEditor();
  const id = useId();
  const read = readValue(props.value);
  const [chosen, setChosen] = useState<'feel' | 'constant'>();
  const kind = props.value === undefined || props.value === '' ? (chosen ?? props.first ?? 'constant') : read.kind;
  const commit = (text: string): void =>
    props.onCommit(writeValue({ kind, text: kind === 'feel' ? withoutMark(text) : text }));
  const { text, isDrafting, type, flush } = useDraft(read.text, commit);
  const turn = (next: 'feel' | 'constant'): void => {
    setChosen(next);
    if (next === kind || read.text === '') return;
    props.onCommit(next === 'feel' ? withMark(`"${read.text.replaceAll('"', '\\"')}"`) : unquoted(read.text));
  };
  return (
    <div className="pe-field">
      <div className="pe-label-row">
        <label htmlFor={id}>{props.label}</label>
        <span className="pe-kind" role="group" aria-label={t('value.kindOf', { label: props.label })}>
          {(['constant', 'feel'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => turn(one)}>
              {t(`value.${one}`)}
            </button>
          ))}
        </span>
      </div>
      {kind === 'feel' ? (
        <FeelInput
          id={id}
          text={text}
          isDrafting={isDrafting}
          rows={1}
          placeholder={props.placeholder}
          onType={type}
          onLeave={flush}
        />
      ) : props.constant ? (
        props.constant({
          id,
          text: read.text,
          onChange: (next) => props.onCommit(writeValue({ kind: 'constant', text: next })),
        })
      ) : (
        <Input
          id={id}
          value={text}
          placeholder={props.placeholder}
          data-drafting={isDrafting || undefined}
          onChange={(event) => type(event.target.value)}
          onPressEnter={flush}
          onBlur={flush}
        />
      )}
      {props.hint !== undefined && <p className="pe-hint">{props.hint}</p>}
    </div>
  );
}

/** A FEEL string literal as a constant; other expressions are dropped because they have no constant. */
function unquoted(feel: string): string | undefined {
  const inner = /^"((?:[^"\\]|\\.)*)"$/.exec(feel.trim())?.[1];
  return inner === undefined || inner === '' ? undefined : inner.replaceAll('\\"', '"');
}

/** One of several values; `undefined` stands for none where `none` is given. */
export function ChoiceField(
  props: FieldProps & {
    readonly value: string | undefined;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly onChange: (value: string | undefined) => void;
    readonly none?: string;
  },
): ReactNode {
  const { t } = useEditor();
  const id = useId();
  const { value, options, none } = props;
  const isKnown = value === undefined || options.some((option) => option.value === value);
  const shown = isKnown ? options : [...options, { value, label: t('common.unknown', { name: value }) }];
  return (
    <Field id={id} label={props.label} hint={props.hint}>
      <Select
        id={id}
        value={value ?? null}
        placeholder={none}
        allowClear={none !== undefined && value !== undefined}
        showSearch={shown.length > 8 ? { optionFilterProp: 'label' } : false}
        status={isKnown ? '' : 'error'}
        options={[...shown]}
        onChange={(next: string | null | undefined) => props.onChange(next ?? undefined)}
      />
    </Field>
  );
}

/** The id, to be read and copied. */
export function IdField({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const { t } = useEditor();
  const id = useId();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void =>
    void navigator.clipboard?.writeText(value).then(
      () => setIsCopied(true),
      () => undefined,
    );
  return (
    <Field id={id} label={label}>
      <div className="pe-id">
        <Input id={id} className="pe-mono" value={value} readOnly onFocus={(event) => event.target.select()} />
        <Button
          icon={isCopied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
          aria-label={t('common.copy')}
          onClick={copy}
        />
        <span className="pe-unseen" role="status">
          {isCopied ? t('common.copied') : ''}
        </span>
      </div>
    </Field>
  );
}

/** A part of the panel that can be folded. */
export function Section(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly count?: number;
  readonly isFolded?: boolean;
}): ReactNode {
  return (
    <details className="pe-section" open={props.isFolded !== true}>
      <summary>
        <h3>{props.title}</h3>
        {props.count !== undefined && props.count > 0 && <span className="pe-badge">{props.count}</span>}
      </summary>
      <div className="pe-section-body">{props.children}</div>
    </details>
  );
}
