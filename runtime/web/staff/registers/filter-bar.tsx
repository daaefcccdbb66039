import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../texts/use-texts.js';
import { readRegister, type RegisterPageReply, type RegisterQuestion } from './register-calls.js';
import { nodeOf, optionsOf, titleOf } from '../../shared/row-values.js';

const NOTHING_ASKED: RegisterQuestion = { q: '', sort: '', filters: {} };

/** The filters of a register: closed lists by their values, references by the rows they lead to. */
export function FilterBar(props: {
  readonly page: RegisterPageReply;
  readonly question: RegisterQuestion;
  readonly onAsk: (question: RegisterQuestion) => void;
}): ReactNode {
  const { page, question } = props;
  const { t } = useTexts();
  const set = (property: string, value: string): void => {
    const filters = Object.fromEntries(
      Object.entries({ ...question.filters, [property]: value }).filter(([, one]) => one !== ''),
    );
    props.onAsk({ ...question, filters });
  };
  return (
    <div className="yz-register-filters" role="group" aria-label={t('registers.filters')}>
      {(page.list.filters ?? []).map((property) => (
        <OneFilter
          key={property}
          page={page}
          property={property}
          value={question.filters[property] ?? ''}
          onChange={(value) => set(property, value)}
        />
      ))}
    </div>
  );
}

function OneFilter(props: {
  readonly page: RegisterPageReply;
  readonly property: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t, lang } = useTexts();
  const { page, property, value } = props;
  const target = page.references[property];
  const [sought, setSought] = useState('');
  const rows = useQuery({
    queryKey: ['register-choices', target, sought],
    queryFn: ({ signal }) => readRegister(target ?? '', { ...NOTHING_ASKED, q: sought }, undefined, signal),
    enabled: target !== undefined,
    placeholderData: keepPreviousData,
  });
  const title = titleOf(page.schema, property);
  const yesNo = nodeOf(page.schema, property)['type'] === 'boolean';
  const closed = optionsOf(page.schema, property).map((one) => ({ ...one }));
  const referred = (rows.data?.rows ?? []).map((row) => {
    const key = String(row.values[rows.data?.keyProperty ?? ''] ?? row.handle);
    const { name, nameEn } = row.values;
    const label = lang === 'en' && typeof nameEn === 'string' && nameEn !== '' ? nameEn : name;
    return { value: key, label: typeof label === 'string' ? label : key };
  });
  const seen = page.rows.flatMap((row) => {
    const one = row.values[property];
    return typeof one === 'string' ? [one] : [];
  });
  const open = [...new Set([...seen, ...(value === '' ? [] : [value])])]
    .sort((a, b) => a.localeCompare(b, 'zh'))
    .map((one) => ({ value: one, label: one }));
  const truth = [
    { value: 'true', label: t('registers.yes') },
    { value: 'false', label: t('registers.no') },
  ];
  const options = yesNo ? truth : closed.length > 0 ? closed : target === undefined ? open : referred;
  // A register of many rows is searched on the server; its first page alone would hide the others.
  const isLong = target !== undefined && (sought !== '' || rows.data?.nextCursor !== undefined);
  return (
    <Select
      allowClear
      showSearch={isLong ? { filterOption: false, onSearch: setSought } : { optionFilterProp: 'label' }}
      className="yz-filter"
      aria-label={title}
      placeholder={title}
      value={value === '' ? null : value}
      options={options}
      onChange={(next: string | null | undefined) => props.onChange(next ?? '')}
    />
  );
}
