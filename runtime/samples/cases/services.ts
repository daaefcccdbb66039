/** How a service is played: how many of its cases are over, which of its scenarios are the usual ones, and whose names are exchanged. */
export interface SampleService {
  readonly key: string;
  /** Share of the cases that are over. */
  readonly weight: number;
  readonly usual: readonly string[];
  readonly leaveOut?: readonly string[];
  /** `merchant`, `resident`: another person applies; `estate`: another estate; absent: the people of the scenario themselves. */
  readonly cast?: 'merchant' | 'resident' | 'estate';
  /** The status of the estates that it is about. */
  readonly estate?: string;
  /** Happens at the hour, not some minutes later: people meet. */
  readonly punctual?: true;
  /** Its documents name days of rows that are there. */
  readonly keepsDays?: true;
  /** One in each month, each month once. */
  readonly monthly?: true;
  /** No case before this day: what it is decided by is in force since then. */
  readonly from?: string;
}

const STANDARD_FROM = '2025-07-08';

/** All services of which cases are made. A district office has many licences, few elections. */
export const SERVICES: readonly SampleService[] = [
  {
    key: 'food-license-new',
    weight: 60,
    usual: [
      'straight-approval',
      'no-inspection-needed',
      'fix-on-the-spot',
      'correction-then-approval',
      'delivery-to-the-door',
    ],
    cast: 'merchant',
  },
  {
    key: 'food-license-change',
    weight: 22,
    usual: ['text-on-the-spot', 'more-projects', 'representative-and-domicile'],
    cast: 'merchant',
  },
  {
    key: 'food-license-extend',
    weight: 24,
    usual: ['unchanged-on-the-spot', 'changed-pass', 'last-timely-day'],
    leaveOut: ['life-timers'],
    cast: 'merchant',
  },
  { key: 'food-license-reissue', weight: 10, usual: ['lost', 'damaged'], cast: 'merchant' },
  { key: 'food-license-cancel', weight: 12, usual: ['on-application'], cast: 'merchant' },
  { key: 'food-report', weight: 10, usual: ['online'], cast: 'merchant' },
  { key: 'food-prepack-filing', weight: 18, usual: ['new'], cast: 'merchant' },
  { key: 'food-stall-filing', weight: 18, usual: ['on-the-spot'], leaveOut: ['full-zone'], cast: 'resident' },
  {
    key: 'small-catering-register',
    weight: 18,
    usual: ['new', 'change', 'extend'],
    leaveOut: ['life-ended-late', 'life-renewed-late', 'life-renewed'],
    cast: 'merchant',
  },
  { key: 'volunteer-register', weight: 24, usual: ['straight'], cast: 'resident' },
  { key: 'volunteer-activity', weight: 12, usual: ['straight'], leaveOut: ['patrol-insured'], punctual: true },
  { key: 'volunteer-certificate', weight: 8, usual: ['straight', 'sealed'], keepsDays: true, from: '2026-03-10' },
  { key: 'volunteer-team-setup', weight: 3, usual: ['straight'] },
  { key: 'assistance-pairing', weight: 5, usual: ['declined', 'not-on-list'], cast: 'resident' },
  { key: 'assistance-visit', weight: 10, usual: ['straight'], monthly: true },
  { key: 'assistance-need', weight: 8, usual: ['matched', 'relief'], from: STANDARD_FROM },
  { key: 'dibao-application', weight: 12, usual: ['straight'], cast: 'resident', from: STANDARD_FROM },
  { key: 'dibao-review', weight: 8, usual: ['keep', 'raise', 'cut'], cast: 'resident', from: STANDARD_FROM },
  { key: 'temporary-relief', weight: 8, usual: ['ordinary', 'help-first'] },
  { key: 'office-notice', weight: 10, usual: ['seven-calendar-days'] },
  { key: 'service-rating', weight: 10, usual: ['good'], cast: 'merchant' },
  { key: 'privacy-incident', weight: 2, usual: ['no-harm'] },
  { key: 'hoa-preparation', weight: 2, usual: ['withdrawn'], cast: 'estate', estate: '未成立' },
  { key: 'hoa-election', weight: 2, usual: ['nominations-refused'], cast: 'estate', estate: '未成立' },
  { key: 'hoa-vote', weight: 2, usual: ['sent-back'] },
  { key: 'hoa-filing', weight: 3, usual: ['corrected'], cast: 'estate', estate: '未成立' },
  { key: 'hoa-byelection', weight: 2, usual: ['not-true'] },
  { key: 'hoa-reelection', weight: 2, usual: ['withdrawn'] },
  { key: 'hoa-recall', weight: 2, usual: ['withdrawn'] },
  { key: 'hoa-nominate', weight: 2, usual: ['no-election'] },
  { key: 'hoa-seal-use', weight: 4, usual: ['signed'] },
  { key: 'pmc-setup', weight: 2, usual: ['set-up'], cast: 'estate', estate: '无条件' },
];
