import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/*
 * A model of a disk whose cache loses its content with the power, made from the system calls of a process (`strace -xx`). What a file holds
 * for sure is what was written before its last sync; each later write may or may not have reached the disk, whole or in part. A new file is
 * there for sure, and a removed one gone for sure, only after its folder was synced.
 */

/** A system call on a file below the watched folder, or a line the process told on standard output. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'cut'; readonly file: string; readonly size: number }
  | { readonly kind: 'create' | 'unlink' | 'sync' | 'failed sync'; readonly file: string }
  | { readonly kind: 'told'; readonly text: string };

const bytes = (escaped: string): Buffer => Buffer.from(escaped.replaceAll(String.raw`\x`, ''), 'hex');

const CALL = /^(\w+)\((.*)\)\s+= (-?\d+)/;

/** The calls of a trace that matter, in their order. `folder`: only files in it. */
export function readTrace(trace: string, folder: string): readonly DiskEvent[] {
  const files = new Map<number, string>();
  const known = new Set<string>();
  const events: DiskEvent[] = [];
  for (const line of readFileSync(trace, 'latin1').split('\n')) {
    const call = CALL.exec(line);
    if (call === null) continue;
    const [, name = '', rest = '', result = ''] = call;
    const failed = Number(result) < 0;
    if (failed && !name.endsWith('sync')) continue;
    const descriptor = Number.parseInt(rest, 10);
    const file = files.get(descriptor);
    if (name === 'openat') {
      const opened = bytes(/"([^"]*)"/.exec(rest)?.[1] ?? '').toString();
      files.set(Number(result), opened);
      const below = path.dirname(opened) === folder;
      if (below && rest.includes('O_CREAT') && !known.has(opened)) events.push({ kind: 'create', file: opened });
      if (below) known.add(opened);
    } else if (name === 'unlink') {
      const removed = bytes(/"([^"]*)"/.exec(rest)?.[1] ?? '').toString();
      if (known.delete(removed)) events.push({ kind: 'unlink', file: removed });
    } else if (name === 'close') {
      files.delete(descriptor);
    } else if (name === 'write' && descriptor === 1) {
      events.push({ kind: 'told', text: bytes(/"([^"]*)"/.exec(rest)?.[1] ?? '').toString() });
    } else if (file !== undefined && (file === folder || known.has(file))) {
      if (name === 'fsync' || name === 'fdatasync') events.push({ kind: failed ? 'failed sync' : 'sync', file });
      if (name === 'ftruncate') events.push({ kind: 'cut', file, size: Number(rest.split(', ')[1]) });
      if (name === 'pwrite64') {
        const [, data = '', , at = '0'] = /^\d+, "([^"]*)"(\.\.\.)?, \d+, (\d+)$/.exec(rest) ?? [];
        events.push({ kind: 'write', file, at: Number(at), data: bytes(data) });
      }
    }
  }
  return events;
}

type Change = DiskEvent & { readonly kind: 'write' | 'cut' };

interface Held {
  readonly sure: Buffer;
  readonly size: number;
  readonly open: readonly Change[];
  /** Written before a sync that failed: the system may have dropped it, and no later sync brings it to the disk. */
  readonly doomed: readonly Change[];
  /** Whether it is there for sure: its folder was synced. */
  readonly listed: boolean;
  /** Removed, though its folder was not synced since. */
  readonly leaving: boolean;
}

const grown = (content: Buffer, size: number): Buffer => {
  if (content.length >= size) return content;
  const larger = Buffer.alloc(Math.max(size, content.length * 2));
  content.copy(larger);
  return larger;
};

const apply = (held: Held, change: Change): Held => {
  if (change.kind === 'cut') return { ...held, sure: grown(held.sure, change.size), size: change.size };
  const end = change.at + change.data.length;
  const sure = grown(held.sure, end);
  if (change.at > held.size) sure.fill(0, held.size, change.at);
  change.data.copy(sure, change.at);
  return { ...held, sure, size: Math.max(held.size, end) };
};

const overlap = (a: Change, b: Change): boolean =>
  a.kind === 'cut' || b.kind === 'cut' || (a.at < b.at + b.data.length && b.at < a.at + a.data.length);

const SECTOR = 512;

/** The parts of a write that reached the disk, sector by sector as `lucky` has it. */
const torn = (change: Change, lucky: () => boolean): readonly Change[] => {
  if (change.kind === 'cut') return lucky() ? [change] : [];
  const parts: Change[] = [];
  for (let from = 0; from < change.data.length; from += SECTOR)
    if (lucky()) parts.push({ ...change, at: change.at + from, data: change.data.subarray(from, from + SECTOR) });
  return parts;
};

/** The disk while events happen to it. */
export interface Disk {
  take(event: DiskEvent): void;
  /** Writes what would be found after a loss of power into a folder; `lucky` decides about each sector that was not synced. */
  loseCurrent(into: string, lucky: () => boolean): void;
  /** How many syncs there were. */
  syncs(): number;
}

/** A disk for the files of one folder, empty at first. */
export function createDisk(folder: string): Disk {
  const files = new Map<string, Held>();
  let syncs = 0;
  return {
    take: (event) => {
      if (event.kind === 'told') return;
      if (event.kind === 'create')
        files.set(event.file, { sure: Buffer.alloc(0), size: 0, open: [], doomed: [], listed: false, leaving: false });
      if (event.kind === 'sync') syncs += 1;
      if (event.kind === 'sync' && event.file === folder)
        for (const [file, held] of [...files]) {
          if (held.leaving) files.delete(file);
          else files.set(file, { ...held, listed: true });
        }
      const held = files.get(event.file);
      if (held === undefined) return;
      if (event.kind === 'write' || event.kind === 'cut')
        files.set(event.file, { ...held, open: [...held.open, event] });
      if (event.kind === 'failed sync')
        files.set(event.file, { ...held, open: [], doomed: [...held.doomed, ...held.open] });
      if (event.kind === 'unlink') files.set(event.file, { ...held, leaving: true });
      if (event.kind === 'sync') {
        const doomed = held.doomed.filter((old) => !held.open.some((change) => overlap(old, change)));
        files.set(event.file, { ...held.open.reduce(apply, held), open: [], doomed });
      }
    },
    loseCurrent: (into, lucky) => {
      for (const [file, held] of files) {
        // The shared memory of the log's index is rebuilt; it is never synced and need not be.
        if (file.endsWith('-shm')) continue;
        if (!held.listed && !lucky()) continue;
        if (held.leaving && lucky()) continue;
        const copy = { ...held, sure: Buffer.from(held.sure) };
        const found = [...held.doomed, ...held.open].flatMap((change) => torn(change, lucky)).reduce(apply, copy);
        writeFileSync(path.join(into, path.basename(file)), found.sure.subarray(0, found.size));
      }
    },
    syncs: () => syncs,
  };
}
