/** What an incident is about. */
export type About = { photo: string; album: string } | { batch: string };

/** Where somebody is. */
export type Route =
  | { screen: 'import' }
  | { screen: 'albums' }
  | { screen: 'album'; album: string; reveal?: string | undefined }
  | { screen: 'tag'; album: string; photo: string; batch?: string }
  | { screen: 'batches' }
  | { screen: 'batch'; batch: string }
  | { screen: 'reviews' }
  | { screen: 'review'; batch: string }
  | { screen: 'export'; batch: string }
  | { screen: 'published' }
  | { screen: 'incidents'; about?: About }
  | { screen: 'register' }
  | { screen: 'pupil'; person: string }
  | { screen: 'chase' }
  | { screen: 'trip' }
  | { screen: 'bring_in' }
  | { screen: 'person'; person: string }
  | { screen: 'retention' }
  | { screen: 'leavers' }
  | { screen: 'log' }
  | { screen: 'report' }
  | { screen: 'cameras' }
  | { screen: 'guarded' }
  | { screen: 'accounts' }
  | { screen: 'policy' }
  | { screen: 'settings' }
  | { screen: 'help' };

/** A place in the side bar. */
export type Place =
  | 'import'
  | 'albums'
  | 'batches'
  | 'reviews'
  | 'published'
  | 'incidents'
  | 'register'
  | 'guarded'
  | 'records'
  | 'settings'
  | 'help';

/** A screen of a place: how its tab is called, and what one must be allowed to see it. */
export type Tab = { to: Route; words: string; needs: string };

/** The screens of the places that have several, in the order of their tabs. */
const TABS: Partial<Record<Place, Tab[]>> = {
  register: [
    { to: { screen: 'register' }, words: 'Pupils', needs: 'read_register' },
    { to: { screen: 'chase' }, words: 'Chase', needs: 'read_register' },
    { to: { screen: 'trip' }, words: 'Trip list', needs: 'list_for_trip' },
    { to: { screen: 'bring_in' }, words: 'Bring in', needs: 'read_register' },
  ],
  records: [
    { to: { screen: 'retention' }, words: 'Retention', needs: 'review_retention' },
    { to: { screen: 'leavers' }, words: 'Leavers', needs: 'review_retention' },
    { to: { screen: 'log' }, words: 'Log', needs: 'read_log' },
    { to: { screen: 'report' }, words: 'Term report', needs: 'read_log' },
  ],
  settings: [
    { to: { screen: 'accounts' }, words: 'Accounts', needs: 'list_accounts' },
    { to: { screen: 'cameras' }, words: 'Cameras', needs: 'register_device' },
    { to: { screen: 'policy' }, words: 'Policy', needs: 'list_accounts' },
    { to: { screen: 'settings' }, words: 'This computer', needs: 'backup' },
  ],
};

/** The tabs of a place that somebody with these rights may open. */
export function tabsOf(place: Place, may: readonly string[]): Tab[] {
  return (TABS[place] ?? []).filter(({ needs }) => may.includes(needs));
}

/** Under which tab a screen lies. */
export function tabOf({ screen }: Route): Route['screen'] {
  return screen === 'pupil' || screen === 'person' ? 'register' : screen;
}

/** Where a place is entered: by the first of its tabs that somebody with these rights may open. */
export function entrance(place: Place, may: readonly string[]): Tab {
  const first = tabsOf(place, may)[0];
  return first ?? { to: { screen: place === 'records' ? 'retention' : place }, words: '', needs: '' };
}

/** Which place of the side bar a route belongs to. */
export function placeOf(route: Route): Place {
  switch (route.screen) {
    case 'import':
      return 'import';
    case 'albums':
    case 'album':
    case 'tag':
      return 'albums';
    case 'batches':
    case 'batch':
    case 'export':
      return 'batches';
    case 'reviews':
    case 'review':
      return 'reviews';
    case 'published':
      return 'published';
    case 'incidents':
      return 'incidents';
    case 'register':
    case 'pupil':
    case 'person':
    case 'chase':
    case 'trip':
    case 'bring_in':
      return 'register';
    case 'retention':
    case 'leavers':
    case 'log':
    case 'report':
      return 'records';
    case 'guarded':
      return 'guarded';
    case 'accounts':
    case 'cameras':
    case 'policy':
    case 'settings':
      return 'settings';
    case 'help':
      return 'help';
  }
}

const NEEDED: [Place, string][] = [
  ['import', 'import'],
  ['albums', 'see_photos'],
  ['batches', 'see_batches'],
  ['reviews', 'approve_batch'],
  ['published', 'see_published'],
  ['incidents', 'record_incident'],
  ['register', 'list_for_trip'],
  ['guarded', 'add_objection'],
  ['records', 'review_retention'],
  ['settings', 'list_accounts'],
];

/** The places that somebody with these rights may go to. */
export function placesFor(may: readonly string[]): Place[] {
  return [...NEEDED.filter(([, action]) => may.includes(action)).map(([place]) => place), 'help'];
}

/** Where the day starts. */
export function homeFor(role: string): Route {
  if (role === 'head') return { screen: 'reviews' };
  if (role === 'office') return { screen: 'batches' };
  return { screen: 'albums' };
}
