import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

const PURPOSE = 'website';

/** A batch of three photos, with captions, opened. */
async function opened() {
  const { host, user } = await openAs('office');
  const album = (await host.albumsList())[0]?.id ?? '';
  const photos = (await host.photosList(album, PURPOSE)).slice(0, 3).map(({ id }) => id);
  const [first = ''] = photos;
  for (const person of ['person-2', 'person-3', 'person-5']) await host.tagAdd(first, [person], null, null, PURPOSE);
  const batch = (await host.batchNew(PURPOSE, 'Autumn walk')).summary.id;
  await host.batchAdd(batch, photos);
  for (const [i, photo] of photos.entries()) await host.batchCaption(batch, photo, `Caption ${i + 1}`, '');
  await look(user);
  return { host, user, batch, photos };
}

async function look(user: UserEvent) {
  await user.click(screen.getByRole('button', { name: 'Photos' }));
  await user.click(screen.getByRole('button', { name: 'Batches' }));
  await user.click(await screen.findByRole('button', { name: /^Autumn walk/ }));
  await screen.findByRole('textbox', { name: 'Caption of photo 1' });
}

const order = async (host: FakeHost, batch: string) =>
  (await host.batchShow(batch)).items.map(({ caption }) => caption).join(', ');

test('photos are put in order by buttons and by Alt with an arrow, and the place is told', async () => {
  const { host, user, batch } = await opened();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Move photo 3 up' }));
  expect(await screen.findByText('Moved to place 2 of 3.')).toBeInTheDocument();
  expect(await order(host, batch)).toBe('Caption 1, Caption 3, Caption 2');
  expect(screen.getByRole('button', { name: 'Move photo 2 up' })).toHaveFocus();

  await user.click(screen.getByRole('textbox', { name: 'Caption of photo 2' }));
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(await screen.findByText('Moved to place 1 of 3.')).toBeInTheDocument();
  expect(await order(host, batch)).toBe('Caption 3, Caption 1, Caption 2');
  expect(screen.getByRole('textbox', { name: 'Caption of photo 1' })).toHaveFocus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(await order(host, batch)).toBe('Caption 3, Caption 1, Caption 2');
});

test('a picture is drawn to another place', async () => {
  const { host, batch } = await opened();
  HTMLElement.prototype.setPointerCapture = () => undefined;
  const rows = screen.getAllByRole('listitem').filter((row) => row.matches('li.card'));
  for (const [i, row] of rows.entries()) {
    vi.spyOn(row, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 200 + i * 100, 600, 100));
  }
  const handle = rows[0]?.querySelector('.handle') ?? document.body;
  await fireEvent.pointerDown(handle, { button: 0, clientY: 250 });
  await fireEvent.pointerMove(handle, { clientY: 460 });
  expect(rows[2]).toHaveClass('behind');
  await fireEvent.pointerUp(handle, { clientY: 460 });
  await waitFor(async () => expect(await order(host, batch)).toBe('Caption 2, Caption 3, Caption 1'));
});

test('a photo is taken out, and comes back to its place with its words', async () => {
  const { host, user, batch } = await opened();
  await user.click(screen.getByRole('button', { name: 'Take photo 2 out of the batch' }));
  expect(await screen.findByText(/Photo 2 is taken out/)).toBeVisible();
  expect(await order(host, batch)).toBe('Caption 1, Caption 3');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect(await order(host, batch)).toBe('Caption 1, Caption 2, Caption 3'));
  expect(screen.queryByText(/is taken out/)).toBeNull();
});

