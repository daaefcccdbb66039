import type { ArrayFieldItemTemplateProps, GenericObjectType, RJSFSchema } from '@rjsf/utils';
import { type ReactNode, useContext, useMemo } from 'react';
import { tell } from '../texts.js';
import { ListContext } from './list-context.js';
import { RowContext } from './row-title.js';

/** One row of a list, with buttons to move and to remove it that say which row they mean. */
export function ArrayItemTemplate(
  props: ArrayFieldItemTemplateProps<GenericObjectType[], RJSFSchema, GenericObjectType>,
): ReactNode {
  const { children, buttonsProps, index, totalItems } = props;
  const { title, lang, onRemove } = useContext(ListContext);
  const number = index + 1;
  const place = useMemo(() => ({ title, number, lang }), [title, number, lang]);
  return (
    <li className="fv-row-item">
      <RowContext value={place}>{children}</RowContext>
      <div className="fv-row-tools">
        {totalItems > 1 && buttonsProps.hasMoveUp === true && (
          <button
            type="button"
            className="fv-button fv-quiet"
            aria-label={tell(lang, 'moveUpRow', { title, n: number })}
            onClick={buttonsProps.onMoveUpItem}
          >
            {tell(lang, 'moveUp')}
          </button>
        )}
        {totalItems > 1 && buttonsProps.hasMoveDown === true && (
          <button
            type="button"
            className="fv-button fv-quiet"
            aria-label={tell(lang, 'moveDownRow', { title, n: number })}
            onClick={buttonsProps.onMoveDownItem}
          >
            {tell(lang, 'moveDown')}
          </button>
        )}
        {buttonsProps.hasRemove === true && (
          <button
            type="button"
            className="fv-button fv-quiet fv-danger"
            aria-label={tell(lang, 'removeRow', { title, n: number })}
            onClick={(event) => {
              onRemove();
              buttonsProps.onRemoveItem(event);
            }}
          >
            {tell(lang, 'remove')}
          </button>
        )}
      </div>
    </li>
  );
}
