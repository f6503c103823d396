/** What the person says about a file, kept while it is looked at. */
import type { ColumnChoice } from '../../wire/ColumnChoice';
import type { RegisterChoices } from '../../wire/RegisterChoices';

/** Nothing said yet. */
export function nothingSaid(): RegisterChoices {
  return {
    purpose: null,
    export_date: null,
    month_first: false,
    name_and_class: false,
    columns: [],
    answers: [],
    settled: [],
    loosen: [],
  };
}

/** The same with a column corrected. */
export function withColumn(choices: RegisterChoices, column: ColumnChoice): RegisterChoices {
  const others = choices.columns.filter((other) => other.column !== column.column);
  return { ...choices, columns: [...others, column] };
}

/** The same with a word explained; without a meaning it is no longer explained. */
export function withWord(choices: RegisterChoices, word: string, means: string): RegisterChoices {
  const others = choices.answers.filter((other) => other.word !== word);
  return { ...choices, answers: means ? [...others, { word, means }] : others };
}

/** The same with a row settled; for nobody it is not settled. */
export function withRow(choices: RegisterChoices, row: number, is: string): RegisterChoices {
  const others = choices.settled.filter((other) => other.row !== row);
  return { ...choices, settled: is ? [...others, { row, is }] : others };
}

/** The same with a change from no to yes ticked or not. */
export function withTick(choices: RegisterChoices, person: string, purpose: string, ticked: boolean): RegisterChoices {
  const others = choices.loosen.filter((other) => other.person !== person || other.purpose !== purpose);
  return { ...choices, loosen: ticked ? [...others, { person, purpose }] : others };
}
