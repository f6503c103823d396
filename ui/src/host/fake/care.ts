/** After the export, in the made-up school: what is out, what went wrong, what is held on one pupil. */
import type { FoundCopy } from '../../wire/FoundCopy';
import type { IncidentForm } from '../../wire/IncidentForm';
import type { IncidentShown } from '../../wire/IncidentShown';
import type { PackMade } from '../../wire/PackMade';
import type { PersonHeld } from '../../wire/PersonHeld';
import type { PublishedShown } from '../../wire/PublishedShown';
import type { TakedownItem } from '../../wire/TakedownItem';
import type { WhyPublished } from '../../wire/WhyPublished';
import { PUPILS } from './school';

const AT = '2026-11-18T09:30:00Z';

function nameOf(person: string): string {
  return PUPILS.find(({ id }) => id === person)?.name ?? 'somebody no longer on the register';
}

export class FakeCare {
  readonly #out: PublishedShown[] = [];
  readonly #incidents: IncidentShown[] = [];

  /** The first pupil's parents took their consent back; two sizes of one picture and another one are out. */
  withdraw(photos: string[]): void {
    const [first = '', second = ''] = photos;
    const files: [string, string][] = [
      [first, 'autumn-walk-7f3a-01.jpg'],
      [first, 'autumn-walk-7f3a-01-480.jpg'],
      [second, 'autumn-walk-7f3a-02.jpg'],
    ];
    for (const [photo, file] of files) {
      this.#out.push({
        id: `published-${file}`,
        photo,
        purpose: 'website',
        file,
        blake3: 'ab'.repeat(32),
        at: AT,
        published_by: 'office',
        approved_by: 'head',
        taken_down_at: null,
        taken_down_by: null,
      });
    }
  }

  takedowns(): TakedownItem[] {
    const name = nameOf('person-1');
    const reason = { person: 'person-1', name, code: 'consent_withdrawn', words: 'consent was withdrawn' };
    const open = this.#out.filter(({ taken_down_at }) => taken_down_at === null);
    return open.map((published) => ({ published: { ...published }, reasons: [reason] }));
  }

  past(): PublishedShown[] {
    return this.#out.filter(({ taken_down_at }) => taken_down_at !== null).map((copy) => ({ ...copy }));
  }

  down(published: string, by: string): void {
    const copy = this.#out.find(({ id }) => id === published);
    if (copy) Object.assign(copy, { taken_down_at: '2026-11-22T11:00:00Z', taken_down_by: by });
  }

  find(file: string): FoundCopy[] {
    const copy = this.#out[0];
    return file === 'found-picture' && copy ? [{ published: { ...copy }, exact: false, differs: 4 }] : [];
  }

  why(published: string): WhyPublished | undefined {
    const copy = this.#out.find(({ id }) => id === published);
    const consents = ['website: granted on 3 Sep 2026, until 31 Aug 2027 by a parent or carer, alone too'];
    return (
      copy && {
        published: { ...copy },
        batch: 'batch-1',
        decided_on: '2026-11-18',
        register_current_on: '2026-11-15',
        purpose: 'School website',
        verdict: 'clear',
        people: [{ person: 'person-1', name: nameOf('person-1'), consents }],
        approved_at: '2026-11-18T08:50:00Z',
        approver: 'head',
        checklist: true,
        signature: 'holds: the approver’s, over exactly what went out and what the register said',
      }
    );
  }

  incidents(): IncidentShown[] {
    return structuredClone(this.#incidents).toReversed();
  }

  record({ what, photo, batch, people }: IncidentForm, by: string): string {
    const id = `incident-${this.#incidents.length + 1}`;
    const concerned = people.map((person) => ({ person, name: nameOf(person), told_on: null, told_by: null }));
    this.#incidents.push({ id, at: AT, recorded_by: by, what, photo, batch, people: concerned });
    return id;
  }

  told(incident: string, person: string, by: string): void {
    const concerned = this.#incidents.find(({ id }) => id === incident)?.people.find((one) => one.person === person);
    if (concerned) Object.assign(concerned, { told_on: '2026-11-22', told_by: by });
  }

  text(incident: string): string {
    const it = this.#incidents.find(({ id }) => id === incident);
    return `Hollow Lane Primary: incident with photographs\n\n${it?.what ?? ''}\n\nReference: ${incident}\n`;
  }

  held(person: string, sealed: boolean, pack: boolean): PersonHeld {
    const pupil = PUPILS.find(({ id }) => id === person);
    const tables = [
      {
        title: 'Entry on the register',
        headings: ['what', 'held'],
        rows: [
          ['name in use', nameOf(person)],
          ['class', pupil?.class ?? ''],
        ],
      },
      {
        title: 'Pictures',
        headings: ['picture', 'taken', 'imported', 'the person', 'own work'],
        rows: [['Autumn walk/1', '2026-11-17 10:01', '2026-11-17 15:20', 'can be seen', '']],
      },
      { title: 'Published copies', headings: ['file', 'for', 'published'], rows: [] },
    ];
    const reason = [['2026-11-20', 'this person', 'Made up for the tests', 'no']];
    const headings = ['from', 'means', 'sealed reason', 'covering suffices'];
    const more = sealed ? [{ title: 'Do-not-publish list', headings, rows: reason }] : [];
    return {
      id: person,
      name: nameOf(person),
      class: pupil?.class ?? null,
      may_pack: pack,
      tables: [...tables, ...more],
    };
  }

  pack(sealed: boolean): PackMade {
    return {
      file: 'Packs/subject-access-2026-11-22-7f3a91.zip.age',
      passphrase: 'fjk2m-9xwqr-c4hde-7bnpt-zv3gy',
      pictures: 3,
      left_out: [{ place: 'Autumn walk/4', why: 'not every face on it is accounted for yet' }],
      to_decide: sealed ? ['do-not-publish entries: 1'] : null,
    };
  }
}
