/** Starts the window. */
import { mount } from 'svelte';

import App from './App.svelte';
import { tauriHost } from './host/tauri';
import './shared/style/index.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { host: tauriHost() } });
