/** Day, month and year as they are typed, in the order in which the school writes them. */
import { day } from './words';

export type Typed = [day: string, month: string, year: string];
export type Wrong = { at: number; words: string };
export type Limits = { required?: boolean; min?: string; max?: string };

/** How many digits each has. */
export const DIGITS = [2, 2, 4] as const;

const [FIRST, LAST] = [1900, 2100];
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(2000, month, 1).toLocaleDateString('en-GB', { month: 'long' }),
);
const days = (month: number, year: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const split = (text: string, order: RegExp) => order.exec(text.trim())?.groups;

/** What the field shows of a day as the wire writes it. */
export function typed(iso: string): Typed {
  const [year, month, day] = iso.split('-');
  return year && month && day ? [day, month, year] : ['', '', ''];
}

/** A whole date from elsewhere, in our order or in the wire's; nothing where it could be meant otherwise. */
export function pasted(text: string): Typed | null {
  const found =
    split(text, /^(?<day>\d{1,2})\s?[/.\- ]\s?(?<month>\d{1,2})\s?[/.\- ]\s?(?<year>\d{4})$/) ??
    split(text, /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/) ??
    split(text, /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/);
  return found ? [padded(found.day), padded(found.month), found.year ?? ''] : null;
}

/** '4' as '04'. */
export function padded(digits = ''): string {
  return digits.length === 1 && digits !== '0' ? `0${digits}` : digits;
}

/** The day as the wire writes it, or nothing while it is not a day of the calendar. */
export function iso(parts: Typed): string {
  const [day, month, year] = parts;
  return parts.some((digits) => digits !== '') && impossible(parts) === null
    ? [year, padded(month), padded(day)].join('-')
    : '';
}

/** Why this is not a day of the calendar, and which part has to be typed again. */
function impossible(parts: Typed): Wrong | null {
  const missing = parts.indexOf('');
  if (missing >= 0) return { at: missing, words: 'Type the day, month and year.' };
  const [day, month, year] = parts.map(Number) as [number, number, number];
  const name = MONTHS[month - 1];
  if (name === undefined) return { at: 1, words: 'Type the month as a number from 1 to 12.' };
  if (parts[2].length < DIGITS[2]) return { at: 2, words: 'Type all four digits of the year.' };
  // 3202 for 2026, for example.
  if (year < FIRST || year > LAST) return { at: 2, words: `Type a year from ${FIRST} to ${LAST}.` };
  if (day < 1 || day > 31) return { at: 0, words: 'Type the day as a number from 1 to 31.' };
  const last = days(month, year);
  return day > last ? { at: 0, words: `${name} ${year} has only ${last} days.` } : null;
}

/** What keeps the form from being sent, in words. */
export function wrong(parts: Typed, { required = false, min = '', max = '' }: Limits): Wrong | null {
  if (!required && parts.every((digits) => digits === '')) return null;
  const found = impossible(parts);
  if (found) return found;
  const chosen = iso(parts);
  if (min && chosen < min) return { at: 0, words: `Type ${day(min)} or a later day.` };
  if (max && chosen > max) return { at: 0, words: `Type ${day(max)} or an earlier day.` };
  return null;
}
