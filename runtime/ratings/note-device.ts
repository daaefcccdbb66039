import { createHash } from 'node:crypto';
import { dateOf, isObject, type JsonObject } from '../../engine/index.js';
import type { Office } from '../use-cases/office.js';
import { RATING_REGISTER, RATINGS } from './rating-records.js';

/** Ratings of one device a day before they are marked, where the configuration says nothing. */
const USUAL_LIMIT = 5;

/**
 * Keeps from which device a rating came, and marks the rating when the device has sent more than `rating.deviceLimit` that day (GB/T 39735
 * asks for ratings that are not made up). The rating counts all the same; supervisors hear of it once a day and device.
 */
export async function noteDevice(
  office: Office,
  rating: { readonly caseId: string; readonly ratingNo: string; readonly device: string; readonly config: JsonObject },
): Promise<void> {
  const { caseId, ratingNo, config } = rating;
  const day = dateOf(office.calendar, office.clock.now());
  const device = office.sealing.blindIndex('rating-device', rating.device);
  await office.store.insert(RATINGS, { _id: ratingNo, caseId, device, day });
  const limit = limitIn(config);
  const { records } = await office.store.find(RATINGS, { where: { device, day }, limit: limit + 1 });
  if (records.length <= limit) return;
  const commandId = `rating-flag:${ratingNo}`;
  await office.registers.update({
    register: RATING_REGISTER,
    key: ratingNo,
    set: { flagged: true },
    commandId,
    by: 'system',
  });
  await office.notifier.send({
    key: `rating-device:${createHash('sha256').update(`${device} ${day}`).digest('hex')}`,
    to: 'role:supervisor',
    text: {
      zh: `同一设备今日评价超过 ${String(limit)} 次，已标记，请核查`,
      en: `One device has rated more than ${String(limit)} times today; the ratings are marked`,
    },
    channel: 'in-app',
  });
}

function limitIn(config: JsonObject): number {
  const rating = config['rating'];
  const limit = isObject(rating) ? rating['deviceLimit'] : undefined;
  return typeof limit === 'number' ? limit : USUAL_LIMIT;
}
