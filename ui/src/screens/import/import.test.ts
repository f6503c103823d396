import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

async function begin(files: number) {
  const opened = await openAs('teacher', { files, photos: 0 });
  await opened.user.click(screen.getByRole('button', { name: 'Import' }));
  await opened.user.click(await screen.findByRole('button', { name: 'Choose a folder' }));
  await opened.user.type(screen.getByRole('combobox', { name: '2. Album' }), 'Pond dipping');
  return opened;
}

test('an import tells one outcome per file, with the reason of each that did not come in', async () => {
  const { user } = await begin(12);
  expect(await screen.findByText('DCIM/101_TRIP')).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  expect(await screen.findByRole('progressbar', { name: 'Import' })).toBeVisible();
  await expectAccessible();

  expect(await screen.findByRole('heading', { name: '10 photos imported' }, { timeout: 5000 })).toHaveFocus();
  const refused = within(screen.getByRole('region', { name: 'Not imported' }));
  expect(refused.getByText('The file ends in the middle of the picture.')).toBeVisible();
  expect(screen.getByRole('region', { name: 'Kept, waiting for the head' })).toHaveTextContent('IMG_4219.JPG');
  expect(screen.getByRole('region', { name: 'Already here' })).toHaveTextContent('IMG_4222.JPG');
  await expectAccessible();

  await user.click(screen.getByRole('button', { name: 'Name who can be seen' }));
  expect(await screen.findByRole('heading', { name: 'Pond dipping' })).toBeVisible();
});

test('a stopped import keeps what came in, and says so', async () => {
  const { user } = await begin(200);
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await screen.findByText('IMG_4211.JPG');
  await user.click(screen.getByRole('button', { name: 'Stop import' }));
  expect(await screen.findByText(/You stopped the import\. What came in before is kept/)).toBeVisible();
});

