import { useCallback, useRef, useState } from 'react';
import type { FormTextKey } from '../texts.js';
import { tell } from '../texts.js';
import type { Attachment, FormSurroundings } from '../types.js';

/** One file on its way to the server. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  /** From 0 to 1. */
  readonly share: number;
  /** Why it failed, in the reader's language. */
  readonly failure: string | undefined;
}

const MAX_BYTES = 20 * 1024 * 1024;
const KINDS = /\.(pdf|ofd|jpe?g|png)$/i;

/** The files of one field on their way: begin, watch, try again, give up. `onStored` is called once for each stored file. */
export function useUploads(
  around: FormSurroundings,
  onStored: (attachment: Attachment) => void,
): {
  readonly uploads: readonly Upload[];
  begin(files: readonly File[]): void;
  retry(upload: Upload): void;
  cancel(upload: Upload): void;
} {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const counter = useRef(0);
  const stops = useRef(new Map<number, AbortController>());
  const stored = useRef(onStored);
  stored.current = onStored;
  const { files, lang } = around;

  const update = useCallback((key: number, change: Partial<Upload> | undefined) => {
    setUploads((list) =>
      change === undefined
        ? list.filter((one) => one.key !== key)
        : list.map((one) => (one.key === key ? { ...one, ...change } : one)),
    );
  }, []);

  const send = useCallback(
    async (key: number, file: File) => {
      const refusal = refuse(file) ?? (files === undefined ? 'noFiles' : undefined);
      if (refusal !== undefined || files === undefined) {
        update(key, { failure: tell(lang, refusal ?? 'noFiles') });
        return;
      }
      const stop = new AbortController();
      stops.current.set(key, stop);
      try {
        const attachment = await files.upload(file, {
          onProgress: (share) => update(key, { share }),
          signal: stop.signal,
        });
        update(key, undefined);
        stored.current(attachment);
      } catch (error) {
        if (!stop.signal.aborted) update(key, { failure: error instanceof Error ? error.message : String(error) });
      } finally {
        stops.current.delete(key);
      }
    },
    [files, lang, update],
  );

  return {
    uploads,
    begin(chosen) {
      const fresh = chosen.map((file) => ({ key: (counter.current += 1), file, share: 0, failure: undefined }));
      setUploads((list) => [...list, ...fresh]);
      for (const one of fresh) void send(one.key, one.file);
    },
    retry(upload) {
      update(upload.key, { failure: undefined, share: 0 });
      void send(upload.key, upload.file);
    },
    cancel(upload) {
      stops.current.get(upload.key)?.abort();
      update(upload.key, undefined);
    },
  };
}

/** What is wrong with a file before it is sent; the server looks at the content again. */
function refuse(file: File): FormTextKey | undefined {
  if (file.size === 0) return 'emptyFile';
  if (file.size > MAX_BYTES) return 'tooBig';
  return KINDS.test(file.name) ? undefined : 'wrongKind';
}
