/** A place on the earth as a form holds it: degrees with six decimals (about 0.1 m), WGS 84 as the device says it. */
export interface Position {
  readonly lat: number;
  readonly lng: number;
  /** Radius in metres within which the device believes to be. */
  readonly accuracy: number;
}

/** Why there is no position: `refused` by the person or the browser, `unknown` to the device, too `late`, `none`: no such device. */
export type PositionFailure = 'refused' | 'unknown' | 'late' | 'none';

const PATIENCE_MS = 15_000;
const REFUSED = 1;
const LATE = 3;

/** Asks the browser once where the device is. Never rejects. */
export function askPosition(): Promise<Position | PositionFailure> {
  return new Promise((resolve) => {
    // Browsers offer no position on pages that were not loaded over HTTPS.
    if (!('geolocation' in navigator) || !window.isSecureContext) return resolve('none');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({ lat: degrees(coords.latitude), lng: degrees(coords.longitude), accuracy: coords.accuracy }),
      ({ code }) => resolve(code === REFUSED ? 'refused' : code === LATE ? 'late' : 'unknown'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30_000 },
    );
  });
}

function degrees(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}
