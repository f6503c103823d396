import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import App from '../../App.svelte';
import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

test('a teacher unlocks by keyboard alone and sees only what a teacher may do', async () => {
  const user = userEvent.setup();
  render(App, { host: new FakeHost() });
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveFocus();
  await expectAccessible();

  await user.keyboard('teacher{Tab}autumn-leaves-7{Enter}');

  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Import' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Batches' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
});

test('a wrong password is told in place, and the name stays', async () => {
  const user = userEvent.setup();
  render(App, { host: new FakeHost() });
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'teacher');
  await user.type(screen.getByLabelText('Password'), 'not this one{Enter}');

  expect(await screen.findByRole('alert')).toHaveTextContent('The name or the password is wrong.');
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('teacher');
  expect(screen.getByLabelText('Password')).toHaveValue('');
  await expectAccessible();
});

test('locking leaves nothing of the school in the page', async () => {
  const user = userEvent.setup();
  render(App, { host: new FakeHost() });
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'teacher{Tab}autumn-leaves-7{Enter}');
  await user.click(await screen.findByRole('button', { name: /Autumn walk/ }));
  await screen.findByRole('button', { name: /^Photo 1:/ });

  await user.click(screen.getByRole('button', { name: 'Lock' }));

  expect(await screen.findByRole('heading', { name: 'Unlock' })).toBeVisible();
  expect(document.querySelectorAll('img')).toHaveLength(0);
  expect(document.body).not.toHaveTextContent('Hollow Lane');
});

test('the first run makes the vault and shows the recovery key until it is kept', async () => {
  const user = userEvent.setup();
  render(App, { host: new FakeHost({ vault: 'missing' }) });
  await user.type(await screen.findByRole('textbox', { name: 'Name of the school' }), 'Hollow Lane Primary');
  await user.type(screen.getByRole('textbox', { name: 'Name of the head' }), 'Robin Made-Up');
  await user.type(screen.getByLabelText('Password of the head'), 'autumn-leaves-7');
  await user.type(screen.getByLabelText('The same password again'), 'autumn-leaves-8');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Set up' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The two passwords differ.');

  await user.clear(screen.getByLabelText('The same password again'));
  await user.type(screen.getByLabelText('The same password again'), 'autumn-leaves-7{Enter}');
  expect(await screen.findByRole('heading', { name: 'Keep the recovery key' })).toBeVisible();
  expect(screen.getByLabelText(/^Recovery key: K7QF/)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(screen.getByRole('alert')).toHaveTextContent('Tick the box above');

  await user.click(screen.getByRole('checkbox', { name: 'The key is on paper and in a safe place' }));
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(await screen.findByRole('navigation', { name: 'Main' })).toHaveTextContent('Robin Made-Up');
});

test('a computer that nobody uses locks itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { host } = await openAs('teacher');
  vi.advanceTimersByTime(9 * 60_000);
  window.dispatchEvent(new Event('pointermove'));
  vi.advanceTimersByTime(9 * 60_000);
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
  vi.advanceTimersByTime(2 * 60_000);
  expect(await screen.findByRole('heading', { name: 'Unlock' })).toBeVisible();
  expect((await host.vaultStatus()).state).toBe('locked');
  vi.useRealTimers();
});

test('when the vault was locked from behind, the next thing one does leads to the way back in', async () => {
  const { host, user } = await openAs('teacher');
  await screen.findByRole('button', { name: /Autumn walk/ });
  host.failing.set('photosList', { kind: 'refused', code: 'locked', message: 'Nobody is logged in.' });
  await user.click(screen.getByRole('button', { name: /Autumn walk/ }));
  expect(await screen.findByRole('heading', { name: 'Unlock' })).toBeVisible();
});

test('a password that is too old is replaced at the door, with the rules told, and logs in', async () => {
  const user = userEvent.setup();
  const host = new FakeHost();
  host.agePassword('teacher');
  render(App, { host });
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'teacher{Tab}autumn-leaves-7{Enter}');

  expect(await screen.findByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  const wanted = screen.getByLabelText('New password');
  expect(wanted).toHaveAccessibleDescription(/At least 12 characters, and not the one you had/);
  await expectAccessible();
  async function choose(password: string, again = password) {
    await user.clear(wanted);
    await user.type(wanted, password);
    await user.clear(screen.getByLabelText('The same password again'));
    await user.type(screen.getByLabelText('The same password again'), `${again}{Enter}`);
    return (await screen.findByRole('alert')).textContent;
  }
  expect(await choose('winter-frost-31', 'winter-frost-32')).toContain('The two passwords differ.');
  expect(await choose('short')).toContain('at least 12 characters');
  expect(await choose(FakeHost.PASSWORD)).toContain('The new password is the old one.');
  expect((await host.vaultStatus()).state).toBe('locked');

  await user.clear(wanted);
  await user.type(wanted, 'winter-frost-31');
  await user.clear(screen.getByLabelText('The same password again'));
  await user.type(screen.getByLabelText('The same password again'), 'winter-frost-31{Enter}');
  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
});
