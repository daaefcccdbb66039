/** Where this telephone is, as it says. */
export interface PhonePoint {
  readonly lat: number;
  readonly lng: number;
  readonly accuracy: number;
}

const PATIENCE_MS = 15_000;

/** Asks the browser for the position once; undefined when it is refused, not known, or takes too long. */
export function phonePoint(): Promise<PhonePoint | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lng: coords.longitude, accuracy: coords.accuracy }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30_000 },
    );
  });
}
