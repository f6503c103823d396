import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

async function log(host = new FakeHost()) {
  const { user } = await reopenAs('head', host);
  await user.click(screen.getByRole('button', { name: 'Records' }));
  await user.click(await screen.findByRole('button', { name: 'Log' }));
  return { host, user, entries: within(await screen.findByRole('region', { name: 'Entries' })) };
}

const rows = () => within(screen.getByRole('region', { name: 'Entries' })).getAllByRole('row').length - 1;

test('P21: the head reads who did what and when, the newest first, page by page', async () => {
  const { user, entries } = await log();
  expect(rows()).toBe(100);
  const [, newest] = entries.getAllByRole('row');
  expect(newest).toHaveTextContent(/office\s*Batch handed to the head: Woodland walk/);
  await expectAccessible();
  expect(screen.getByRole('button', { name: 'Later entries' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Earlier entries' }));
  await user.click(await screen.findByRole('button', { name: 'Earlier entries' }));
  await expect.poll(rows).toBe(40);
  expect(screen.getByRole('button', { name: 'Earlier entries' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Later entries' }));
  await expect.poll(rows).toBe(100);
});

test('P21: the log is looked through by what and by whom', async () => {
  const { user } = await log();
  await user.selectOptions(screen.getByRole('combobox', { name: 'What' }), 'Held back, refused, incidents');
  await expect.poll(() => screen.queryByText('Logged in')).toBeNull();
  expect(screen.getAllByText(/^Picture held back at the last moment/)[0]).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'teacher');
  await expect.poll(() => screen.queryByText(/^Picture held back/)).toBeNull();
  expect(screen.getAllByText('(to approve a batch)')[0]).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'guest');
  expect(await screen.findByText(/^Nothing of this kind was done yet\./)).toBeVisible();
});

test('P21: the check of the log says in words what it found', async () => {
  const { host, user } = await log();
  await user.click(screen.getByRole('button', { name: 'Check the log' }));
  expect(await screen.findByText(/^The log is whole: all 240 entries/)).toBeVisible();
  host.records.tampered = true;
  await user.click(screen.getByRole('button', { name: 'Check the log' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/^Entry 7 of the log was changed after it was written\./);
  await expectAccessible();
});

test('the office reviews retention and reads no log', async () => {
  const { user } = await openAs('office');
  await user.click(screen.getByRole('button', { name: 'Records' }));
  expect(await screen.findByRole('button', { name: 'Leavers' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Log' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Term report' })).toBeNull();
});
