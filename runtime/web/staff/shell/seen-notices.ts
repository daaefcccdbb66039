const KEY = 'yizhan.staff.notices';

/** When the newest notice was seen by this person on this device, ms since the epoch; 0 when none was. */
export function lastSeenNotice(userId: string): number {
  try {
    return Number(localStorage.getItem(`${KEY}.${userId}`) ?? 0);
  } catch {
    return 0;
  }
}

/** Notes that notices up to this instant have been seen. */
export function noteSeenNotice(userId: string, at: number): void {
  try {
    localStorage.setItem(`${KEY}.${userId}`, String(Math.max(at, lastSeenNotice(userId))));
  } catch {
    // A device that keeps nothing shows the notices as new again.
  }
}
