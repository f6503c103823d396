import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

type Role = 'office' | 'head' | 'safeguarding_lead';

async function published(role: Role, withdrawn: boolean) {
  const opened = await openAs(role);
  if (withdrawn) {
    const [album] = await opened.host.albumsList();
    const photos = await opened.host.photosList(album?.id ?? '', 'website');
    opened.host.care.withdraw(photos.map(({ id }) => id));
  }
  await opened.user.click(screen.getByRole('button', { name: 'Published' }));
  return { ...opened, down: within(await screen.findByRole('region', { name: 'To be taken down' })) };
}

test('the office ticks off a picture in all its files, after being asked once more', async () => {
  const { host, user, down } = await published('office', true);
  const items = await down.findAllByRole('listitem');
  expect(items).toHaveLength(2);
  const first = within(items[0] as HTMLElement);
  expect(first.getByText('Amelia Quickthorn: consent was withdrawn')).toBeVisible();
  expect(first.getByText('autumn-walk-7f3a-01.jpg, autumn-walk-7f3a-01-480.jpg')).toBeVisible();
  await expectAccessible();

  await user.click(first.getByRole('button', { name: 'It is taken down' }));
  await user.click(first.getByRole('button', { name: 'Not yet' }));
  expect(host.care.past()).toEqual([]);
  await user.click(first.getByRole('button', { name: 'It is taken down' }));
  await user.click(first.getByRole('button', { name: 'Yes, it is down' }));
  expect(await down.findByText('Noted: 2 files taken down.')).toBeVisible();
  expect(await down.findAllByRole('listitem')).toHaveLength(1);
  const past = within(await screen.findByRole('region', { name: 'Taken down' }));
  expect(past.getAllByText('by office', { exact: false })).toHaveLength(2);
  await expectAccessible();
});

test('with nothing to take down the list says so', async () => {
  const { down } = await published('head', false);
  expect(await down.findByText('Nothing: whatever is out may be out.')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Taken down' })).toBeNull();
});

test('a tick that failed is told, and the picture stays on the list', async () => {
  const { host, user, down } = await published('office', true);
  const message = 'The vault cannot be written. Nothing was changed.';
  host.failing.set('takedownDone', { kind: 'fault', id: '7f3a', message });
  const [item] = await down.findAllByRole('listitem');
  const first = within(item as HTMLElement);
  await user.click(first.getByRole('button', { name: 'It is taken down' }));
  await user.click(first.getByRole('button', { name: 'Yes, it is down' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(await down.findAllByRole('listitem')).toHaveLength(2);
});

test('a picture that somebody found is known again, and says why it was published', async () => {
  const { user } = await published('safeguarding_lead', true);
  expect(screen.queryByRole('button', { name: 'It is taken down' })).toBeNull();
  const find = within(screen.getByRole('region', { name: 'Is this picture ours?' }));
  await user.click(find.getByRole('button', { name: 'Choose a picture' }));
  expect(await find.findByText(/Looks alike: autumn-walk-7f3a-01\.jpg/)).toBeVisible();
  await user.click(find.getByRole('button', { name: 'Why was it published?' }));
  const why = within(await screen.findByRole('dialog', { name: 'Why was this published?' }));
  expect(await why.findByText(/granted on 3 Sep 2026/)).toBeVisible();
  expect(why.getByText(/^holds/)).toBeVisible();
  await expectAccessible();
});

test('a picture that nobody published is told as such', async () => {
  const { user } = await published('office', false);
  const find = within(screen.getByRole('region', { name: 'Is this picture ours?' }));
  await user.click(find.getByRole('button', { name: 'Choose a picture' }));
  expect(await find.findByText(/nothing that was published looks like it/)).toBeVisible();
});

test('a teacher has no such place', async () => {
  const { host, user } = await published('office', false);
  await user.click(screen.getByRole('button', { name: 'Lock' }));
  document.body.replaceChildren();
  await reopenAs('teacher', host);
  expect(screen.queryByRole('button', { name: 'Published' })).toBeNull();
});
