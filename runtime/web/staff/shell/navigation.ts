import {
  familyPart,
  handlesCases,
  managesPeople,
  seesBatches,
  seesDesign,
  seesIncidents,
  seesRegisters,
  votePart,
} from '../session/staff-user.js';
import type { TextKey } from '../texts/catalogue.js';

/** An entry of the main navigation. */
export interface NavigationEntry {
  readonly to: string;
  readonly text: TextKey;
  readonly icon:
    | 'people'
    | 'work'
    | 'cases'
    | 'registers'
    | 'incidents'
    | 'batches'
    | 'design'
    | 'votes'
    | 'families'
    | 'board'
    | 'statistics';
}

const ENTRIES: readonly (NavigationEntry & { readonly seenBy: (roles: readonly string[]) => boolean })[] = [
  { to: '/work', text: 'nav.work', icon: 'work', seenBy: handlesCases },
  { to: '/cases', text: 'nav.cases', icon: 'cases', seenBy: handlesCases },
  { to: '/registers', text: 'nav.registers', icon: 'registers', seenBy: seesRegisters },
  { to: '/votes', text: 'nav.votes', icon: 'votes', seenBy: (roles) => votePart(roles).sees },
  { to: '/board', text: 'nav.board', icon: 'board', seenBy: handlesCases },
  { to: '/statistics', text: 'nav.statistics', icon: 'statistics', seenBy: handlesCases },
  { to: '/families', text: 'nav.families', icon: 'families', seenBy: (roles) => familyPart(roles).sees },
  { to: '/people', text: 'nav.people', icon: 'people', seenBy: managesPeople },
  { to: '/incidents', text: 'nav.incidents', icon: 'incidents', seenBy: seesIncidents },
  { to: '/batches', text: 'nav.batches', icon: 'batches', seenBy: seesBatches },
  { to: '/design', text: 'nav.design', icon: 'design', seenBy: seesDesign },
];

/** What a person with these roles finds in the navigation, the first entry being the page that opens first. */
export function navigationFor(roles: readonly string[], pages: ReadonlySet<string>): readonly NavigationEntry[] {
  const entries = ENTRIES.filter((entry) => pages.has(entry.to) && entry.seenBy(roles));
  return roles.includes('designer') && !handlesCases(roles) ? [...entries].sort(designFirst) : entries;
}

function designFirst(a: NavigationEntry, b: NavigationEntry): number {
  return Number(b.icon === 'design') - Number(a.icon === 'design');
}
