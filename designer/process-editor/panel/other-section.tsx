import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.js';
import { allExtensions } from '../model/extensions.js';
import type { ModdleObject } from '../model/moddle-object.js';
import { Section } from './fields.js';

/** Extension elements of other tools: kept as they are, and named so that nobody wonders. */
export function OtherSection({ owner }: { readonly owner: ModdleObject }): ReactNode {
  const { t } = useEditor();
  const others = allExtensions(owner).filter(({ $type }) => !/^(zeebe|yizhan):/.test($type));
  const attributes = Object.keys(owner.$attrs ?? {}).filter((name) => name.includes(':') && !name.startsWith('xmlns'));
  if (others.length + attributes.length === 0) return null;
  return (
    <Section title={t('section.other')} count={others.length + attributes.length} isFolded>
      <p className="pe-hint">{t('other.hint')}</p>
      <ul className="pe-others">
        {[...others.map(({ $type }) => `<${$type}>`), ...attributes].map((name, index) => (
          <li key={index}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
