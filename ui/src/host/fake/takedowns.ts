/** The made-up school's published copies that have to come down. */
import type { TakedownItem } from '../../wire/TakedownItem';

export class FakeTakedowns {
  #open: TakedownItem[] = [];

  list(): TakedownItem[] {
    return this.#open;
  }

  /** A parent takes consent back: so many copies have to come down. */
  withdraw(name: string, copies: number): void {
    this.#open = Array.from({ length: copies }, (_, i) => ({
      published: {
        id: `published-${i + 1}`,
        photo: `photo-${i + 1}`,
        purpose: 'website',
        file: `autumn-walk-7f3a-0${i + 1}.jpg`,
        blake3: '0'.repeat(64),
        at: '2026-11-03T09:30:00Z',
        published_by: 'office',
        approved_by: 'head',
        taken_down_at: null,
        taken_down_by: null,
      },
      reasons: [{ person: 'person-4', name, code: 'consent_withdrawn', words: 'consent was withdrawn' }],
    }));
  }

  done(published: string): void {
    this.#open = this.#open.filter((item) => item.published.id !== published);
  }
}
