export type { FormViewProps } from './form-view/form-view.js';
export { FormView } from './form-view/form-view.js';
export type { Attachment, FieldError, FieldMark, FileService, FormSource, Lang } from './form-view/types.js';
