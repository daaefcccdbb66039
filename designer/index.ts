// The door of the designer. Pages that show forms only enter through form-view/index.ts, which carries nothing of the editors.
export * from './form-view/index.js';
export type { FormPreviewProps } from './form-preview/form-preview.js';
export { FormPreview } from './form-preview/form-preview.js';
export { previewNodes, type ServiceStart } from './form-preview/preview-nodes.js';
export { formsIn, packageResources, readJson } from './process-editor/package-resources.js';
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