test('an import is paused and goes on where it was', async () => {
  const { user } = await begin(30);
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await screen.findByText('IMG_4212.JPG');
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  expect(await screen.findByRole('heading', { name: 'Paused: ‘Pond dipping’' })).toBeVisible();
  expect(screen.getByText(/It waits after the photo in hand\. What came in is kept\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByRole('heading', { name: /photos imported/ }, { timeout: 10_000 })).toBeVisible();
});

test('a paused import can be stopped', async () => {
  const { user } = await begin(200);
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await screen.findByText('IMG_4211.JPG');
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  await user.click(await screen.findByRole('button', { name: 'Stop import' }));
  expect(await screen.findByText(/You stopped the import\./)).toBeVisible();
});

test('a camera card that is put in is offered on every screen, and fills in the folder', async () => {
  const { host, user } = await openAs('teacher');
  await screen.findByRole('heading', { name: 'Photos' });
  host.offers.putIn('CLASS_3B', true);
  expect(await screen.findByText(/A camera card was put in: ‘CLASS_3B’\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Import from it' }));
  expect(await screen.findByText('CLASS_3B')).toBeVisible();
  expect(screen.getByText('This is the camera card that was put in.')).toBeVisible();
  await user.type(screen.getByRole('combobox', { name: '2. Album' }), 'Pond dipping');
  expect(screen.getByRole('button', { name: 'Start import' })).toBeEnabled();
});

test('a camera card may be left for later', async () => {
  const { host, user } = await openAs('teacher');
  await screen.findByRole('heading', { name: 'Photos' });
  host.offers.putIn('CLASS_3B', true);
  await user.click(await screen.findByRole('button', { name: 'Not now' }));
  expect(screen.queryByText(/A camera card was put in/)).toBeNull();
});

test('a folder that is dropped on the window is what comes in, whatever was chosen before', async () => {
  const { host } = await begin(12);
  host.offers.putIn('CLASS_3B', true);
  expect(await screen.findByRole('button', { name: 'Use the card ‘CLASS_3B’' })).toBeVisible();
  expect(screen.getByText('DCIM/101_TRIP')).toBeVisible();
  await expectAccessible();
  const started = vi.spyOn(host, 'importStart');
  host.offers.putIn('Autumn walk', false);
  expect(await screen.findByText('Autumn walk')).toBeVisible();
  expect(screen.getByText(/This is what you dropped here\. The whole folder comes in/)).toBeVisible();
  screen.getByRole('button', { name: 'Start import' }).click();
  await vi.waitFor(() => expect(started.mock.calls[0]?.[0]).toBe('offer-Autumn walk'));
});

test('what is dropped while another screen is used leads to the import; to whoever may not import, nothing is offered', async () => {
  const { host } = await openAs('teacher');
  await screen.findByRole('heading', { name: 'Photos' });
  host.offers.putIn('Autumn walk', false);
  expect(await screen.findByRole('heading', { name: 'Import photos' })).toBeVisible();
  document.body.replaceChildren();

  const asked = vi.spyOn(FakeHost.prototype, 'importOffered');
  await openAs('guest');
  await screen.findByRole('heading', { name: 'Photos' });
  expect(asked).not.toHaveBeenCalled();
});

test('an import goes on while another screen is used', async () => {
  const { user } = await begin(14);
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await screen.findByRole('progressbar', { name: 'Import' });
  await user.click(screen.getByRole('button', { name: 'Photos' }));
  expect(await screen.findByRole('heading', { name: 'Photos' })).toBeVisible();
  await waitFor(() => expect(screen.getByRole('button', { name: /^Import \d/ })).toBeVisible());
  await user.click(screen.getByRole('button', { name: /^Import \d/ }));
  expect(await screen.findByRole('heading', { name: /photos imported/ }, { timeout: 5000 })).toBeVisible();
});

test('children of the classes that were there are offered first when it is named who can be seen', async () => {
  const { user } = await begin(3);
  const group = within(screen.getByRole('group', { name: '3. Classes that were there' }));
  await user.click(await group.findByRole('checkbox', { name: '4 Robin' }));
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await user.click(await screen.findByRole('button', { name: 'Name who can be seen' }, { timeout: 5000 }));
  await user.click(await screen.findByRole('button', { name: 'Start naming' }));
  await user.type(await screen.findByRole('combobox', { name: /^Who / }), 's');
  const people = within(await screen.findByRole('listbox', { name: 'People on the register' }));
  expect(people.getAllByRole('option')[0]).toHaveTextContent('4 Robin');
});

test('an import that fails says why, and the form is as it was', async () => {
  const { host, user } = await begin(3);
  const message = 'The card was taken out. The photos that came in are kept. Put it back and start again.';
  host.failing.set('importStart', { kind: 'fault', id: '7f3a', message });
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByRole('combobox', { name: '2. Album' })).toHaveValue('Pond dipping');
});

test('what came in is erased from the card only once somebody says so twice, and what stays is told', async () => {
  const { user } = await begin(4);
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await user.click(
    await screen.findByRole('button', { name: 'Erase these 4 photos from the card' }, { timeout: 5000 }),
  );
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Leave them on the card' }));
  await user.click(screen.getByRole('button', { name: 'Erase these 4 photos from the card' }));
  const card = within(screen.getByRole('region', { name: 'The card' }));
  // A double click meets what keeps them.
  expect(card.getAllByRole('button')[0]).toHaveAccessibleName('Leave them on the card');
  await user.click(screen.getByRole('button', { name: 'Yes, erase 4 photos' }));
  expect(await card.findByText(/3 photos erased from the card\. These are on it still:/)).toBeVisible();
  expect(card.getByText('IMG_4214.JPG: it was changed since it was imported')).toBeVisible();
  await expectAccessible();
});

test('a stopped import offers nothing to erase', async () => {
  const { user } = await begin(200);
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await screen.findByText('IMG_4211.JPG');
  await user.click(screen.getByRole('button', { name: 'Stop import' }));
  await screen.findByText(/You stopped the import/);
  expect(screen.queryByRole('region', { name: 'The card' })).toBeNull();
});

test('a card that may not be erased says why', async () => {
  const { host, user } = await begin(3);
  const message = 'Nothing was erased from the card: a stored photo could not be read back. What came in is kept.';
  host.failing.set('cardErase', { kind: 'refused', code: 'card_kept', message });
  await user.click(screen.getByRole('button', { name: 'Start import' }));
  await user.click(await screen.findByRole('button', { name: /^Erase these 3 photos/ }, { timeout: 5000 }));
  await user.click(screen.getByRole('button', { name: 'Yes, erase 3 photos' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
});
