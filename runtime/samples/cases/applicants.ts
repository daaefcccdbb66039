import { type JsonObject } from '../../../engine/index.js';
import type { Registers } from '../../seams/registers.js';
import type { Dice } from '../dice.js';
import { FULL_SET } from '../full-set.js';
import { makeIdNo, makeMobile } from '../numbers.js';
import { createPersons } from '../persons.js';
import { padded } from '../plan.js';

/** Somebody whom cases are made for: a row of the register of people with a log-in, and the shop of a merchant. */
export interface Applicant {
  readonly userId: string;
  readonly name: string;
  readonly idNo: string;
  readonly mobile: string;
  readonly community: string;
  readonly row: JsonObject;
  readonly shop?: { readonly name: string; readonly uscc: string; readonly address: string };
}

/** Mobile numbers from here on belong to people of cases; the rows of registers have those before. */
const FIRST_MOBILE = 60_000;
const FIRST_SHOP = 10_001;

/** Makes the people of cases: applicants, and others whom documents name. */
export interface Applicants {
  readonly merchants: readonly Applicant[];
  readonly residents: readonly Applicant[];
  /** Name and mobile number of somebody else. */
  other(): { readonly name: string; readonly mobile: string };
  /** An identity number that nobody has yet, of the same day of birth and sex. */
  idNoLike(idNo: string): string;
}

/** Takes merchants from the shops that are open, as many as are asked for, and residents of every community. */
export async function createApplicants(
  registers: Registers,
  given: {
    readonly dice: Dice;
    readonly today: string;
    readonly communities: readonly string[];
    readonly merchants: number;
    readonly residents: number;
  },
): Promise<Applicants> {
  const { dice, today, communities } = given;
  const person = createPersons(dice, today);
  const taken = new Set<string>();
  let mobiles = FIRST_MOBILE;
  const mobile = (): string => makeMobile((mobiles += 1));
  const applicant = (at: number, community: string, shop?: JsonObject): Applicant => {
    const { name: invented, idNo } = person({ least: 24, most: 68 });
    const userId = `${FULL_SET}${padded(at, 3)}`;
    const name = shop === undefined ? invented : String(shop['legalPerson']);
    const known = { userId, name, idNo, mobile: mobile(), community };
    const uscc = shop === undefined ? {} : { uscc: String(shop['uscc']) };
    return {
      ...known,
      row: {
        userId,
        login: `sample${padded(at, 3)}`,
        name,
        roles: shop === undefined ? ['resident'] : ['merchant', 'resident'],
        orgPath: registers.placeOf('shops', { community }),
        communities: [community],
        idNo,
        mobile: known.mobile,
        ...uscc,
      },
      ...(shop === undefined
        ? {}
        : {
            shop: {
              name: String(shop['name']),
              uscc: String(shop['uscc']),
              address: String(shop['address']),
            },
          }),
    };
  };
  const merchants: Applicant[] = [];
  for (let number = FIRST_SHOP; merchants.length < given.merchants && number < FIRST_SHOP + 2_000; number += 1) {
    const shop = (await registers.get('shops', `TYC-${padded(number, 5)}`))?.values;
    if (shop?.['state'] !== '营业' || shop['licenceActive'] !== true || shop['foodLicenceNo'] !== undefined) continue;
    merchants.push(applicant(merchants.length + 1, String(shop['community']), shop));
  }
  const residents = Array.from({ length: given.residents }, (_, at) =>
    applicant(merchants.length + at + 1, communities[at % communities.length] ?? 'c01'),
  );
  return {
    merchants,
    residents,
    idNoLike: (idNo) => {
      for (;;) {
        const made = makeIdNo(idNo.slice(6, 14), dice.between(100, 499) * 2 + (Number(idNo.charAt(16)) % 2));
        if (taken.has(made)) continue;
        taken.add(made);
        return made;
      }
    },
    other: () => ({ name: person({ least: 20, most: 60 }).name, mobile: mobile() }),
  };
}
