// The light door of the form renderer: pages of residents and the worklist enter here, so that they carry nothing of the editors.
export type { FormViewProps } from './form-view.js';
export { FormView } from './form-view.js';
export { localise } from './schema/localise.js';
export type { Attachment, FieldError, FieldMark, FileService, FormSource, Lang } from './types.js';
