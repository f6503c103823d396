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

async function toTheKey() {
  const user = userEvent.setup();
  const host = new FakeHost({ vault: 'missing' });
  render(App, { host });
  await user.type(await screen.findByRole('textbox', { name: 'Name of the school' }), 'Hollow Lane Primary{Enter}');
  await user.type(await screen.findByRole('textbox', { name: 'Name of the head' }), 'Robin Made-Up');
  await user.type(screen.getByLabelText('Password of the head'), 'autumn-leaves-7');
  await user.type(screen.getByLabelText('The same password again'), 'autumn-leaves-7{Enter}');
  await screen.findByRole('heading', { name: 'Keep the recovery key' });
  return { host, user };
}

test('the first run has four steps, and going back loses nothing that was typed', async () => {
  const user = userEvent.setup();
  const host = new FakeHost({ vault: 'missing' });
  const made = vi.spyOn(host, 'vaultCreate');
  render(App, { host });
  expect(await screen.findByRole('textbox', { name: 'Name of the school' })).toHaveFocus();
  expect(screen.getByText('Step 1 of 4')).toBeVisible();
  await expectAccessible();
  await user.keyboard('Hollow Lane Primary{Enter}');

  expect(await screen.findByRole('textbox', { name: 'Name of the head' })).toHaveFocus();
  expect(screen.getByText('Step 2 of 4')).toBeVisible();
  await user.keyboard('Robin Made-Up');
  await user.type(screen.getByLabelText('Password of the head'), 'autumn-leaves-7');
  await user.type(screen.getByLabelText('The same password again'), 'autumn-leaves-8');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Set up' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The two passwords differ.');
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(screen.getByRole('textbox', { name: 'Name of the school' })).toHaveValue('Hollow Lane Primary');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(screen.getByRole('textbox', { name: 'Name of the head' })).toHaveValue('Robin Made-Up');
  expect(screen.getByLabelText('Password of the head')).toHaveValue('autumn-leaves-7');

  await user.clear(screen.getByLabelText('The same password again'));
  await user.type(screen.getByLabelText('The same password again'), 'autumn-leaves-7{Enter}');
  expect(await screen.findByRole('heading', { name: 'Keep the recovery key' })).toBeVisible();
  expect(screen.getByLabelText(/^Recovery key: K7QF/)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(screen.getByRole('alert')).toHaveTextContent('Tick the box above');
  await user.click(screen.getByRole('checkbox', { name: 'The key is on paper and in a safe place' }));
  await user.click(screen.getByRole('button', { name: 'Continue' }));

  expect(await screen.findByRole('heading', { name: 'Which cameras does the school own?' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(screen.getByLabelText(/^Recovery key: K7QF/)).toBeVisible();
  await user.click(screen.getByRole('checkbox', { name: 'The key is on paper and in a safe place' }));
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await user.click(await screen.findByRole('button', { name: 'Add cameras later' }));
  expect(await screen.findByRole('navigation', { name: 'Main' })).toHaveTextContent('Robin Made-Up');
  expect(made).toHaveBeenCalledOnce();
});

test('the recovery key is printed by the system’s dialog', async () => {
  const { user } = await toTheKey();
  const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  await user.click(screen.getByRole('button', { name: 'Print the key' }));
  expect(print).toHaveBeenCalledOnce();
});

test('the school’s cameras are put on the list in the first run, P09', async () => {
  const { host, user } = await toTheKey();
  await user.click(screen.getByRole('checkbox', { name: 'The key is on paper and in a safe place' }));
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(await screen.findByRole('textbox', { name: 'Maker' })).toHaveFocus();
  expect(screen.getByText(/any other camera or phone wait until the head lets them through/)).toBeVisible();
  await expectAccessible();
  await user.keyboard('Larkfoot{Tab}Field 20{Tab}LF20-1{Enter}');
  const list = await screen.findByRole('list', { name: 'Cameras of the school' });
  expect(list).toHaveTextContent('Larkfoot Field 20');
  expect(list).toHaveTextContent('Serial number LF20-1');
  expect(screen.getByRole('textbox', { name: 'Maker' })).toHaveFocus();
  await expectAccessible();
  expect((await host.devicesList()).at(-1)).toMatchObject({ make: 'Larkfoot', model: 'Field 20', serial: 'LF20-1' });
  await user.click(screen.getByRole('button', { name: 'Finish' }));
  expect(await screen.findByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('a made-up school is tried and left, says so on every screen, and the real one is still to be set up', async () => {
  const user = userEvent.setup();
  render(App, { host: new FakeHost({ vault: 'missing' }) });
  expect(screen.queryByRole('complementary', { name: 'Made-up school' })).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Try it with a made-up school' }));

  expect(await screen.findByRole('heading', { name: 'Unlock' })).toBeVisible();
  const told = () => screen.getByRole('complementary', { name: 'Made-up school' });
  expect(told()).toHaveTextContent('This is a made-up school.');
  expect(screen.getByRole('region', { name: 'Who you can be' })).toHaveTextContent('autumn-leaves-7');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Be teacher' }));
  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
  expect(told()).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Lock' }));
  expect(await screen.findByRole('button', { name: 'Be head' })).toBeVisible();

  await user.click(screen.getByRole('button', { name: 'Leave the made-up school' }));
  expect(await screen.findByRole('heading', { name: 'Set up Cloakroom' })).toBeVisible();
  expect(screen.queryByRole('complementary', { name: 'Made-up school' })).toBeNull();
});

test('a made-up school that cannot be made says why, and the first step stays', async () => {
  const user = userEvent.setup();
  const host = new FakeHost({ vault: 'missing' });
  const message = 'There is no room for the made-up school. Nothing was made. Make room and try again.';
  host.failing.set('demoBegin', { kind: 'fault', id: '7f3a', message });
  render(App, { host });
  await user.type(await screen.findByRole('textbox', { name: 'Name of the school' }), 'Hollow Lane');
  await user.click(screen.getByRole('button', { name: 'Try it with a made-up school' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByRole('textbox', { name: 'Name of the school' })).toHaveValue('Hollow Lane');
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
