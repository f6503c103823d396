import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { reopenAs } from '../../shared/testing/window';

async function leavers(host = new FakeHost()) {
  const { user } = await reopenAs('office', host);
  await user.click(screen.getByRole('button', { name: 'Records' }));
  await user.click(await screen.findByRole('button', { name: 'Leavers' }));
  await screen.findByRole('heading', { name: 'Leavers', level: 1 });
  return { host, user };
}

function twoLeft() {
  const host = new FakeHost();
  host.retention.leave('Keira Dunnock', 'Leo Marshwick');
  return host;
}

test('P16: nobody who left is held of, and the list says when somebody will be on it', async () => {
  await leavers();
  expect(await screen.findByText('Nothing is held of anybody who has left')).toBeVisible();
  await expectAccessible();
});

test('P16: all photos that show leavers alone are put forward at once, and taken back', async () => {
  const { host, user } = await leavers(twoLeft());
  const open = within(await screen.findByRole('region', { name: 'To be decided' }));
  expect(open.getByText('left on 22 Jul 2026 · 2 photos · 1 with others who stay')).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Put all forward that show leavers alone' }));
  expect(await screen.findByText(/^2 photos put forward\..* 1 photo stays: others are on them\.$/)).toBeVisible();
  const decided = within(screen.getByRole('region', { name: 'Decided' }));
  expect(decided.getByRole('heading', { name: 'Leo Marshwick' })).toBeVisible();
  expect((await host.retentionDue()).photos).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('2 photos are not put forward any more.')).toBeVisible();
  expect((await host.retentionDue()).photos).toEqual([]);
});

test('P16: a group photo goes only where somebody says so', async () => {
  const { host, user } = await leavers(twoLeft());
  const keira = within(await screen.findByRole('listitem', { name: 'Keira Dunnock' }));
  await user.click(keira.getByRole('button', { name: 'Put forward all 2 photos, with others too' }));
  expect(await screen.findByText(/^2 photos put forward\./)).toBeVisible();
  expect((await host.leaversList())[0]?.photos.every(({ put_forward }) => put_forward)).toBe(true);
});

test('P16: what is held of somebody is kept for a reason until a day', async () => {
  const { user } = await leavers(twoLeft());
  const leo = within(await screen.findByRole('listitem', { name: 'Leo Marshwick' }));
  await user.click(leo.getByRole('button', { name: 'Keep for a reason: Leo Marshwick' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Keep what is held of Leo Marshwick' }));
  await user.type(dialog.getByRole('textbox', { name: 'Why' }), 'The anniversary book');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Keep it' }));
  const decided = within(await screen.findByRole('region', { name: 'Decided' }));
  expect(decided.getByText(/: The anniversary book/)).toBeVisible();
});
