import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { reopenAs } from '../../shared/testing/window';
import type { SessionView } from '../../wire/SessionView';

const NOTICE = /published cop(y has|ies have) to be taken down/;

/** Somebody logs in after a parent took consent back: three files are out, of which so many were taken down. */
async function logIn(role: SessionView['role'], down = 0) {
  const host = new FakeHost();
  host.care.withdraw(['photo-1', 'photo-2']);
  for (const { published } of host.care.takedowns().slice(0, down)) host.care.down(published.id, 'office');
  return { host, ...(await reopenAs(role, host)) };
}

test.each(['office', 'head'] as const)('the %s is reminded after logging in, and led to the list P26', async (role) => {
  const { user } = await logIn(role);
  expect(await screen.findByText(/^3 published copies have to be taken down\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Show which' }));
  expect(await screen.findByRole('heading', { name: 'Published' })).toHaveFocus();
  expect(screen.queryByText(NOTICE)).toBeNull();
});

test('the reminder is for the first screen, and says one of one', async () => {
  const { user } = await logIn('office', 2);
  expect(await screen.findByText(/^1 published copy has to be taken down\./)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Photos' }));
  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Batches' }));
  expect(await screen.findByRole('heading', { name: 'Batches' })).toBeVisible();
  expect(screen.queryByText(NOTICE)).toBeNull();
});

test.each(['teacher', 'guest', 'safeguarding_lead'] as const)('a %s, who cannot act, is not reminded', async (role) => {
  await logIn(role);
  expect(await screen.findByRole('button', { name: /Autumn walk/ })).toBeVisible();
  expect(screen.queryByText(NOTICE)).toBeNull();
});

test('nobody is reminded of nothing, and a list that cannot be read stops nobody', async () => {
  await logIn('office', 3);
  expect(await screen.findByRole('heading', { name: 'Batches' })).toBeVisible();
  expect(screen.queryByText(NOTICE)).toBeNull();

  document.body.replaceChildren();
  const host = new FakeHost();
  host.care.withdraw(['photo-1', 'photo-2']);
  host.failing.set('takedownsList', { kind: 'fault', id: '7f3a', message: 'The vault cannot be read.' });
  await reopenAs('office', host);
  expect(await screen.findByRole('heading', { name: 'Batches' })).toBeVisible();
  expect(screen.queryByText(NOTICE)).toBeNull();
});
