/** An incident that somebody is writing down, and has not recorded yet. */
import type { PersonSummary } from '../wire/PersonSummary';
import type { About } from './route';

export class IncidentDraft {
  what = $state('');
  people = $state.raw<PersonSummary[]>([]);
  about = $state.raw<About | undefined>();

  clear() {
    [this.what, this.people, this.about] = ['', [], undefined];
  }
}
