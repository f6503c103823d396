/** Answers of families in plain words. */
import type { AnswerShown } from '../wire/AnswerShown';
import type { PurposeView } from '../wire/PurposeView';
import type { StateShown } from '../wire/StateShown';
import { field } from './words';

/** The two consents that are not purposes of their own. */
const OWN: PurposeView[] = [
  { key: 'work', name: 'Showing the pupil’s work' },
  { key: 'name_with_photo', name: 'A name beside the photo' },
];

/** Everything that somebody can be asked for. */
export function askable(purposes: PurposeView[]): PurposeView[] {
  return [...purposes, ...OWN];
}

export const GIVER: Record<AnswerShown['giver'], string> = {
  parent_a: 'First parent or carer',
  parent_b: 'Second parent or carer',
  pupil: 'The pupil',
  oneself: 'Himself or herself',
};

export const ANSWER: Record<AnswerShown['answer'], string> = {
  granted: 'Yes',
  refused: 'No',
  withdrawn: 'No longer',
};

export const STATE: Record<StateShown['state'], string> = {
  granted: 'Yes',
  conditional: 'Yes, with a condition',
  undated: 'Yes, without a day',
  not_yet: 'Yes, from a later day',
  unknown: 'No answer',
  expired: 'Has ended',
  withdrawn: 'No longer',
  refused: 'No',
};

/** The end of this school year, offered where somebody is asked for a day. */
export function yearEnd(today = new Date()): string {
  return field(new Date(today.getFullYear() + (today.getMonth() > 7 ? 1 : 0), 7, 31));
}
