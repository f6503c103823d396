/** The made-up school's log, its check, and the report of a term. */
import type { LogAsked } from '../../wire/LogAsked';
import type { LogLine } from '../../wire/LogLine';
import type { LogPage } from '../../wire/LogPage';
import type { LogVerified } from '../../wire/LogVerified';
import type { TermReport } from '../../wire/TermReport';
import type { VaultChecked } from '../../wire/VaultChecked';
import { ROLES } from './rights';

type Topic = NonNullable<LogAsked['topic']>;

/** What happens in this school again and again: topic, who, what, to what, and how much. */
const DAY: [Topic, string | null, string, string | null, string | null][] = [
  ['accounts', 'teacher', 'Logged in', null, null],
  ['photos', 'teacher', 'Import ended', 'Autumn walk', '14 brought in, 2 waiting for the head'],
  ['photos', null, 'Faces looked for in a photo', 'Autumn walk, photo 3', null],
  ['photos', 'teacher', 'Person named on a photo', 'Autumn walk, photo 3', null],
  ['trouble', 'teacher', 'Something was tried that was not allowed', null, 'to approve a batch'],
  ['batches', 'office', 'Batch handed to the head', 'Woodland walk', '6 photos'],
  ['batches', 'head', 'Batch approved', 'Woodland walk', null],
  ['trouble', 'office', 'Picture held back at the last moment', 'Autumn walk, photo 4', 'a rule stopped it'],
  ['computer', null, 'Backup made', null, null],
];

export class FakeRecords {
  /** Somebody changed an entry. */
  tampered = false;
  /** Somebody set the computer's clock back. */
  clockBehind = false;
  readonly #log: (LogLine & { topic: Topic })[] = Array.from({ length: 240 }, (_, i) => {
    const [topic, by, words, about, detail] = DAY[i % DAY.length] ?? DAY[0]!;
    const at = new Date(Date.UTC(2026, 8, 3, 8, 0) + i * 8_000_000).toISOString().slice(0, 19);
    return { topic, number: i + 1, at, by, words, about, detail };
  });

  page({ before, limit, topic, by }: LogAsked): LogPage {
    const fits = this.#log
      .filter((entry) => entry.number < (before ?? Infinity))
      .filter((entry) => (topic === null || entry.topic === topic) && (by === null || entry.by === by))
      .toReversed();
    const lines = fits.slice(0, limit).map(({ topic: _, ...line }) => line);
    const earlier = fits.length > limit ? (lines.at(-1)?.number ?? null) : null;
    return { lines, earlier, people: [...ROLES].toSorted() };
  }

  verify(): LogVerified {
    const words = this.tampered
      ? 'Entry 7 of the log was changed after it was written. Every approval is the one that its approver signed.'
      : 'The log is whole: all 240 entries are as they were written. Every approval is the one that its approver signed.';
    return { entries: 240, intact: !this.tampered, words, fault: null, approvals: 3, forged: [] };
  }

  report(first: string | null, last: string | null, for_governors: boolean): TermReport {
    const counts = new Map<string, TermReport['lines'][number]>();
    for (const { topic, words, by } of this.#log) {
      const who = for_governors ? null : by;
      const line = counts.get(`${words} ${who}`) ?? { topic, words, what: words, who, times: 0 };
      line.times = (line.times ?? 0) + 1;
      counts.set(`${words} ${who}`, line);
    }
    return {
      first: first ?? '2026-09-01',
      last: last ?? '2026-12-31',
      this_term: ['2026-09-01', '2026-12-31'],
      last_term: ['2026-04-01', '2026-08-31'],
      for_governors,
      lines: [...counts.values()],
      open_takedowns: for_governors ? null : 2,
    };
  }

  check(): VaultChecked {
    const hurt = this.tampered ? [{ photo: 'photo-3', place: 'Autumn walk/3', files: ['preview'] }] : [];
    const sound = !this.tampered;
    return { sound, photos: 14, hurt, database_sound: true, strays: 0, log_entries: 240, log_intact: sound };
  }

  acceptClock(): boolean {
    const behind = this.clockBehind;
    this.clockBehind = false;
    return behind;
  }
}
