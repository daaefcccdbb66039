import type { ReactNode } from 'react';
import { isObject, type JsonObject, ROLE_KEYS, ROLES } from '../../engine/index.js';
import { jsonText } from '../fields/english-file.js';
import { Line } from '../fields/line.js';
import { Pick, PickMany } from '../fields/pick.js';
import type { Lang } from '../form-view/types.js';
import { packageResources, readJson } from '../process-editor/package-resources.js';
import type { PackageFiles } from '../publish/prepare-files.js';
import { namesIn, partIn } from '../register-editor/register-file.js';
import { statusesToName, withStatusName } from './status-names.js';
import { readTextLines, readWords, textLines } from './text-lines.js';
import { tellService } from './texts.js';
import '../fields/editors.css';

const FILE = 'manifest.json';
const SENTENCES = ['who', 'limits', 'contact', 'fee'] as const;
const OPTIONAL = new Set<string>(['fee', 'basis', 'synonyms', 'description']);

/** Edits the manifest: what the package is called, and the page and the beginning of the service it offers. */
export function ServiceEditor(props: {
  readonly files: PackageFiles;
  readonly lang: Lang;
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { files, lang, onChange } = props;
  const manifest = readJson(files[FILE]);
  const service = isObject(manifest['service']) ? manifest['service'] : undefined;
  const t = (key: Parameters<typeof tellService>[1]): string => tellService(lang, key);
  const write = (next: JsonObject): void => onChange({ [FILE]: jsonText(next) });
  const serve = (name: string, value: JsonObject[string]): void => {
    const { [name]: _, ...others } = service ?? {};
    const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
    write({ ...manifest, service: isEmpty && OPTIONAL.has(name) ? others : { ...service, [name]: value } });
  };
  const two = (
    label: string,
    value: JsonObject[string] | undefined,
    commit: (text: JsonObject) => void,
    rows?: number,
  ): ReactNode => (
    <div className="ed-pair">
      {(['zh', 'en'] as const).map((one) => (
        <Line
          key={one}
          label={`${label}（${one === 'zh' ? '中文' : 'English'}）`}
          value={String(partIn(value)[one] ?? '')}
          {...(rows === undefined ? {} : { rows })}
          onCommit={(text) => commit({ ...both(text, partIn(value)), [one]: text.trim() })}
        />
      ))}
    </div>
  );
  const resources = packageResources(files, []);
  const named = (one: { readonly key: string; readonly name: { readonly zh: string; readonly en: string } }) => ({
    value: one.key,
    label: one.name[lang],
  });
  return (
    <div className="ed">
      <section className="ed-card ed-stack" aria-label={t('page')}>
        <h2>{t('page')}</h2>
        {two(t('title'), manifest['title'], (title) => write({ ...manifest, title }))}
        {two(t('description'), manifest['description'], (description) => write({ ...manifest, description }), 2)}
        {service === undefined && <p className="ed-hint">{t('noService')}</p>}
        {service !== undefined && (
          <>
            {SENTENCES.map((name) => (
              <div key={name}>{two(t(name), service[name], (text) => serve(name, text), 2)}</div>
            ))}
            {(['bring', 'steps', 'basis'] as const).map((name) => (
              <Line
                key={name}
                label={t(name)}
                hint={t('linesHint')}
                rows={2}
                value={textLines(service[name])}
                onCommit={(text) => serve(name, [...readTextLines(text)])}
              />
            ))}
            <div className="ed-pair">
              {(['topics', 'synonyms'] as const).map((name) => (
                <Line
                  key={name}
                  label={t(name)}
                  hint={t('wordsHint')}
                  value={namesIn(service[name]).join('，')}
                  onCommit={(text) => serve(name, [...readWords(text)])}
                />
              ))}
            </div>
          </>
        )}
      </section>
      {service !== undefined && (
        <section className="ed-card ed-stack" aria-label={t('start')}>
          <h2>{t('start')}</h2>
          <div className="ed-pair">
            <Line
              label={t('itemCode')}
              hint={t('itemCodeHint')}
              isMono
              value={String(service['itemCode'] ?? '')}
              fault={(text) => (/^[A-Z0-9]{2,12}$/.test(text) ? undefined : t('itemCodeHint'))}
              onCommit={(text) => serve('itemCode', text)}
            />
            <PickMany
              label={t('roles')}
              values={namesIn(service['startRoles'])}
              options={ROLE_KEYS.map((key) => ({ value: key, label: ROLES[key][lang] }))}
              onChange={(roles) => serve('startRoles', [...roles])}
            />
            <Pick
              label={t('process')}
              value={String(service['processId'] ?? '')}
              options={resources.processes.map(named)}
              onChange={(id) => serve('processId', id)}
            />
            <Pick
              label={t('form')}
              value={String(service['formId'] ?? '')}
              options={resources.forms.map(({ id, title }) => ({ value: id, label: title[lang] }))}
              onChange={(id) => serve('formId', id)}
            />
            <Line
              label={t('startEvent')}
              isMono
              value={String(service['startEventId'] ?? '')}
              onCommit={(text) => serve('startEventId', text.trim())}
            />
          </div>
        </section>
      )}
      <section className="ed-card ed-stack" aria-label={t('statuses')}>
        <h2>{t('statuses')}</h2>
        <p className="ed-hint">{t('statusesHint')}</p>
        {statusesToName(files, manifest).map(({ key, own, common }) => (
          <div className="ed-pair" key={key}>
            {(['zh', 'en'] as const).map((one) => (
              <Line
                key={one}
                label={`${key}（${one === 'zh' ? '中文' : 'English'}）`}
                value={String(own[one] ?? '')}
                hint={common?.[one]}
                problem={common === undefined && own['zh'] === undefined ? t('statusUnnamed') : undefined}
                onCommit={(text) => {
                  const name = { zh: String(own['zh'] ?? ''), en: String(own['en'] ?? ''), [one]: text.trim() };
                  write(
                    withStatusName(manifest, key, name.zh === '' && one === 'en' ? { ...name, zh: name.en } : name),
                  );
                }}
              />
            ))}
          </div>
        ))}
      </section>
    </div>
  );
}

/** A text in both languages never lacks one of them. */
function both(text: string, value: JsonObject): JsonObject {
  const given = text.trim();
  return { zh: given, en: given, ...value };
}
