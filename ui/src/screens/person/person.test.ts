import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { FakeOptions } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

async function person(role: 'office' | 'head' | 'safeguarding_lead', options: FakeOptions = {}) {
  const opened = await openAs(role, options);
  await opened.user.click(screen.getByRole('button', { name: 'Register' }));
  await opened.user.type(await screen.findByRole('searchbox', { name: 'Name' }), 'amelia');
  await opened.user.click(await screen.findByRole('button', { name: /^Amelia Quickthorn/ }));
  await opened.user.click(await screen.findByRole('button', { name: 'Everything held on Amelia Quickthorn' }));
  await screen.findByRole('button', { name: 'Back to Amelia Quickthorn' });
  return opened;
}

const PACK = 'Make a pack for the family';

test('the office sees what is held, makes the pack, and is shown the passphrase once', async () => {
  const { user } = await person('office');
  const pictures = within(await screen.findByRole('region', { name: 'Pictures' }));
  expect(pictures.getByText('can be seen')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Do-not-publish list' })).toBeNull();
  await expectAccessible();

  await user.click(screen.getByRole('button', { name: PACK }));
  const made = within(await screen.findByRole('dialog', { name: 'The pack is made' }));
  expect(made.getByText('fjk2m-9xwqr-c4hde-7bnpt-zv3gy')).toBeVisible();
  expect(made.getByText(/not every face/)).toBeVisible();
  expect(made.queryByText(/do-not-publish/)).toBeNull();
  await expectAccessible();
  await user.click(made.getByRole('button', { name: 'Done' }));
  expect(screen.queryByText('fjk2m-9xwqr-c4hde-7bnpt-zv3gy')).toBeNull();
});

test('the head sees protections too, and what is left for the head to decide', async () => {
  const { user } = await person('head');
  const sealed = within(await screen.findByRole('region', { name: 'Do-not-publish list' }));
  expect(sealed.getByText('Made up for the tests')).toBeVisible();
  await user.click(screen.getByRole('button', { name: PACK }));
  const made = within(await screen.findByRole('dialog', { name: 'The pack is made' }));
  expect(made.getByText('do-not-publish entries: 1')).toBeVisible();
});

test('the safeguarding lead looks, and makes no pack', async () => {
  await person('safeguarding_lead');
  expect(await screen.findByRole('region', { name: 'Do-not-publish list' })).toBeVisible();
  expect(screen.queryByRole('button', { name: PACK })).toBeNull();
});

test('a pack that could not be written says why', async () => {
  const { host, user } = await person('office');
  const message = 'This folder or disk may only be read, so nothing can be kept in it. Nothing was changed.';
  host.failing.set('personPack', { kind: 'refused', code: 'read_only', message });
  await user.click(screen.getByRole('button', { name: PACK }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a folder that was not chosen makes no pack', async () => {
  const { user } = await person('office', { chooser: 'cancelled' });
  await user.click(screen.getByRole('button', { name: PACK }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByRole('alert')).toBeNull();
});
