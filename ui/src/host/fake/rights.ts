/** What each role may do in the made-up school: the same table as the program's, which `rights.test.ts` compares. */
import type { SessionView } from '../../wire/SessionView';

export type Role = SessionView['role'];

const LETTER: Record<Role, string> = { teacher: 't', office: 'o', head: 'h', safeguarding_lead: 's', guest: 'g' };

/** Each action, and the first letters of the roles that may. */
const TABLE: Record<string, string> = {
  add_account: 'oh',
  authorise_account: 'h',
  name_deputy: 'h',
  list_accounts: 'ohs',
  change_password: 'tohsg',
  set_rules: 'h',
  replace_recovery_key: 'h',
  accept_clock: 'h',
  check_vault: 'oh',
  backup: 'oh',
  restore: 'h',
  find_people: 'tohsg',
  import_register: 'oh',
  read_register: 'ohs',
  list_for_trip: 'tohs',
  set_consent: 'oh',
  keep_do_not_publish: 'hs',
  add_objection: 'tohs',
  lift_objection: 'hs',
  register_device: 'oh',
  release_device: 'h',
  import: 'toh',
  see_photos: 'tohsg',
  tag: 'tohsg',
  account: 'tohs',
  delete_now: 'tohsg',
  review_retention: 'oh',
  purge: 'h',
  see_batches: 'ohs',
  prepare_batch: 'oh',
  submit_batch: 'oh',
  approve_batch: 'h',
  return_batch: 'h',
  export_batch: 'oh',
  see_published: 'ohs',
  take_down: 'oh',
  record_incident: 'tohs',
  read_incidents: 'hs',
  show_person: 'ohs',
  pack_person: 'oh',
  read_log: 'h',
};

export const ROLES = Object.keys(LETTER) as Role[];

/** Names of everything the role may do. */
export function rightsOf(role: Role): string[] {
  return Object.keys(TABLE).filter((action) => TABLE[action]?.includes(LETTER[role]));
}
