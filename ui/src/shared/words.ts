/** The words of the screens for what the wire says by code. */
import type { BatchState } from '../wire/BatchState';
import type { FaceAccount } from '../wire/FaceAccount';
import type { FaceView } from '../wire/FaceView';
import type { ImportOutcome } from '../wire/ImportOutcome';
import type { SessionView } from '../wire/SessionView';
import type { Verdict } from '../wire/Verdict';

/** Neutral words: they say what to do with the picture, never why. */
export const VERDICT: Record<Verdict, string> = {
  clear: 'Clear',
  needs_head: 'For the head',
  blocked: 'Not clear yet',
};

/** Where a batch stands. */
export const BATCH: Record<BatchState, string> = {
  draft: 'Being prepared',
  submitted: 'With the head',
  approved: 'Approved',
  returned: 'Sent back',
  exported: 'Exported',
};

/** What became of a file. */
export const OUTCOME: Record<ImportOutcome, string> = {
  imported: 'Imported',
  duplicate: 'Already here',
  quarantined: 'Waiting for the head',
  refused: 'Not imported',
};

/** What was said about a face. */
export const FACE: Record<FaceAccount, string> = {
  unaccounted: 'nobody named yet',
  tagged: 'named',
  covered: 'covered',
  cropped_out: 'outside the crop',
  not_a_person: 'not a person',
  unrecognisable: 'cannot be recognised',
};

/** What is said of a face; of a faint one that nobody has looked at, that somebody should. */
export function faceWords({ account, possible }: FaceView): string {
  return possible && account === 'unaccounted' ? 'possible face, please look' : FACE[account];
}

/** How many faces there are as far as the program can tell: it may have missed some. */
export function atLeast(faces: FaceView[]): string {
  const seen = faces.filter(({ account }) => account !== 'not_a_person');
  const faint = seen.filter(({ account, possible }) => possible && account === 'unaccounted').length;
  const more = faint > 0 ? `, and ${count(faint, 'place')} where one may be` : '';
  if (seen.length === 0) return 'No face found. Somebody may be there all the same: look.';
  return `At least ${count(seen.length - faint, 'face')}${more}. Look for more: from the back, from the side, far away.`;
}

/** Roles, as the school says them. */
export const ROLE: Record<SessionView['role'], string> = {
  teacher: 'Teacher',
  office: 'Office',
  head: 'Head',
  safeguarding_lead: 'Safeguarding lead',
  guest: 'Guest',
};

/** A camera by its name: many models say the maker again. */
export function camera(make: string, model: string): string {
  const [maker = ''] = make.split(' ');
  return model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${make} ${model}`.trim();
}

/** '‘Ben’ stands in this text: leave names out.' */
export function namesStand(names: string[], where: string): string {
  const told = new Intl.ListFormat('en-GB').format(names.map((name) => `‘${name}’`));
  return `${told} ${names.length === 1 ? 'stands' : 'stand'} in ${where}: leave names out.`;
}

/** '1 photo', '3 photos'. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
}

/** 'Tue 4 Nov, 14:05', from local time as the camera told it. */
export function when(local: string): string {
  const at = new Date(local);
  if (Number.isNaN(at.getTime())) return '';
  const day = at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return `${day}, ${at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

/** A day as a date field has it. */
export function field(at: Date): string {
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** '4 Nov 2026', from a day as the wire writes it. */
export function day(iso: string): string {
  const at = new Date(`${iso}T00:00`);
  if (Number.isNaN(at.getTime())) return '';
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The same, of now. */
export const today = () => day(field(new Date()));

/** '4 Nov 2026, 14:05', for what is looked at years later. */
export function moment(at: string): string {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return '';
  const time = when.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${when.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}, ${time}`;
}
