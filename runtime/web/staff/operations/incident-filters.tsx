import { Select } from 'antd';
import type { ReactNode } from 'react';
import { SearchBox } from '../parts/search-box.js';
import { useTexts } from '../texts/use-texts.js';
import { codeName, INCIDENT_CODES } from './incident-code.js';
import { useServices } from './use-services.js';

const HOUR = 3_600_000;
/** Ages an incident may be asked for by, ms. */
export const AGES = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;

/** What is asked for on the page; `age` is a key of `AGES`. Empty: anything. */
export interface IncidentChoice {
  readonly service: string;
  readonly code: string;
  readonly age: keyof typeof AGES | '';
  readonly q: string;
}

/** The filters above the list. */
export function IncidentFilters(props: {
  readonly choice: IncidentChoice;
  readonly onChoice: (choice: IncidentChoice) => void;
  readonly onSearch: (q: string) => void;
}): ReactNode {
  const { choice, onChoice, onSearch } = props;
  const texts = useTexts();
  const { t } = texts;
  const services = useServices();
  const ages = (Object.keys(AGES) as (keyof typeof AGES)[]).map((age) => ({
    value: age,
    label: t(`incidents.${age}`),
  }));
  return (
    <div className="yz-filters">
      <SearchBox label={t('incidents.search')} value={choice.q} onSearch={onSearch} />
      <Select
        aria-label={t('batches.service')}
        value={choice.service}
        options={[{ value: '', label: t('incidents.anyService') }, ...services]}
        onChange={(service: string) => onChoice({ ...choice, service })}
      />
      <Select
        aria-label={t('batches.cause')}
        value={choice.code}
        options={[
          { value: '', label: t('incidents.anyCode') },
          ...INCIDENT_CODES.map((code) => ({ value: code, label: codeName(code, texts) })),
        ]}
        onChange={(code: string) => onChoice({ ...choice, code })}
      />
      <Select
        aria-label={t('incidents.when')}
        value={choice.age}
        options={[{ value: '' as const, label: t('incidents.anyAge') }, ...ages]}
        onChange={(age: IncidentChoice['age']) => onChoice({ ...choice, age })}
      />
    </div>
  );
}
