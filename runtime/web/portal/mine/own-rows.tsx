import type { ReactNode } from 'react';
import type { JsonObject } from '../../../../engine/index.js';
import { inLanguage } from '../../shared/in-language.js';
import { textIn } from '../../shared/lang.js';
import { titleOf, valueText } from '../../shared/row-values.js';
import { dateText } from '../../shared/time-text.js';
import { useCatalogue } from '../state/use-catalogue.js';
import { MINE_TEXTS } from './mine-texts.js';
import type { MineGroup } from '../../../wire/mine.js';

const SOON = 60 * 24 * 3_600_000;

/** The own rows of one register, each as a card. */
export function OwnRows({ group }: { readonly group: MineGroup }): ReactNode {
  const { lang } = useCatalogue(MINE_TEXTS);
  const spoken = inLanguage(group, lang);
  return (
    <section aria-label={textIn(group.title, lang)}>
      <h3 className="mine-register">{textIn(group.title, lang)}</h3>
      <ul className="mine-cards">
        {group.rows.map((row, index) => (
          <li key={index} className="card">
            <p className="mine-name">
              <strong>{valueText(spoken, group.name, row[group.name], lang)}</strong>
              {group.due !== undefined && <Due row={row} property={group.due} />}
            </p>
            <dl className="mine-facts">
              {group.shown
                .filter((property) => row[property] !== undefined && property !== group.name)
                .map((property) => (
                  <div key={property}>
                    <dt>{titleOf(spoken.schema, property)}</dt>
                    <dd>{valueText(spoken, property, row[property], lang)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The day on which something ends, louder when it is near or over. */
function Due({ row, property }: { readonly row: JsonObject; readonly property: string }): ReactNode {
  const { lang, say } = useCatalogue(MINE_TEXTS);
  const day = row[property];
  if (typeof day !== 'string' || day === '') return null;
  const left = Date.parse(`${day.slice(0, 10)}T23:59:59+08:00`) - Date.now();
  const tone = left < 0 ? 'bad' : left < SOON ? 'warn' : undefined;
  return (
    <span className="chip" {...(tone === undefined ? {} : { 'data-tone': tone })}>
      {tone === undefined ? '' : `${say(tone === 'bad' ? 'overdue' : 'dueSoon')} · `}
      {say('due', { date: dateText(day.slice(0, 10), lang) })}
    </span>
  );
}
