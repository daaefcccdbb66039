import type { Attachment, FileService } from '../../../designer/form-view/index.js';
import { currentLang } from './lang.js';
import { failureSentence, Unreachable } from './problem.js';
import { problemOf } from './request.js';

/**
 * Sends files to `/api/files` with progress (a `fetch` cannot tell how much of a body has left). Failures reject with a sentence for
 * people. `caseId` opens files of that case for its reader.
 */
export function fileService(caseId?: string): FileService {
  const suffix = caseId === undefined ? '' : `?case=${encodeURIComponent(caseId)}`;
  return {
    upload: (file, { onProgress, signal }) =>
      new Promise<Attachment>((resolve, reject) => {
        const transfer = new XMLHttpRequest();
        const fail = (error: unknown): void => reject(new Error(failureSentence(error, currentLang())));
        transfer.open('POST', '/api/files');
        transfer.setRequestHeader('accept', 'application/json');
        transfer.setRequestHeader('accept-language', currentLang() === 'zh' ? 'zh-CN' : 'en');
        transfer.setRequestHeader('x-yizhan-request', '1');
        transfer.upload.onprogress = (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total);
        transfer.onload = () => {
          if (transfer.status < 200 || transfer.status > 299) fail(problemOf(transfer.status, transfer.responseText));
          else resolve(JSON.parse(transfer.responseText) as Attachment);
        };
        transfer.onerror = () => fail(new Unreachable('no answer'));
        transfer.ontimeout = () => fail(new Unreachable('no answer'));
        signal.addEventListener('abort', () => {
          transfer.abort();
          reject(new DOMException('aborted', 'AbortError'));
        });
        const body = new FormData();
        body.append('file', file, file.name);
        transfer.send(body);
      }),
    href: (attachment) => `/api/files/${attachment.fileId}${suffix}`,
  };
}
