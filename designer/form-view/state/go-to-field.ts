import { pointerParts } from '../../../engine/index.js';

const CONTROLS = 'input, select, textarea, button, [tabindex]';

/** Moves the focus to a field by its pointer; opens what is folded around it. A field without a control of its own passes it on. */
export function goToField(idPrefix: string, pointer: string): boolean {
  const parts = pointerParts(pointer);
  for (let length = parts.length; length > 0; length -= 1) {
    const place = document.getElementById([idPrefix, ...parts.slice(0, length)].join('/'));
    if (place !== null) return focusOn(place);
  }
  return false;
}

/** Moves the focus to the first field, in the order of the page, that is marked as wrong. */
export function goToFirstError(root: HTMLElement): boolean {
  const wrong = root.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]');
  return wrong !== null && focusOn(wrong);
}

function focusOn(place: HTMLElement): boolean {
  for (let up = place.parentElement; up !== null; up = up.parentElement) {
    if (up instanceof HTMLDetailsElement) up.open = true;
  }
  const target =
    place.matches(CONTROLS) && !place.matches('fieldset') ? place : place.querySelector<HTMLElement>(CONTROLS);
  const chosen = target ?? place;
  if (target === null && !place.hasAttribute('tabindex')) place.tabIndex = -1;
  chosen.focus({ preventScroll: true });
  const frame = chosen.closest('.fv-field, .fv-rows') ?? chosen;
  frame.scrollIntoView({ block: 'center' });
  return true;
}
