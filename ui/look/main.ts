/** Every screen on a made-up school in memory: `npm run look`. Add `?as=head` `&photos=500`, or `?new` for the first run. */
import { mount } from 'svelte';

import App from '../src/App.svelte';
import { FakeHost } from '../src/host/fake/host';
import '../src/shared/style/index.css';

const asked = new URLSearchParams(location.search);
const photos = Number(asked.get('photos') ?? 14);
const host = new FakeHost(asked.has('new') ? { vault: 'missing' } : { photos });
const login = asked.get('as');
if (login !== null) await host.sessionUnlock({ name: login, password: FakeHost.PASSWORD });

const target = document.getElementById('app');
if (target) mount(App, { target, props: { host } });

// What a screen is to show can be put there from the console.
Object.assign(window, { host });
