/** Every screen on a made-up school in memory: `npm run look`. Add `?as=head` `&photos=500`, `&due` for an album whose time is up, or `?new` for the first run. */
import { mount } from 'svelte';

import App from '../src/App.svelte';
import { FakeHost } from '../src/host/fake/host';
import '../src/shared/style/index.css';

const asked = new URLSearchParams(location.search);
const photos = Number(asked.get('photos') ?? 14);
const host = new FakeHost(asked.has('new') ? { vault: 'missing' } : { photos });
const login = asked.get('as');
if (login !== null) await host.sessionUnlock({ name: login, password: FakeHost.PASSWORD });

if (login !== null) {
  const [album] = await host.albumsList();
  const cards = await host.photosList(album?.id ?? '', 'website');
  host.retention.leave('Keira Dunnock', 'Leo Marshwick');
  host.devices.add({ make: 'Lumara', model: 'Field 20', serial: 'LF20-004417' }, 'Camera in the office');
  host.devices.hold({
    ...{ album: album?.id ?? '', name: album?.name ?? '' },
    photos: cards.slice(8).map(({ id }) => id),
  });
  if (asked.has('due')) host.retention.keep(album?.id ?? '', '2026-11-01');
}

const target = document.getElementById('app');
if (target) mount(App, { target, props: { host } });

// What a screen is to show can be put there from the console.
Object.assign(window, { host });
