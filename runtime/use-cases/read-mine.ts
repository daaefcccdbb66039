import { isObject } from '../../engine/index.js';
import { maskDocument } from '../access/mask-document.js';
import type { SignedIn } from '../access/signed-in.js';
import { referenceNames } from '../read/reference-names.js';
import { registerEnglish } from '../read/register-english.js';
import type { Office } from './office.js';
import type { MineGroup, MinePart } from '../wire/mine.js';

interface OwnRows {
  readonly register: string;
  readonly part: MinePart;
  /** Which property of the row is the person's own, and what it is compared with. */
  readonly property: string;
  readonly by: 'idNo' | 'uscc' | 'userId';
  readonly name: string;
  readonly shown: readonly string[];
  readonly due?: string;
}

/** What registers know of a person. A register that the office does not have is passed over. */
const OWN_ROWS: readonly OwnRows[] = [
  {
    register: 'parts',
    part: 'home',
    property: 'voterId',
    by: 'idNo',
    name: 'partId',
    shown: ['estateId', 'building', 'unit', 'room', 'use', 'area', 'owners', 'movedIn'],
  },
  {
    register: 'families',
    part: 'home',
    property: 'headIdNo',
    by: 'idNo',
    name: 'familyId',
    shown: ['kinds', 'size', 'address', 'mobile', 'state', 'goals', 'lastVisitOn'],
    due: 'planUntil',
  },
  {
    register: 'dibao-households',
    part: 'home',
    property: 'idNo',
    by: 'idNo',
    name: 'dibaoNo',
    shown: ['kind', 'size', 'amount', 'from', 'state'],
    due: 'nextReview',
  },
  {
    register: 'volunteers',
    part: 'home',
    property: 'idNo',
    by: 'idNo',
    name: 'volunteerNo',
    shown: ['kind', 'hours', 'stars', 'registeredOn', 'state'],
  },
  {
    register: 'shops',
    part: 'shop',
    property: 'uscc',
    by: 'uscc',
    name: 'name',
    shown: ['shopNo', 'address', 'trade', 'licenceActive', 'foodLicenceNo', 'state'],
    due: 'foodLicenceTo',
  },
  {
    register: 'licences',
    part: 'shop',
    property: 'uscc',
    by: 'uscc',
    name: 'operatorName',
    shown: ['licenceNo', 'bizAddress', 'projects', 'validFrom', 'state'],
    due: 'validTo',
  },
  {
    register: 'small-caterings',
    part: 'shop',
    property: 'uscc',
    by: 'uscc',
    name: 'operatorName',
    shown: ['licenceNo', 'bizAddress', 'foods', 'state'],
    due: 'validTo',
  },
  {
    register: 'food-filings',
    part: 'shop',
    property: 'uscc',
    by: 'uscc',
    name: 'operatorName',
    shown: ['filingNo', 'bizAddress', 'categories', 'filedOn', 'state'],
  },
  {
    register: 'food-stalls',
    part: 'shop',
    property: 'idNo',
    by: 'idNo',
    name: 'stallNo',
    shown: ['foods', 'zone', 'from', 'state'],
    due: 'to',
  },
];

const MOST = 50;

/** What the registers know of the person who asks: the own rows and nobody else's, with personal data masked even so. */
export async function readMine(office: Office, user: SignedIn): Promise<readonly MineGroup[]> {
  const profile = await office.people.profile(user.userId);
  const groups: MineGroup[] = [];
  for (const own of OWN_ROWS) {
    const definition = office.registers.definitions().find(({ key }) => key === own.register);
    const value = own.by === 'userId' ? user.userId : profile[own.by];
    const properties = definition?.schema['properties'];
    if (definition === undefined || !isObject(properties) || !(own.property in properties)) continue;
    if (typeof value !== 'string' || value === '') continue;
    const { rows } = await office.registers.find(own.register, { where: { [own.property]: value }, limit: MOST });
    if (rows.length === 0) continue;
    const shown = own.shown.filter((name) => name in properties);
    const due = own.due !== undefined && own.due in properties ? own.due : undefined;
    const wanted = [...new Set([own.name, ...shown, ...(due === undefined ? [] : [due])])];
    const masked = rows.map(({ values }) => maskDocument(values, definition.schema).document);
    groups.push({
      register: own.register,
      part: own.part,
      title: definition.title,
      schema: definition.schema,
      english: await registerEnglish(office.packages, own.register),
      shown,
      name: own.name,
      ...(due === undefined ? {} : { due }),
      rows: masked.map((row) =>
        Object.fromEntries(wanted.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]))),
      ),
      ...(await referenceNames(office.registers, definition, masked)),
    });
  }
  return groups;
}
