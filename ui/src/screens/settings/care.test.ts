import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { reopenAs } from '../../shared/testing/window';

async function care(host = new FakeHost(), role: 'head' | 'office' = 'head') {
  const { user } = await reopenAs(role, host);
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await user.click(await screen.findByRole('button', { name: 'This computer' }));
  return { host, user, check: within(await screen.findByRole('region', { name: 'Is everything whole?' })) };
}

test('everything that is stored is checked, and what is hurt is named', async () => {
  const { host, user, check } = await care();
  await user.click(check.getByRole('button', { name: 'Check everything now' }));
  expect(await check.findByText(/^Everything is whole: 14 photos and 240 entries of the log\.$/)).toBeVisible();
  host.records.tampered = true;
  await user.click(check.getByRole('button', { name: 'Check everything now' }));
  const found = await check.findByRole('alert');
  expect(found).toHaveTextContent('1 photo is hurt. All others can be used.');
  expect(found).toHaveTextContent('Autumn walk/3');
  await expectAccessible();
});

test('the head makes a new recovery key after typing so, and it is shown once', async () => {
  const { user } = await care();
  await user.click(screen.getByRole('button', { name: 'Make a new recovery key' }));
  await user.type(await screen.findByRole('textbox', { name: 'Type new key to go on' }), 'new key{Enter}');
  const shown = within(await screen.findByRole('dialog', { name: 'The new recovery key' }));
  expect(shown.getByLabelText(/^Recovery key: M4TX-/)).toBeVisible();
  await expectAccessible();
  await user.click(shown.getByRole('button', { name: 'It is on paper and in a safe place' }));
  expect(screen.queryByText('M4TX')).toBeNull();
});

test('a clock that was set back is told, and the head says when it is right', async () => {
  const host = new FakeHost();
  host.records.clockBehind = true;
  const { user } = await care(host);
  expect(await screen.findByRole('heading', { name: 'The computer’s clock' })).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'The clock is right now' }));
  expect(await screen.findByText(/^Settled: Cloakroom goes by/)).toBeVisible();
  expect(host.records.clockBehind).toBe(false);
});

test('the office checks, and makes no recovery key', async () => {
  await care(new FakeHost(), 'office');
  expect(screen.queryByRole('region', { name: 'Recovery key' })).toBeNull();
});
