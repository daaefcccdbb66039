/** What is known of a stored file. `fileId` is the SHA-256 of its content in hex; `type` is the media type found in the content. */
export interface FileFacts {
  readonly fileId: string;
  readonly size: number;
  readonly type: string;
}

/**
 * Content-addressed files. `put` is idempotent: the same bytes give the same `fileId` and are kept once; when it has returned, the content
 * survives a crash. `get` gives the bytes, or undefined when there is no such file; it throws PlatformError STORE_UNAVAILABLE when the
 * content no longer has the hash it is named by.
 */
export interface Files {
  put(bytes: Uint8Array, type: string): Promise<FileFacts>;
  get(fileId: string): Promise<Uint8Array | undefined>;
  has(fileId: string): Promise<boolean>;
}
