import type { ApiText } from './api-text.js';

/** What somebody has to do with an activity. */
export interface OwnPart {
  readonly state: string;
  readonly signedUpAt?: string;
  readonly checkInAt?: string;
  readonly checkOutAt?: string;
  readonly hours?: number;
  readonly autoOut?: boolean;
}

/** An activity as everybody sees it on the calendar. Instants ISO with offset; `state` and `kind` are the words of the register. */
export interface Activity {
  readonly activityNo: string;
  readonly title: string;
  readonly kind: string;
  readonly teamName: string;
  readonly community: string;
  readonly communityName: string;
  readonly address: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly signUpUntil?: string;
  readonly need: number;
  readonly minAge: number;
  readonly adultsOnly: boolean;
  readonly chosen: boolean;
  readonly insured: boolean;
  readonly skillNeed?: string;
  readonly riskNote?: string;
  readonly cancelReason?: string;
  readonly state: string;
  /** Whether one can sign up at this moment. */
  readonly isOpen: boolean;
  readonly signedUp: number;
  readonly waiting: number;
  readonly persons?: number;
  readonly hours?: number;
  readonly served?: number;
  readonly mine?: OwnPart;
}

/** An activity on its own page. */
export interface ActivityDetail extends Activity {
  readonly contact?: { readonly name: string; readonly mobile: string };
  readonly isVolunteer: boolean;
  readonly isLeader: boolean;
}

/** What the process of an activity answered; `pending`: taken, and still to be carried out. */
export interface ActivityAnswer {
  readonly pending: boolean;
  readonly state?: string;
  readonly at?: string;
}

/** Checking in or out. */
export type PresenceAct = 'in' | 'out';

/** What a scanned code gives. */
export interface Scanned {
  readonly ticket: string;
  readonly act: PresenceAct;
  readonly expiresAt: string;
  readonly title: string;
  readonly address: string;
  readonly from: string;
  readonly to: string;
  readonly needsPlace: boolean;
}

/** A code as the leader's page shows it. */
export interface ShownCode {
  readonly url: string;
  readonly from: string;
  readonly until: string;
}

/** One person on the leader's list. */
export interface Attendance {
  readonly volunteerNo: string;
  readonly name: string;
  readonly state: string;
  readonly needsGuardian: boolean;
  readonly checkInAt?: string;
  readonly checkOutAt?: string;
}

/** What the leader's page shows. */
export interface LeaderView {
  readonly activityNo: string;
  readonly caseId: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly opensAt: string;
  readonly now: string;
  readonly isOpen: boolean;
  readonly seconds: number;
  readonly codes: Readonly<Record<PresenceAct, readonly ShownCode[]>>;
  readonly people: readonly Attendance[];
}

/** A sign-up of one's own. */
export interface OwnActivity extends OwnPart {
  readonly activityNo: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

/** Hours on record. */
export interface OwnHours {
  readonly recordNo: string;
  readonly title: string;
  readonly kind: string;
  readonly day: string;
  readonly hours: number;
  readonly recordedBy: string;
  readonly state: string;
}

/** A certificate of service; `caseId` leads to its PDF. */
export interface OwnCertificate {
  readonly certificateNo: string;
  readonly hours: number;
  readonly issuedOn: string;
  readonly state: string;
  readonly verifyUrl?: string;
  readonly caseId?: string;
}

/** An activity of a team one leads. */
export interface LedActivity {
  readonly activityNo: string;
  readonly title: string;
  readonly from: string;
  readonly state: string;
}

/** A task of volunteering that waits for the person. */
export interface VolunteerTask {
  readonly workItemId: string;
  readonly caseId: string;
  readonly name: ApiText;
  readonly caseNumber: string;
}

/** Everything of one's own voluntary service, newest first; `volunteer` is null for who is not registered. */
export interface OwnVolunteering {
  readonly volunteer: {
    readonly volunteerNo: string;
    readonly name: string;
    readonly registeredOn: string;
    readonly hours: number;
    readonly stars: number;
  } | null;
  readonly tasks: readonly VolunteerTask[];
  readonly activities: readonly OwnActivity[];
  readonly hours: readonly OwnHours[];
  readonly certificates: readonly OwnCertificate[];
  readonly leading: readonly LedActivity[];
}
