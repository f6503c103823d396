/** Everybody on the register of the made-up school with their answers, and the lists made of them. */
import type { AnswerEntry } from '../../wire/AnswerEntry';
import type { AnswerShown } from '../../wire/AnswerShown';
import type { Letters } from '../../wire/Letters';
import type { ListAsked } from '../../wire/ListAsked';
import type { PeopleListed } from '../../wire/PeopleListed';
import type { PersonForm } from '../../wire/PersonForm';
import type { PersonListed } from '../../wire/PersonListed';
import type { PersonShown } from '../../wire/PersonShown';
import type { PurposeView } from '../../wire/PurposeView';
import type { StateShown } from '../../wire/StateShown';
import type { Table } from '../../wire/Table';
import { PUPILS } from './school';

const TODAY = '2026-11-22';
const ENDS = '2027-08-31';

const MEANING: Record<string, string> = {
  website: 'Pictures on the school’s website, which anybody can see.',
  newsletter: 'Pictures in the school’s newsletter, which families and others read.',
  social_media: 'Pictures on the school’s own pages in social media, which anybody can see and copy.',
  internal_display: 'Pictures on the walls and screens inside the school.',
};

type Somebody = PersonListed & { number: string | null; answers: AnswerShown[] };

function answer(purpose: string, more: Partial<AnswerShown> = {}): AnswerShown {
  return {
    purpose,
    answer: 'granted',
    giver: 'parent_a',
    scope: 'individual_too',
    given_on: '2026-09-03',
    expires_on: ENDS,
    condition: null,
    resolved: false,
    unconfirmed: false,
    evidence: 'row 12 of a file',
    entered_by: 'office',
    entered_on: '2026-09-04',
    undone_on: null,
    ...more,
  };
}

/** What each pupil's family said: most of them yes, some of it open. */
function answers(n: number, mayBeShown: boolean, purposes: PurposeView[]): AnswerShown[] {
  const all = purposes.map(({ key }) => answer(key, { scope: n % 3 ? 'individual_too' : 'group_only' }));
  const but = (key: string, more: Partial<AnswerShown>) =>
    all.map((one) => (one.purpose === key ? answer(key, more) : one));
  if (!mayBeShown) return but('website', { answer: 'refused', expires_on: null });
  if (n % 11 === 0) return but('social_media', { condition: 'only from behind' });
  if (n % 7 === 4) return but('newsletter', { unconfirmed: true });
  if (n % 7 === 6) return all.filter(({ purpose }) => purpose !== 'social_media');
  if (n % 9 === 1) return but('newsletter', { expires_on: '2026-12-10' });
  return all;
}

export class FakePupils {
  readonly #people: Somebody[];
  readonly saved: ListAsked[] = [];

