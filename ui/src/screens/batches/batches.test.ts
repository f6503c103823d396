import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';

import type { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

const PURPOSE = 'website';

/** Names three children on each of these photos, so that they are clear, and leaves the others as they are. */
async function makeClear(host: FakeHost, numbers: number[]): Promise<string[]> {
  const album = (await host.albumsList())[0]?.id ?? '';
  const photos = (await host.photosList(album, PURPOSE)).filter(({ number }) => numbers.includes(number));
  for (const { id } of photos) {
    for (const person of ['person-2', 'person-3', 'person-5']) await host.tagAdd(id, [person], null, null, PURPOSE);
    await host.photoConfirm(id, PURPOSE);
  }
  return photos.map(({ id }) => id);
}

async function makeBatch(user: UserEvent) {
  await user.click(await screen.findByRole('button', { name: 'New batch' }));
  await expectAccessible();
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Autumn walk');
  await user.click(screen.getByRole('button', { name: 'Make batch' }));
  await screen.findByRole('heading', { name: 'Autumn walk' });
}

async function submitted(numbers = [3]) {
  const { host, user } = await openAs('office');
  await makeClear(host, numbers);
  await makeBatch(user);
  await user.click(await screen.findByRole('button', { name: 'Add photos' }));
  await user.click(await screen.findByRole('button', { name: /^Add \d photos?$/ }));
  await user.type(await screen.findByRole('textbox', { name: 'Caption of photo 1' }), 'Conkers!');
  await user.click(screen.getByRole('button', { name: 'Submit to the head' }));
  await screen.findByText('With the head');
  return { host, user };
}

test('without batches the screen says what to do, and a new one asks for photos', async () => {
  const { user } = await openAs('office');
  expect(await screen.findByRole('heading', { name: 'No batches yet' })).toBeVisible();
  await expectAccessible();
  await makeBatch(user);
  expect(screen.getByRole('heading', { name: 'This batch is empty' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Submit to the head' })).toBeNull();
});

test('only photos that are clear for the purpose are offered, and words are saved before the batch is submitted', async () => {
  const { host, user } = await openAs('office');
  const [photo] = await makeClear(host, [3]);
  await makeBatch(user);
  await user.click(screen.getByRole('button', { name: 'Add photos' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add photos' }));
  expect(await dialog.findAllByRole('checkbox', { checked: true })).toHaveLength(1);
  expect(dialog.getByText(/13 photos are not clear for ‘School website’/)).toBeVisible();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Add 1 photo' }));

  await user.type(await screen.findByRole('textbox', { name: 'Caption of photo 1' }), 'Conkers under the tree');
  await user.type(screen.getByRole('textbox', { name: 'Description of photo 1' }), 'Children gather conkers');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Submit to the head' }));
  expect(await screen.findByText('With the head')).toBeVisible();
  const batch = (await host.batchesList())[0]?.id ?? '';
  expect((await host.batchShow(batch)).items).toMatchObject([
    { photo, caption: 'Conkers under the tree', alt_text: 'Children gather conkers' },
  ]);
});

test('a full name in the words is told beside the photo while it is typed', async () => {
  const { host, user } = await openAs('office');
  await makeClear(host, [3]);
  await makeBatch(user);
  await user.click(screen.getByRole('button', { name: 'Add photos' }));
  await user.click(await screen.findByRole('button', { name: 'Add 1 photo' }));
  await user.type(await screen.findByRole('textbox', { name: 'Caption of photo 1' }), 'Ben Ashgrove');
  expect(await screen.findByText(/hold the full name of somebody/, {}, { timeout: 3000 })).toBeVisible();
});

test('words that could not be saved stay, and can be saved again', async () => {
  const { host, user } = await openAs('office');
  await makeClear(host, [3]);
  await makeBatch(user);
  await user.click(screen.getByRole('button', { name: 'Add photos' }));
  await user.click(await screen.findByRole('button', { name: 'Add 1 photo' }));
  host.failing.set('batchCaption', { kind: 'fault', id: '4', message: 'The disk is full. Nothing was saved.' });
  await user.type(await screen.findByRole('textbox', { name: 'Caption of photo 1' }), 'Conkers');
  await user.tab();
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.');
  await user.click(screen.getByRole('button', { name: 'Save again' }));
  expect(await screen.findByText('Saved')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Caption of photo 1' })).toHaveValue('Conkers');
});

test('the head approves only with the checklist answered, and the office exports', async () => {
  const { host } = await submitted();
  cleanup();
  const head = await reopenAs('head', host);
  await head.user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  await screen.findByRole('complementary', { name: 'Decision' });
  await expectAccessible();
  await head.user.click(screen.getByRole('button', { name: 'Approve' }));
  expect(screen.getByRole('alert')).toHaveTextContent('Tick all three to approve');
  for (const tick of screen.getAllByRole('checkbox')) await head.user.click(tick);
  await head.user.click(screen.getByRole('button', { name: 'Approve' }));
  expect(await screen.findByText('Approved. The office can export it now.')).toBeVisible();

  cleanup();
  const office = await reopenAs('office', host);
  await office.user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  await office.user.click(await screen.findByRole('button', { name: 'Export' }));
  await expectAccessible();
  await office.user.click(await screen.findByRole('button', { name: 'Choose a folder' }));
  await office.user.click(await screen.findByRole('button', { name: 'Export 1 photo' }));
  expect(await screen.findByRole('heading', { name: '1 photo exported' })).toHaveFocus();
  expect(host.exported).toEqual([{ sizes: [], webp: false, avif: false, zip: false }]);
  expect(screen.getByText('autumn-walk-7f3a-01.jpg')).toBeVisible();
  await expectAccessible();
});

test('smaller copies, other formats and a ZIP are written where somebody asks for them', async () => {
  const { host } = await submitted();
  await host.sessionUnlock({ name: 'head', password: 'autumn-leaves-7' });
  const batch = (await host.batchesList())[0]?.id ?? '';
  await host.batchApprove(batch, { dressed: true, reputable: true, fits_purpose: true });
  cleanup();
  const { user } = await reopenAs('office', host);
  await user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByText('More: smaller copies, other formats, ZIP'));
  await user.click(screen.getByRole('checkbox', { name: 'Small: at most 480 pixels' }));
  await user.click(screen.getByRole('checkbox', { name: /^WebP/ }));
  await user.click(screen.getByRole('checkbox', { name: /ZIP/ }));
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Choose a folder' }));
  await user.click(await screen.findByRole('button', { name: 'Export 1 photo' }));
  await screen.findByRole('heading', { name: '1 photo exported' });
  expect(host.exported).toEqual([{ sizes: [480], webp: true, avif: false, zip: true }]);
});

test('an export shows how far it is while other screens are used, and can be stopped', async () => {
  const { host } = await submitted();
  await host.sessionUnlock({ name: 'head', password: 'autumn-leaves-7' });
  const batch = (await host.batchesList())[0]?.id ?? '';
  await host.batchApprove(batch, { dressed: true, reputable: true, fits_purpose: true });
  cleanup();
  let goOn: () => void = () => undefined;
  host.pace = () => new Promise((resolve) => (goOn = resolve));
  const { user } = await reopenAs('office', host);
  const openExport = async () => {
    await user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
    await user.click(await screen.findByRole('button', { name: 'Export' }));
  };
  await openExport();
  await user.click(await screen.findByRole('button', { name: 'Choose a folder' }));
  await user.click(await screen.findByRole('button', { name: 'Export 1 photo' }));
  expect(await screen.findByText('0 of 1 photos')).toBeVisible();
  await expectAccessible();

  await user.click(screen.getByRole('button', { name: /^Batches/ }));
  expect(screen.getByLabelText('0 of 1 done')).toBeVisible();
  await openExport();
  await user.click(await screen.findByRole('button', { name: 'Stop the export' }));
  goOn();
  expect(await screen.findByText(/The export was stopped. Nothing was written./)).toBeVisible();
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('a withdrawal after approval holds the photo back at export, with its reason', async () => {
  const { host } = await submitted([3, 6]);
  await host.sessionUnlock({ name: 'head', password: 'autumn-leaves-7' });
  const batch = (await host.batchesList())[0]?.id ?? '';
  await host.batchApprove(batch, { dressed: true, reputable: true, fits_purpose: true });
  const photo = (await host.batchShow(batch)).items[0]?.photo ?? '';
  await host.tagAdd(photo, ['person-4'], null, null, PURPOSE);
  await host.photoConfirm(photo, PURPOSE);

  cleanup();
  const { user } = await reopenAs('office', host);
  await user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('heading', { name: '1 photo stays behind' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Choose a folder' }));
  await user.click(await screen.findByRole('button', { name: 'Export 1 photo' }));
  expect(await screen.findByRole('heading', { name: '1 photo exported, 1 held back' })).toBeVisible();
  const held = within(await screen.findByRole('region', { name: 'Held back' }));
  expect(held.getByText('Daisy Fennimore is not cleared for this use.')).toBeVisible();
});

test('the head looks at a photo large, and sends the batch back with a note that the office reads', async () => {
  const { host } = await submitted();
  cleanup();
  const head = await reopenAs('head', host);
  await head.user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  await head.user.click(await screen.findByRole('button', { name: 'Look at photo 1' }));
  expect(await screen.findByRole('dialog', { name: 'Photo 1 of 1' })).toBeVisible();
  expect(await screen.findByText(/Ben Ashgrove, Chidi Larkmoor/)).toBeVisible();
  await expectAccessible();
  await head.user.click(screen.getByRole('button', { name: 'Close' }));

  await head.user.click(screen.getByRole('button', { name: 'Send back' }));
  await head.user.type(await screen.findByRole('textbox', { name: 'What should change' }), 'Crop the first one.');
  await expectAccessible();
  await head.user.click(screen.getByRole('button', { name: 'Send back to the office' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  cleanup();
  const office = await reopenAs('office', host);
  await office.user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  expect(await screen.findByText('Crop the first one.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Submit to the head' })).toBeVisible();
});

test('nobody is offered to approve what he or she prepared', async () => {
  const { host, user } = await openAs('head');
  await makeClear(host, [3]);
  await user.click(screen.getByRole('button', { name: 'Batches' }));
  await makeBatch(user);
  await user.click(await screen.findByRole('button', { name: 'Add photos' }));
  await user.click(await screen.findByRole('button', { name: 'Add 1 photo' }));
  await user.click(await screen.findByRole('button', { name: 'Submit to the head' }));
  await user.click(await screen.findByRole('button', { name: 'Review this batch' }));
  expect(await screen.findByText('You prepared part of this batch, so somebody else has to approve it.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

test('a photo of a batch is opened for its purpose, and one comes back to the batch', async () => {
  const { host, user } = await openAs('office');
  await makeClear(host, [3]);
  await makeBatch(user);
  await user.click(screen.getByRole('button', { name: 'Add photos' }));
  await user.click(await screen.findByRole('button', { name: 'Add 1 photo' }));
  await user.click(await screen.findByRole('button', { name: 'Open photo 1' }));
  await screen.findByRole('heading', { name: /^Photo 3/ });
  await user.click(screen.getByRole('button', { name: 'Back to the batch' }));
  expect(await screen.findByRole('heading', { name: 'Autumn walk' })).toBeVisible();
});
