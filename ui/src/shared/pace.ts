/** How long work still takes, by its pace so far. */
import { count } from './words';

/** Seconds still to go; `null` while it is too early to tell. */
export function secondsLeft(done: number, total: number, seconds: number): number | null {
  return done < 5 || seconds < 2 ? null : Math.round((seconds / done) * (total - done));
}

/** The same for people; nothing while it is too early to tell. */
export function leftWords(seconds: number | null): string {
  if (seconds === null) return '';
  return seconds < 60 ? 'less than a minute left' : `about ${count(Math.round(seconds / 60), 'minute')} left`;
}
