/** A place on the map in degrees (WGS 84). */
export interface MapPoint {
  readonly lat: number;
  readonly lng: number;
}

const EARTH_METRES = 6_371_000;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places along the surface (haversine). */
export function metresBetween(one: MapPoint, other: MapPoint): number {
  const across = Math.sin(radians(other.lat - one.lat) / 2) ** 2;
  const along = Math.sin(radians(other.lng - one.lng) / 2) ** 2;
  const chord = across + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * along;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}
