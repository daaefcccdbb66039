import { DesktopOutlined, MobileOutlined } from '@ant-design/icons';
import { Segmented, Select } from 'antd';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { FULL_ACCESS, type JsonObject, nodeSchema, type Text } from '../../engine/index.js';
import { FormView } from '../form-view/form-view.js';
import type { FormSource, Lang } from '../form-view/types.js';
import { Framed } from './framed.js';
import type { PreviewNode } from './preview-nodes.js';
import { tellPreview } from './texts.js';
import './form-preview.css';

/** What a form is previewed with. */
export interface FormPreviewProps {
  readonly id: string;
  readonly title: Text;
  readonly schema: JsonObject;
  readonly uiSchema: JsonObject;
  /** English texts by schema pointer. */
  readonly english: JsonObject;
  /** Nodes that show the form (`previewNodes`). */
  readonly nodes: readonly PreviewNode[];
  /** Sample documents by name. */
  readonly samples: Readonly<Record<string, JsonObject>>;
  readonly lang: Lang;
}

const WHOLE = '';
const PHONE = 375;

/** A form as each node shows it, at the width of a phone or a PC, with the one form renderer. Submitting checks and sends nothing. */
export function FormPreview(props: FormPreviewProps): ReactNode {
  const { id, lang, nodes, samples, schema, uiSchema, english } = props;
  const [nodeId, sampleId] = [useId(), useId()];
  const [key, setKey] = useState(WHOLE);
  const [chosen, setSample] = useState<string | null>();
  const [width, setWidth] = useState<'phone' | 'desk'>('phone');
  const [patch, setPatch] = useState<JsonObject>();
  const node = nodes.find((one) => one.key === key);
  const form = useMemo((): FormSource => {
    const access = node?.access ?? { formId: id, ...FULL_ACCESS };
    return { schema: nodeSchema(schema, access), uiSchema, english };
  }, [node, id, schema, uiSchema, english]);
  const isReading = node !== undefined && !node.writable;
  // A form that is only read shows nothing without data.
  const sample = (chosen === undefined && isReading ? Object.keys(samples)[0] : chosen) ?? undefined;
  const title = props.title[lang];
  const options = [
    { value: WHOLE, label: tellPreview(lang, 'whole') },
    ...nodes.map((one) => ({
      value: one.key,
      label: `${one.name[lang]} · ${one.process[lang]}（${tellPreview(lang, one.writable ? 'fills' : 'shows')}）`,
    })),
  ];
  const anew = (): void => setPatch(undefined);
  return (
    <div className="fp">
      <div className="fp-tools">
        <div className="fp-tool fp-tool-wide">
          <label htmlFor={nodeId}>{tellPreview(lang, 'node')}</label>
          <Select
            id={nodeId}
            value={key}
            options={options}
            onChange={(next: string) => {
              setKey(next);
              anew();
            }}
          />
        </div>
        {Object.keys(samples).length > 0 && (
          <div className="fp-tool">
            <label htmlFor={sampleId}>{tellPreview(lang, 'sample')}</label>
            <Select
              id={sampleId}
              value={sample ?? null}
              placeholder={tellPreview(lang, 'empty')}
              allowClear
              options={Object.keys(samples).map((name) => ({ value: name, label: name }))}
              onChange={(next: string | null | undefined) => {
                setSample(next ?? null);
                anew();
              }}
            />
          </div>
        )}
        <div className="fp-tool">
          <span>{tellPreview(lang, 'width')}</span>
          <Segmented
            aria-label={tellPreview(lang, 'width')}
            value={width}
            options={[
              { value: 'phone', label: tellPreview(lang, 'phone'), icon: <MobileOutlined aria-hidden /> },
              { value: 'desk', label: tellPreview(lang, 'desk'), icon: <DesktopOutlined aria-hidden /> },
            ]}
            onChange={(next) => setWidth(next === 'phone' ? 'phone' : 'desk')}
          />
        </div>
        <p className="fp-hint">{tellPreview(lang, 'hint')}</p>
      </div>
      <div className="fp-stage">
        <Framed
          title={tellPreview(lang, 'frame', { title })}
          width={width === 'phone' ? PHONE : undefined}
          lang={lang === 'zh' ? 'zh-CN' : 'en'}
        >
          <h1 className="fp-title">{title}</h1>
          {isReading && sample === undefined && <p className="fp-hint">{tellPreview(lang, 'nothing')}</p>}
          <FormView
            key={`${key} ${sample ?? ''} ${width}`}
            form={form}
            document={sample === undefined ? {} : (samples[sample] ?? {})}
            lang={lang}
            readOnly={isReading}
            submitLabel={tellPreview(lang, 'submit')}
            onChange={anew}
            onSubmit={setPatch}
          />
          {patch !== undefined && (
            <div className="fp-passed" role="status">
              <p>{tellPreview(lang, 'passed', { n: Object.keys(patch).length })}</p>
              <details className="fp-patch">
                <summary>{tellPreview(lang, 'patch')}</summary>
                <pre>{JSON.stringify(patch, null, 2)}</pre>
              </details>
            </div>
          )}
        </Framed>
      </div>
    </div>
  );
}
