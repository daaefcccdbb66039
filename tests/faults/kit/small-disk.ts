import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A disk of a few MB of its own, with a file on it that takes room away. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes room until at most so many bytes are left; 0 until nothing can be written any more. */
  fill(left: number): void;
  /** Gives all taken room back. */
  clear(): void;
  /** Bytes that are left. */
  left(): number;
  dispose(): void;
}

const MB = 1024 * 1024;

/** Makes a disk in memory below `at`; undefined where this process may not (it needs root). */
export function smallDisk(at: string, megabytes: number): SmallDisk | undefined {
  mkdirSync(at, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', at], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const ballast = path.join(at, 'ballast');
  const left = (): number => {
    const { bavail, bsize } = statfsSync(at);
    return bavail * bsize;
  };
  return {
    folder: path.join(at, 'data'),
    fill: (wanted) => {
      const file = openSync(ballast, 'a');
      try {
        while (left() > wanted) writeSync(file, Buffer.alloc(Math.min(MB, left() - wanted), 1));
      } catch (cause) {
        // Somebody else took the last of it: then it is as full as it was to be.
        if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(ballast, { force: true }),
    left,
    dispose: () => void execFileSync('umount', ['-l', at]),
  };
}