test('an order that could not be kept says why, and the photos stay as they were', async () => {
  const { host, user, batch } = await opened();
  host.failing.set('batchArrange', { kind: 'fault', id: '4', message: 'The disk is full. Nothing was changed.' });
  await user.click(screen.getByRole('button', { name: 'Move photo 1 down' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.');
  expect(await order(host, batch)).toBe('Caption 1, Caption 2, Caption 3');
});

test('who only looks is offered neither order nor taking out', async () => {
  const { host } = await opened();
  document.body.innerHTML = '';
  const { user } = await reopenAs('safeguarding_lead', host);
  await look(user);
  expect(screen.queryByRole('button', { name: /^Move photo/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Take photo/ })).toBeNull();
});

test('a name is told while a caption or a title is typed p05', async () => {
  const { user } = await opened();
  const row = within(screen.getByRole('listitem', { name: 'Photo 1' }));
  await user.type(row.getByRole('textbox', { name: 'Caption of photo 1' }), ' of Ben and Chidi');
  expect(await row.findByText('‘Ben’ and ‘Chidi’ stand in this text: leave names out.')).toBeVisible();
  await user.clear(row.getByRole('textbox', { name: 'Caption of photo 1' }));
  await waitFor(() => expect(row.queryByText(/in this text/)).toBeNull());
  await user.type(row.getByRole('textbox', { name: 'Description of photo 1' }), 'Rosa in the wood');
  expect(row.queryByText(/in this text/)).toBeNull();
  await user.type(row.getByRole('textbox', { name: 'Description of photo 1' }), ', Ben behind');
  expect(await row.findByText('‘Ben’ stands in this text: leave names out.')).toBeVisible();

  await user.click(screen.getByRole('button', { name: 'All batches' }));
  await user.click(await screen.findByRole('button', { name: 'New batch' }));
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 'A walk with Rosa Bellweather');
  expect(await screen.findByText('‘Rosa Bellweather’ stands in this text: leave names out.')).toBeVisible();
  await expectAccessible();
});

test('the contact sheet has each picture with its number, its verdict in words, and its caption', async () => {
  const { user } = await opened();
  let paper: string | null = null;
  const print = vi.spyOn(window, 'print').mockImplementation(() => {
    paper = document.querySelector('.printed')?.textContent?.replace(/\s+/g, ' ') ?? null;
  });
  HTMLImageElement.prototype.decode = async () => undefined;
  await user.click(screen.getByRole('button', { name: 'Contact sheet' }));
  await waitFor(() => expect(print).toHaveBeenCalledOnce());
  expect(paper).toMatch(/^Autumn walk Hollow Lane Primary · School website · 3 photos/);
  expect(paper).toMatch(/1 Not clear yet Caption 1 2 Not clear yet Caption 2 3 Not clear yet Caption 3$/);
  print.mockRestore();
});

test('a batch gets another title, and a name in it is told', async () => {
  const { host, user } = await opened();
  await user.click(screen.getByRole('button', { name: 'Title' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Change the title' }));
  await expectAccessible();
  const field = dialog.getByRole('textbox', { name: 'Title' });
  await user.clear(field);
  await user.type(field, 'The walk of Ben');
  expect(await dialog.findByText(/leave names out/)).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'Change the title' }));
  expect(await screen.findByText('‘Ben’ stands in the title: leave names out.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Title' }));
  const again = within(await screen.findByRole('dialog', { name: 'Change the title' }));
  await user.clear(again.getByRole('textbox', { name: 'Title' }));
  await user.type(again.getByRole('textbox', { name: 'Title' }), 'The long walk');
  await user.click(again.getByRole('button', { name: 'Change the title' }));
  expect(await screen.findByRole('heading', { name: 'The long walk', level: 1 })).toBeVisible();
  await waitFor(() => expect(screen.queryByText(/stands in the title/)).toBeNull());
  expect((await host.batchesList())[0]?.title).toBe('The long walk');
});

test('a batch that was changed while the head had it says so in the list', async () => {
  const { host, user, batch } = await opened();
  await host.batchSubmit(batch);
  await host.batchRename(batch, 'The long walk');
  await user.click(screen.getByRole('button', { name: 'All batches' }));
  expect(await screen.findByText('To be approved anew: the title changed after it was submitted.')).toBeVisible();
});
