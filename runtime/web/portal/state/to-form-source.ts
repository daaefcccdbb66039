import type { JsonValue } from '../../../../engine/index.js';
import type { FieldMark, FormSource } from '../../../../designer/form-view/index.js';
import type { ApiForm, ApiMark, ApiText } from '../../shared/api-types.js';

/** A form of the server as the form renderer takes it. */
export function toFormSource(form: ApiForm): FormSource {
  return {
    schema: form.schema,
    ...(form.uiSchema === undefined ? {} : { uiSchema: form.uiSchema }),
    ...(form.english === undefined ? {} : { english: form.english }),
  };
}

/** The office's notes at the fields: the form's own marks, or the items of the correction notice that stands beside it. */
export function problemMarks(form: ApiForm, forms: readonly ApiForm[]): readonly FieldMark[] {
  const own = (form.marks ?? []).map(markItem);
  const fromNotice = forms.filter((one) => one !== form).flatMap((one) => noticeItems(one.document?.['items']));
  const notes = new Map<string, FieldMark>();
  for (const { pointer, problem, fix } of [...own, ...fromNotice]) {
    notes.set(pointer, {
      ...notes.get(pointer),
      pointer,
      kind: 'problem',
      ...(problem === undefined ? {} : { text: problem }),
      ...(fix === undefined ? {} : { fix }),
    });
  }
  return [...notes.values()];
}

function markItem(mark: ApiMark): NoticeItem {
  if (typeof mark === 'string') return { pointer: mark };
  const problem = mark.problem ?? mark.text;
  const fix = mark.fix ?? mark.howToFix;
  return {
    pointer: mark.pointer,
    ...(problem === undefined ? {} : { problem }),
    ...(fix === undefined ? {} : { fix }),
  };
}

interface NoticeItem {
  readonly pointer: string;
  readonly problem?: ApiText;
  readonly fix?: ApiText;
}

function noticeItems(items: JsonValue | undefined): readonly NoticeItem[] {
  if (!Array.isArray(items)) return [];
  return (items as readonly JsonValue[]).flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('path' in item)) return [];
    const { path, problem } = item;
    const fix = item['howTo'] ?? item['fix'];
    if (typeof path !== 'string') return [];
    return [
      {
        pointer: path,
        ...(typeof problem === 'string' ? { problem } : {}),
        ...(typeof fix === 'string' ? { fix } : {}),
      },
    ];
  });
}
