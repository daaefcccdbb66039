import { statfsSync } from 'node:fs';
import type { Log } from '../seams/log.js';

/** How much room is left: `low` is told to the administrator, at `full` nothing may be written any more. */
export type DiskLevel = 'free' | 'low' | 'full';

/** Bytes of a disk, and how many of them an ordinary process may still use. */
export interface DiskRoom {
  readonly total: number;
  readonly free: number;
}

/** Watches the room on the disk of a folder. */
export interface DiskWatch {
  /** The level at the last look. */
  level(): DiskLevel;
  stop(): void;
}

const GB = 1024 ** 3;
const LOW = { used: 0.8, freeBelow: 10 * GB };
const FULL = { used: 0.95, freeBelow: GB };

/**
 * Low at 80 % used, full at 95 %, as long as less than 10 GB and 1 GB are free: a large disk is not full because a small part of it is left.
 */
export function diskLevel({ total, free }: DiskRoom): DiskLevel {
  const beyond = (mark: typeof LOW): boolean => total > 0 && 1 - free / total >= mark.used && free < mark.freeBelow;
  if (beyond(FULL)) return 'full';
  return beyond(LOW) ? 'low' : 'free';
}

const roomOf = (folder: string): DiskRoom => {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return { total: blocks * bsize, free: bavail * bsize };
};

/** Looks every `everyMs` (default 250) at the disk of `folder` and logs each change of level. A disk that cannot be asked counts as free. */
export function createDiskWatch(parts: {
  readonly folder: string;
  readonly log: Log;
  readonly everyMs?: number;
  readonly measure?: (folder: string) => DiskRoom;
}): DiskWatch {
  const measure = parts.measure ?? roomOf;
  const state: { level: DiskLevel } = { level: 'free' };
  const look = (): void => {
    let room: DiskRoom;
    try {
      room = measure(parts.folder);
    } catch {
      // What is wrong with the disk shows itself where it is written to; the watch must not be what stops the office.
      return;
    }
    const level = diskLevel(room);
    if (level === state.level) return;
    state.level = level;
    const facts = { level, totalBytes: room.total, freeBytes: room.free };
    if (level === 'free') parts.log.info('disk', facts);
    else if (level === 'low') parts.log.warn('disk', facts);
    else parts.log.error('disk', facts);
  };
  look();
  const timer = setInterval(look, parts.everyMs ?? 250);
  timer.unref();
  return { level: () => state.level, stop: () => clearInterval(timer) };
}
