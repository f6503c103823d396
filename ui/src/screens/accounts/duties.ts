/** What each role answers for, as the list of authorised persons tells it (P29). */
import type { AccountView } from '../../wire/AccountView';

export type Role = AccountView['role'];

export const DUTY: Record<Role, string> = {
  head: 'Approves what goes out, lets people log in, settles the school’s rules, sees everything that was recorded.',
  safeguarding_lead: 'Keeps the do-not-publish list and follows incidents up.',
  office: 'Keeps the register of answers, prepares batches, exports what was approved, takes pictures down.',
  teacher: 'Brings photos in, says who can be seen on them, covers and crops.',
  guest: 'Says who can be seen on photos, and nothing else, until a last day.',
};

/** The roles, in the order in which they are chosen most. */
export const CHOICES: Role[] = ['teacher', 'office', 'guest', 'safeguarding_lead', 'head'];