  constructor(private readonly purposes: PurposeView[]) {
    this.#people = PUPILS.map(({ id, name, class: group, mayBeShown }, i) => ({
      ...{ id, name, class: group, kind: 'pupil', left_on: null, number: `00${4500 + i}` },
      answers: answers(i, mayBeShown, purposes),
    }));
  }

  classes(): string[] {
    const here = this.#people.filter(({ left_on }) => left_on === null);
    return [...new Set(here.flatMap(({ class: group }) => group ?? []))].toSorted();
  }

  list(query: string, group: string | null, limit: number): PeopleListed {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const fit = this.#people
      .filter((one) => group === null || one.class === group)
      .filter(({ name }) => words.every((word) => ` ${name.toLowerCase()}`.includes(` ${word}`)))
      .toSorted((one, other) => Number(one.left_on !== null) - Number(other.left_on !== null));
    const people = fit
      .slice(0, limit)
      .map(({ id, name, class: own, kind, left_on }) => ({ id, name, class: own, kind, left_on }));
    return { people, all: fit.length };
  }

  find(id: string): Somebody | undefined {
    return this.#people.find((one) => one.id === id);
  }

  shown(it: Somebody): PersonShown {
    const { id, name, class: own, kind, left_on, number } = it;
    const more = ['work', 'name_with_photo'].filter((key) => it.answers.some(({ purpose }) => purpose === key));
    const keys = [...this.purposes.map(({ key }) => key), ...more];
    return structuredClone({
      ...{ id, name, class: own, kind, left_on, admission_number: number, on: TODAY, answers: it.answers },
      states: keys.map((key) => state(key, it.answers)),
    });
  }

  add({ forename, surname, known_as, kind, class: group, admission_number: number }: PersonForm): PersonShown {
    const name = `${known_as ?? forename} ${surname}`.trim();
    const id = `person-${this.#people.length + 1}`;
    const it: Somebody = { id, name, class: group, kind, left_on: null, number, answers: [] };
    this.#people.push(it);
    return this.shown(it);
  }

  left(it: Somebody, on: string): PersonShown {
    it.left_on = on;
    return this.shown(it);
  }

  enter(it: Somebody, entry: AnswerEntry, by: string): PersonShown {
    const said = answer(entry.purpose, {
      answer: entry.answer,
      giver: entry.giver,
      scope: entry.individual ? 'individual_too' : 'group_only',
      given_on: entry.given_on,
      expires_on: entry.expires_on,
      condition: entry.condition || null,
      unconfirmed: entry.came === 'verbal' && entry.answer === 'granted',
      evidence: entry.document ?? '',
      entered_by: by,
      entered_on: TODAY,
    });
    it.answers.push(said);
    return this.shown(it);
  }

  resolve(it: Somebody, purpose: string): PersonShown {
    for (const one of it.answers) if (one.purpose === purpose && one.condition) one.resolved = true;
    return this.shown(it);
  }

  confirm(it: Somebody, purpose: string): PersonShown {
    for (const one of it.answers) if (one.purpose === purpose) one.unconfirmed = false;
    return this.shown(it);
  }

  table(asked: ListAsked): Table {
    const purpose = asked.list === 'trip' ? asked.purpose : '';
    const rows = this.#people
      .filter(({ id, class: own }) => asked.list === 'trip' && (asked.people.includes(id) || own === asked.class))
      .map((it) => [it.name, it.class ?? '', state(purpose, it.answers).state === 'granted' ? 'yes' : 'no'])
      .toSorted();
    return { title: `Who may be photographed: ${this.#called(purpose)}`, headings: ['name', 'class', 'photos'], rows };
  }

  letters(asked: ListAsked, school: string): Letters {
    const people = this.#people.filter(
      (it) => asked.list !== 'chase' || asked.class === null || it.class === asked.class,
    );
    const letters = people.map((it) => ({
      ...{ person: it.id, name: it.name, class: it.class ?? '' },
      asked: this.purposes.flatMap(({ key, name }) => {
        const why = reason(state(key, it.answers), asked);
        return why ? [{ purpose: name, meaning: MEANING[key] ?? '', why }] : [];
      }),
    }));
    return { school, on: TODAY, letters: letters.filter((letter) => letter.asked.length > 0) };
  }

  save(asked: ListAsked): string {
    this.saved.push(asked);
    const what = { chase: 'consents-to-ask-for', renewal: 'consents-that-end', trip: 'who-may-be-photographed' };
    return `${what[asked.list]}-${TODAY}.csv`;
  }

  #called(key: string): string {
    return this.purposes.find((purpose) => purpose.key === key)?.name ?? key;
  }
}

function says(one: AnswerShown): StateShown['state'] {
  if (one.answer !== 'granted') return one.answer;
  if (one.expires_on && one.expires_on <= TODAY) return 'expired';
  return one.condition && !one.resolved ? 'conditional' : 'granted';
}

/** The strictest over the last answers of all givers. */
function state(purpose: string, all: AnswerShown[]): StateShown {
  const last = new Map(all.filter((one) => one.purpose === purpose && !one.unconfirmed).map((one) => [one.giver, one]));
  const said = [...last.values()];
  const order = ['refused', 'withdrawn', 'expired', 'conditional', 'granted'] as const;
  const strictest = order.find((what) => said.some((one) => says(one) === what));
  const by = said.find((one) => says(one) === strictest);
  const no = said.some(({ answer: it }) => it !== 'granted');
  const far = by?.scope === 'individual_too' ? 'alone too' : 'in groups';
  return {
    purpose,
    state: strictest ?? 'unknown',
    detail: strictest === 'granted' ? far : strictest === 'conditional' ? (by?.condition ?? null) : null,
    giver: by?.giver ?? null,
    since: by?.given_on ?? null,
    until: by?.expires_on ?? null,
    disagree: no && said.some((one) => says(one) === 'granted'),
  };
}

function reason({ state: it, until }: StateShown, asked: ListAsked): string | null {
  if (asked.list === 'renewal') return it === 'granted' ? 'The answer that we have ends on 31 August 2027.' : null;
  if (it === 'unknown') return 'We have no answer yet.';
  if (it === 'conditional') return 'There is a condition to the answer that we have; please answer anew.';
  const soon = asked.list === 'chase' && asked.within_days >= 18 && until === '2026-12-10';
  return soon ? 'The answer that we have ends on 10 December 2026.' : null;
}
