import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

async function cameras(role: 'head' | 'office', host = new FakeHost()) {
  const { user } = await reopenAs(role, host);
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await user.click(await screen.findByRole('button', { name: 'Cameras' }));
  return { host, user, list: within(await screen.findByRole('region', { name: 'The school’s cameras' })) };
}

test('P09: a camera is put on the list from one of its pictures, and taken off again', async () => {
  const { user, list } = await cameras('office');
  expect(list.getByText(/^None yet\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Choose a picture from the camera' }));
  expect(await screen.findByText(/^DSC_0001.JPG was taken with this camera: Lumara Field 20\./)).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Serial number' })).toHaveValue('LF20-004417');
  await user.type(screen.getByRole('textbox', { name: 'What you call it' }), 'Office camera');
  await user.click(screen.getByRole('button', { name: 'Add to the list' }));
  expect(await list.findByText('Office camera')).toBeVisible();
  expect(list.getByText('Lumara Field 20, serial number LF20-004417')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Maker' })).toHaveValue('');
  await expectAccessible();
  await user.click(list.getByRole('button', { name: 'Take off the list: Office camera' }));
  expect(await screen.findByText(/^Office camera is off the list\./)).toBeVisible();
  expect(list.queryByText('Office camera')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await list.findByText('Office camera')).toBeVisible();
});

test('a picture that names no camera says so, and what to choose instead', async () => {
  const { host, user } = await cameras('head');
  host.devices.picture = null;
  await user.click(screen.getByRole('button', { name: 'Choose a picture from the camera' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/choose a picture straight from the camera’s card/);
});

test('what was typed about a camera stays where it could not be put on the list', async () => {
  const { host, user } = await cameras('office');
  await user.type(screen.getByRole('textbox', { name: 'Maker' }), 'Lumara');
  await user.type(screen.getByRole('textbox', { name: 'Model' }), 'Field 20');
  host.failing.set('deviceAdd', {
    kind: 'refused',
    code: 'disk_full',
    message: 'The disk is full. Nothing was changed.',
  });
  await user.click(screen.getByRole('button', { name: 'Add to the list' }));
  expect(await screen.findByRole('alert')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Model' })).toHaveValue('Field 20');
});

test('P10: the head releases photos of an unknown camera with a reason, and is reminded to have them deleted there', async () => {
  const fresh = new FakeHost();
  const photos = ['photo-2', 'photo-3'];
  fresh.devices.hold({ album: 'album-1', name: 'Autumn walk', photos });
  const { host, user } = await cameras('head', fresh);
  const waiting = within(screen.getByRole('region', { name: 'Photos from cameras that are not on the list' }));
  expect(waiting.getByRole('heading', { name: '2 photos of Autumn walk' })).toBeVisible();
  expect(waiting.getByText('Taken with Pebble Pocket 9.')).toBeVisible();
  await expectAccessible();
  const because = 'Taken by a parent, with permission';
  await user.type(waiting.getByRole('textbox', { name: 'Why these photos may be used' }), because);
  await user.click(waiting.getByRole('button', { name: 'Release 2 photos' }));
  const told = '2 photos of Autumn walk released. The pictures have to be deleted from the device they came from.';
  expect(await screen.findByText(told)).toBeVisible();
  expect(host.devices.released).toEqual([{ photos, because }]);
  expect(screen.queryByRole('region', { name: /not on the list/ })).toBeNull();
});

test('P09: the office sees what waits and does not release it', async () => {
  const fresh = new FakeHost();
  fresh.devices.hold({ album: 'album-1', name: 'Autumn walk', photos: ['photo-2'] });
  const { host, user } = await cameras('office', fresh);
  expect(screen.getByText('The head decides about it.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Release/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: /put it on the list/ }));
  expect(await screen.findByText(/still wait to be released\.$/)).toBeVisible();
  expect(host.devices.list()[0]).toMatchObject({ make: 'Pebble', model: 'Pocket 9' });
});

test('a teacher has no list of cameras', async () => {
  await openAs('teacher');
  expect(screen.queryByRole('button', { name: 'Settings' })).toBeNull();
});

test('P10: the head is told after logging in that photos of another camera wait, and led to them', async () => {
  const host = new FakeHost();
  host.devices.hold({ album: 'album-1', name: 'Autumn walk', photos: ['photo-2', 'photo-3'] });
  const { user } = await reopenAs('head', host);
  expect(await screen.findByText(/^2 photos from cameras not on the school’s list wait for you\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Decide about them' }));
  expect(await screen.findByRole('heading', { name: 'Cameras' })).toHaveFocus();
  expect(screen.queryByText(/wait for you/)).toBeNull();
});

test('the office, which releases nothing, is not told', async () => {
  const host = new FakeHost();
  host.devices.hold({ album: 'album-1', name: 'Autumn walk', photos: ['photo-2'] });
  await reopenAs('office', host);
  expect(await screen.findByRole('heading', { name: 'Batches' })).toBeVisible();
  expect(screen.queryByText(/waits? for you/)).toBeNull();
});
