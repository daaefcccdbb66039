import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useEditor } from '../editor-context.js';
import {
  ACCESSES,
  type Access,
  type AccessRow,
  accessRows,
  removeEntry,
  setAccess,
  setEverywhere,
  setRequired,
} from '../model/access-matrix.js';
import { withMark, withoutMark } from '../model/feel-text.js';
import type { FormFieldRow } from '../model/form-fields.js';
import { type ModdleObject, textOf } from '../model/moddle-object.js';
import { withKey } from '../texts/tell.js';
import { ChoiceField, FeelField } from './fields.js';

/** What the matrix is opened with. */
export interface AccessDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly access: ModdleObject;
  readonly fields: readonly FormFieldRow[];
  readonly isOwn: boolean;
}

/** The access of one node to the fields of one form, as a matrix. A field without an access of its own inherits. */
export function AccessDialog(props: AccessDialogProps): ReactNode {
  const { t, lang, apply, create } = useEditor();
  const { access, fields, isOwn } = props;
  const [filter, setFilter] = useState('');
  const { rows, strays } = accessRows(fields, access);
  const wanted = filter.trim().toLowerCase();
  const shown = rows.filter(
    ({ path, titleZh, titleEn }) =>
      wanted === '' || [path, titleZh, titleEn].some((text) => text.toLowerCase().includes(wanted)),
  );
  const lists = rows.filter(({ isList }) => isList);
  return (
    <Modal
      open={props.isOpen}
      onCancel={props.onClose}
      title={t('access.title', { name: props.title })}
      footer={
        <Button type="primary" onClick={props.onClose}>
          {t('access.close')}
        </Button>
      }
      width={860}
      destroyOnHidden
      className="pe-dialog"
    >
      <div className="pe-access-head">
        <ChoiceField
          label={t('access.default')}
          value={textOf(access, 'default')}
          none={t('access.noDefault')}
          options={ACCESSES.filter((one) => one !== 'append').map((one) => ({ value: one, label: t(`access.${one}`) }))}
          onChange={(value) => apply({ target: access, properties: { default: value } })}
        />
        <div className="pe-field">
          <span className="pe-label">{t('access.everywhere')}</span>
          <span>
            {(['hidden', 'read', 'write'] as const).map((one) => (
              <Button key={one} onClick={() => apply(setEverywhere(create, access, fields, one))}>
                {t(`access.${one}`)}
              </Button>
            ))}
          </span>
        </div>
        <div className="pe-field">
          <label htmlFor="pe-access-filter">{t('access.filter')}</label>
          <Input id="pe-access-filter" value={filter} allowClear onChange={(event) => setFilter(event.target.value)} />
        </div>
      </div>
      <div className="pe-matrix" tabIndex={0} role="group" aria-label={t('section.access')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('access.field')}</th>
              <th scope="col">{t('access.access')}</th>
              <th scope="col">{t('access.required')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <MatrixRow key={row.path} row={row} access={access} isOwn={isOwn} />
            ))}
            {strays.map(({ path, entry }) => (
              <tr key={path} className="is-stray">
                <th scope="row">
                  <code>{path}</code>
                  <span className="pe-soft">
                    {fields.length > 0 ? t('access.stray', { path }) : textOf(entry, 'access')}
                  </span>
                </th>
                <td colSpan={2}>
                  <Button
                    size="small"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={`${t('common.remove')} ${path}`}
                    onClick={() => apply(removeEntry(access, entry))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isOwn && (
        <div className="pe-access-more">
          <Checkbox
            checked={access.get('complete') === true}
            onChange={(event) =>
              apply({ target: access, properties: { complete: event.target.checked ? true : undefined } })
            }
          >
            {t('access.complete')}
          </Checkbox>
          <FeelField
            label={t('access.write2')}
            value={withoutMark(textOf(access, 'write'))}
            onCommit={(text) => apply({ target: access, properties: { write: withMark(text) } })}
          />
          {lists.length > 0 && (
            <ChoiceField
              label={t('access.joint')}
              value={textOf(access, 'joint')}
              none={t('common.none')}
              options={lists.map((row) => ({
                value: row.path,
                label: withKey({ zh: row.titleZh, en: row.titleEn }, row.path, lang),
              }))}
              onChange={(joint) => apply({ target: access, properties: { joint } })}
            />
          )}
        </div>
      )}
    </Modal>
  );
}

function MatrixRow(props: {
  readonly row: AccessRow;
  readonly access: ModdleObject;
  readonly isOwn: boolean;
}): ReactNode {
  const { t, lang, apply, create } = useEditor();
  const { row, access } = props;
  const name = useId();
  const title = lang === 'zh' ? row.titleZh : row.titleEn;
  const offered = ACCESSES.filter((one) => one !== 'append' || row.isList);
  const canRequire = row.effective === 'write' || row.effective === 'append';
  const choose = (own: Access | undefined): void => apply(setAccess(create, access, row.path, own));
  return (
    <tr className={row.effective === undefined && !row.hasChildren ? 'is-unset' : undefined}>
      <th scope="row" style={{ paddingInlineStart: 12 + row.depth * 18 }}>
        {title}
        <code className="pe-soft">{row.path}</code>
      </th>
      <td>
        <span className="pe-cells" role="radiogroup" aria-label={t('access.accessOf', { title })}>
          {offered.map((one) => (
            <label
              key={one}
              className={`is-${one}`}
              data-inherited={(row.own === undefined && row.effective === one) || undefined}
            >
              <input
                type="radio"
                name={name}
                checked={row.own === one}
                onChange={() => choose(one)}
                onClick={() => row.own === one && choose(undefined)}
              />
              {t(`access.${one}`)}
            </label>
          ))}
        </span>
        {row.effective === undefined && !row.hasChildren && <span className="pe-unset">{t('access.unset')}</span>}
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={t('access.requiredOf', { title })}
          disabled={!canRequire}
          checked={row.required ?? (canRequire && row.isRequired)}
          onChange={(event) =>
            apply(
              setRequired(
                create,
                access,
                row,
                event.target.checked === row.isRequired ? undefined : event.target.checked,
              ),
            )
          }
        />
      </td>
    </tr>
  );
}
