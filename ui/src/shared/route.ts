/** What an incident is about. */
export type About = { photo: string } | { batch: string };

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
  | { screen: 'person'; person: string }
  | { screen: 'settings' }
  | { screen: 'help' };

/** A place in the side bar. */
export type Place =
  'import' | 'albums' | 'batches' | 'reviews' | 'published' | 'incidents' | 'register' | 'settings' | 'help';

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
    case 'person':
      return 'register';
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
  ['register', 'read_register'],
  ['settings', 'backup'],
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
