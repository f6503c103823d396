/** The whole window on the made-up school. */
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';

import App from '../../App.svelte';
import { FakeHost, type FakeOptions } from '../../host/fake/host';
import type { SessionView } from '../../wire/SessionView';

/** Opens the window, logged in as somebody of this role. */
export async function openAs(role: SessionView['role'], options: FakeOptions = {}) {
  const host = new FakeHost(options);
  return { host, ...(await reopenAs(role, host)) };
}

/** Opens another window on the same school. */
export async function reopenAs(role: SessionView['role'], host: FakeHost) {
  await host.sessionUnlock({ name: role, password: FakeHost.PASSWORD });
  render(App, { host });
  await screen.findByRole('navigation', { name: 'Main' });
  return { user: userEvent.setup() };
}
