/** How an account stands, in words and in three groups. */
import { day } from '../../shared/words';
import type { AccountView } from '../../wire/AccountView';

export type Group = 'waiting' | 'open' | 'closed';

export function groupOf({ standing, ended }: AccountView): Group {
  if (standing === 'waiting') return 'waiting';
  return standing === 'active' && !ended ? 'open' : 'closed';
}

export function standingWords(account: AccountView): string {
  const { standing, until, ended } = account;
  if (standing === 'waiting') return 'Waiting for the head';
  if (standing === 'disabled') return 'Stopped: may not log in';
  if (until === null) return 'May log in';
  return ended ? `Ended on ${day(until)}` : `May log in until ${day(until)}`;
}

/** 'from 1 Dec 2026 to 4 Dec 2026', each time that is not over. */
export function deputyWords({ deputy_to_come }: AccountView): string[] {
  return deputy_to_come.map(([from, to]) => (from === to ? `on ${day(from)}` : `from ${day(from)} to ${day(to)}`));
}
