/** The register of the made-up school: one file, as the program would read it. */
import type { AnswerChange } from '../../wire/AnswerChange';
import type { RegisterChoices } from '../../wire/RegisterChoices';
import type { RegisterReport } from '../../wire/RegisterReport';
import type { RegisterStatus } from '../../wire/RegisterStatus';
import type { UndoReport } from '../../wire/UndoReport';

const IMPORT = '0192f3c4-0000-7000-8000-000000000001';

function change(id: string, person: string, before: string, after: string, published = 0): AnswerChange {
  const nothing = { short: id, purpose: 'website', rows: [2], queued: published, published, ticked: false };
  return { id, person, before, after, ...nothing };
}

export class FakeRegister {
  /** Names of files that were deleted. */
  readonly deleted: string[] = [];
  #imported = false;
  #undone = false;

  status(people: number): RegisterStatus {
    const at = '2026-11-20T08:55:00Z';
    const undone = { undone_at: this.#undone ? at : null, undone_by: this.#undone ? 'office' : null };
    const hash = 'ab'.repeat(32);
    const brought = { answers: 3, people: 1, protections: 0 };
    return {
      people,
      answers: 40,
      current_on: '2026-11-20',
      stale: false,
      imports: this.#imported ? [{ id: IMPORT, file_hash: hash, at, by: 'office', ...brought, ...undone }] : [],
    };
  }

  report(choices: RegisterChoices): RegisterReport {
    const settled = choices.settled.some(({ row }) => row === 4);
    const asked = choices.purpose === null;
    const web = choices.columns.find(({ column }) => column === 3);
    const negative = web?.negative ?? false;
    return {
      applied: false,
      import: null,
      file_hash: 'ab'.repeat(32),
      format: "CSV, UTF-8, separated by ','",
      kind: 'consents',
      sheet: '',
      other_sheets: [],
      header_row: 1,
      remembered: null,
      columns: [
        column(1, 'Adm No', 'admission_number', ['004512', '004131']),
        column(2, 'Pupil', 'full_name', ['Khan, Amelia', 'Ali, Muhammad']),
        {
          ...column(3, 'Web', web?.means ?? 'consent', ['Yes', 'No']),
          purposes: web?.purposes ?? ['website'],
          negative,
          in_words: negative ? ['Yes → refused'] : ['Yes → granted', 'No → refused'],
        },
      ],
      mapping: '',
      questions: asked
        ? [{ text: 'Nothing in the file says which purpose the answers are for.', about: 'purpose', blocks: true }]
        : [],
      refused_now: [change('p1', 'Amelia Khan', 'granted, in groups', 'withdrawn', 2)],
      tightened: [],
      loosened: [change('p2', 'Leo Adeyemi', 'refused', 'granted, in groups')],
      answers: [change('p3', 'Priya Sharma', 'unknown', 'granted, in groups')],
      undated: [],
      dated_by_export: 0,
      added: [],
      changed: [],
      left: [],
      ambiguous: settled ? [] : [ambiguous()],
      disagreements: [],
      unanswered: [],
      refused: [{ row: 6, text: 'it names more than one child: each needs an answer of their own' }],
      notes: [],
      protections: [],
      matched: 3,
    };
  }

  apply(choices: RegisterChoices): RegisterReport {
    this.#imported = true;
    this.#undone = false;
    return { ...this.report(choices), applied: true, import: IMPORT };
  }

  undo(apply: boolean): UndoReport {
    this.#undone ||= apply;
    const counts = { answers: 3, removed: 0, kept: 0, restored: 1, protections_kept: 1, protections_lifted: 0 };
    const loosened = [change('p1', 'Amelia Khan', 'withdrawn', 'granted, in groups')];
    return { applied: apply, import: IMPORT, ...counts, loosened, tightened: [] };
  }
}

function column(number: number, header: string, means: string, samples: string[]) {
  return {
    column: number,
    header,
    means,
    purposes: [] as string[],
    negative: false,
    hidden: false,
    samples,
    in_words: [] as string[],
  };
}

function ambiguous() {
  const candidate = (id: string, born: string) => ({
    ...{ id, short: id, name: 'Muhammad Ali', class: '3 Wren' },
    date_of_birth: born,
  });
  return {
    row: 4,
    name: 'Mohammed Ali',
    why: 'only a similar name is on the register',
    candidates: [candidate('004377', '2018-10-05'), candidate('004378', '2019-04-22')],
  };
}
