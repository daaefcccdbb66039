// The door of the designer. Pages that show forms only enter through form-view/index.ts, which carries nothing of the editors.
export * from './form-view/index.js';
export { DecisionEditor, isDecisionTable } from './decision-editor/decision-editor.js';
export { EditHistory } from './fields/edit-history.js';
export { Line } from './fields/line.js';
export { Pick, PickMany } from './fields/pick.js';
export { fieldReaders } from './form-builder/field-readers.js';
export { FormBuilder } from './form-builder/form-builder.js';
export type { FormPreviewProps } from './form-preview/form-preview.js';
export { FormPreview } from './form-preview/form-preview.js';
export { previewNodes, type ServiceStart } from './form-preview/preview-nodes.js';
export {
  FILE_NAMES,
  newFile,
  newFilePath,
  type NewFileKind,
  type NewPackage,
  newPackageFiles,
} from './new-package/new-files.js';
export { formsIn, packageResources, readJson, registersIn } from './process-editor/package-resources.js';
export { ProcessEditor } from './process-editor/process-editor.js';
export { compileDraft } from './publish/check-draft.js';
export {
  englishElements,
  nextVersion,
  type PackageFiles,
  prepareFiles,
  withEnglishElements,
} from './publish/prepare-files.js';
export { PublishDialog, type PublishOutcome } from './publish/publish-dialog.js';
export { RegisterEditor } from './register-editor/register-editor.js';
export { ServiceEditor } from './service-editor/service-editor.js';
