import { screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

async function settings(role: 'head' | 'office') {
  const opened = await openAs(role);
  await opened.user.click(screen.getByRole('button', { name: 'Settings' }));
  await opened.user.click(await screen.findByRole('button', { name: 'This computer' }));
  return { ...opened, backups: within(await screen.findByRole('region', { name: 'Backups' })) };
}

test('the head sets the folder for backups, and is told when one was made', async () => {
  const { user, backups } = await settings('head');
  expect(await backups.findByText('None chosen yet: nothing is backed up.')).toBeVisible();
  await expectAccessible();
  await user.click(backups.getByRole('button', { name: 'Choose a folder' }));
  expect(await backups.findByText(/A backup is being made/)).toBeVisible();
  expect(await backups.findByText('Sun 22 Nov, 10:04', {}, { timeout: 5000 })).toBeVisible();
  expect(screen.getByRole('navigation', { name: 'Main' })).toHaveTextContent('Last backup: Sun 22 Nov, 10:04');
  expect(backups.getByText('Backups', { selector: 'dd' })).toBeVisible();
  await expectAccessible();
  await user.click(backups.getByRole('button', { name: 'Make no backups' }));
  expect(await backups.findByText('None chosen yet: nothing is backed up.')).toBeVisible();
});

test('that no backup could be made is told to everyone, in plain words, until one is made', async () => {
  const { host, user, backups } = await settings('head');
  await user.click(await backups.findByRole('button', { name: 'Choose a folder' }));
  await backups.findByText('Sun 22 Nov, 10:04', {}, { timeout: 5000 });
  host.safekeeping.away = true;
  await user.click(backups.getByRole('button', { name: 'Back up now' }));
  const told = /No backup could be made: its folder cannot be reached\. All photos and entries are safe/;
  expect(await screen.findByText(told, {}, { timeout: 5000 })).toBeVisible();
  await expectAccessible();

  await user.click(screen.getByRole('button', { name: 'Lock' }));
  document.body.replaceChildren();
  await reopenAs('teacher', host);
  expect(await screen.findByText(told)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Settings' })).toBeNull();
});

test('the office may ask for a backup but changes no rule', async () => {
  const { host, backups } = await settings('office');
  host.safekeeping.set('Backups');
  expect(backups.queryByRole('button', { name: /folder/ })).toBeNull();
  expect(screen.queryByRole('region', { name: 'Locking' })).toBeNull();
});

test('the head settles after how long the window locks itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await openAs('head');
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await user.click(await screen.findByRole('button', { name: 'This computer' }));
  const choice = await screen.findByRole('combobox', { name: 'Lock the window when nobody has used it for' });
  expect(choice).toHaveDisplayValue('10 minutes');
  await user.selectOptions(choice, '2 minutes');
  expect(await screen.findByText(/^Settled\./)).toBeVisible();
  vi.advanceTimersByTime(60_000);
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
  vi.advanceTimersByTime(2 * 60_000);
  expect(await screen.findByRole('heading', { name: 'Unlock' })).toBeVisible();
  vi.useRealTimers();
});

test('a rule that could not be settled stays as it was, and says why', async () => {
  const { host, user } = await settings('head');
  const message = 'The vault cannot be written. Nothing was changed.';
  host.failing.set('idleMinutesSet', { kind: 'fault', id: '7f3a', message });
  const choice = screen.getByRole('combobox', { name: /^Lock the window/ });
  await user.selectOptions(choice, '60 minutes');
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(choice).toHaveDisplayValue('10 minutes');
});
