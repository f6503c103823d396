import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { reopenAs } from '../../shared/testing/window';
import type { SessionView } from '../../wire/SessionView';

const NOTICE = /published cop(y has|ies have) to be taken down/;

async function withdrawn(role: SessionView['role'], copies: number) {
  const host = new FakeHost();
  host.takedowns.withdraw('Daisy Fennimore', copies);
  return { host, ...(await reopenAs(role, host)) };
}

test.each(['office', 'head'] as const)(
  'the %s is reminded on start, sees which and why, and ticks off P26',
  async (role) => {
    const { user } = await withdrawn(role, 2);
    expect(await screen.findByText(/^2 published copies have to be taken down\./)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Take down 2 open' })).toBeVisible();
    await expectAccessible();

    await user.click(screen.getByRole('button', { name: 'Show which' }));
    expect(await screen.findByRole('heading', { name: 'Take down' })).toHaveFocus();
    expect(screen.queryByText(NOTICE)).toBeNull();
    expect(screen.getAllByText('Daisy Fennimore: consent was withdrawn')).toHaveLength(2);
    expect(await screen.findAllByText(/School website · published Tue 3 Nov, \d\d:30/)).toHaveLength(2);
    await expectAccessible();

    await user.click(screen.getByRole('button', { name: 'autumn-walk-7f3a-01.jpg is taken down' }));
    expect(await screen.findByText('autumn-walk-7f3a-01.jpg is noted as taken down.')).toBeVisible();
    expect(screen.queryByText('autumn-walk-7f3a-01.jpg')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'autumn-walk-7f3a-02.jpg is taken down' }));
    expect(await screen.findByRole('heading', { name: 'Nothing has to be taken down' })).toBeVisible();
    expect(within(screen.getByRole('navigation')).getByRole('button', { name: 'Take down' })).toBeVisible();
  },
);

test('the reminder is for the first screen and says one of one', async () => {
  const { user } = await withdrawn('office', 1);
  expect(await screen.findByText(/^1 published copy has to be taken down\./)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Photos' }));
  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
  expect(screen.queryByText(NOTICE)).toBeNull();
});

test.each(['teacher', 'guest', 'safeguarding_lead'] as const)('a %s, who cannot act, is not reminded', async (role) => {
  const { host } = await withdrawn(role, 3);
  host.failing.set('takedownsList', { kind: 'fault', id: '1', message: 'It was asked all the same.' });
  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
  expect(screen.queryByText(NOTICE)).toBeNull();
  expect(screen.queryByRole('button', { name: /Take down/ })).toBeNull();
});

test('nobody is reminded of nothing, and a tick that could not be noted stays and says why', async () => {
  const { host, user } = await withdrawn('office', 0);
  await screen.findByRole('heading', { name: 'Batches' });
  expect(screen.queryByText(NOTICE)).toBeNull();
  host.takedowns.withdraw('Daisy Fennimore', 1);
  await user.click(screen.getByRole('button', { name: 'Take down' }));
  const message = 'The disk is full. What was reported done is kept. Make room on it, then try again.';
  host.failing.set('takedownDone', { kind: 'refused', code: 'disk_full', message });
  await user.click(await screen.findByRole('button', { name: 'autumn-walk-7f3a-01.jpg is taken down' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByText('autumn-walk-7f3a-01.jpg')).toBeVisible();
});
