/** Who must not be shown, at the made-up school. Its day is Sunday, 22 November 2026. */
import type { DoNotPublishForm } from '../../wire/DoNotPublishForm';
import type { DoNotPublishShown } from '../../wire/DoNotPublishShown';
import type { ObjectionShown } from '../../wire/ObjectionShown';
import { PUPILS } from './school';

const TODAY = '2026-11-22';

export class FakeGuarded {
  readonly #entries: DoNotPublishShown[] = [];
  readonly #objections: ObjectionShown[] = [];

  list(): DoNotPublishShown[] {
    return structuredClone(this.#entries);
  }

  add({ people, reason, review_on, covering_suffices }: DoNotPublishForm, by: string): string {
    const id = `entry-${this.#entries.length + 1}`;
    this.#entries.push({
      id,
      people: people.map((person) => PUPILS.find((pupil) => pupil.id === person)?.name ?? person),
      persons: people,
      reason,
      from: TODAY,
      entered_by: by,
      review_on,
      review_due: review_on !== null && review_on <= TODAY,
      covering_suffices,
      lifted_on: null,
    });
    return id;
  }

  lift(entry: string): void {
    for (const it of this.#entries) if (it.id === entry) Object.assign(it, { lifted_on: TODAY, review_due: false });
  }

  objections(): ObjectionShown[] {
    return structuredClone(this.#objections);
  }

  object(person: string, by: string): void {
    const pupil = PUPILS.find(({ id }) => id === person);
    this.#objections.push({
      id: `objection-${this.#objections.length + 1}`,
      person,
      name: pupil?.name ?? person,
      class: pupil?.class ?? null,
      from: TODAY,
      entered_by: by,
      lifted_on: null,
    });
  }

  stopObjecting(person: string): number {
    const open = this.#objections.filter((it) => it.person === person && it.lifted_on === null);
    for (const it of open) it.lifted_on = TODAY;
    return open.length;
  }
}
