import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

async function tagging(role: 'guest' | 'teacher', photos = 3) {
  const opened = await openAs(role, { photos });
  await opened.user.click(await screen.findByRole('button', { name: /Autumn walk/ }));
  await opened.user.click(await screen.findByRole('button', { name: /^Photo 1\b/ }));
  await screen.findByRole('heading', { name: /^Photo 1 of/ });
  return opened;
}

test('P13: a guest deletes a compromising picture at once, and goes on with the next one', async () => {
  const { host, user } = await tagging('guest');
  await user.click(screen.getByRole('button', { name: 'Delete photo at once' }));
  const ask = within(await screen.findByRole('dialog', { name: 'Delete photo 1 at once?' }));
  expect(ask.getByRole('button', { name: 'Delete for good' })).toBeDisabled();
  await expectAccessible();
  await user.type(ask.getByRole('textbox', { name: 'Type delete to go on' }), 'delete{Enter}');
  expect(await screen.findByRole('heading', { name: /^Photo 2 · 1 of 2/ })).toBeVisible();
  expect(await screen.findByText('Photo 1 is deleted.')).toBeInTheDocument();
  const [album] = await host.albumsList();
  expect((await host.photosList(album?.id ?? '', 'website')).map(({ number }) => number)).toEqual([2, 3]);
});

test('P13: after the last photo the album is shown; a change of mind deletes nothing', async () => {
  const { host, user } = await tagging('teacher', 1);
  await user.click(screen.getByRole('button', { name: 'Delete photo at once' }));
  await user.click(await screen.findByRole('button', { name: 'Leave it as it is' }));
  expect((await host.albumsList())[0]?.photos).toBe(1);
  await user.click(screen.getByRole('button', { name: 'Delete photo at once' }));
  await user.type(await screen.findByRole('textbox', { name: 'Type delete to go on' }), 'delete{Enter}');
  expect(await screen.findByRole('heading', { name: 'Autumn walk' })).toBeVisible();
  expect((await host.albumsList())[0]?.photos).toBe(0);
});

test('P13: a picture that could not be deleted says so and stays in sight', async () => {
  const { host, user } = await tagging('teacher');
  const message = 'This photo could not be deleted. It is still here. Try again, or lock and log in anew.';
  host.failing.set('photoDeleteNow', { kind: 'fault', id: '7f3a', message });
  await user.click(screen.getByRole('button', { name: 'Delete photo at once' }));
  await user.type(await screen.findByRole('textbox', { name: 'Type delete to go on' }), 'delete{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByRole('heading', { name: /^Photo 1 of 3/ })).toBeInTheDocument();
});
