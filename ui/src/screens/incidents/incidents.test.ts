import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs, reopenAs } from '../../shared/testing/window';

const WHAT = 'A visitor photographed the screen.';

async function incidents(role: 'teacher' | 'head') {
  const opened = await openAs(role);
  await opened.user.click(screen.getByRole('button', { name: 'Incidents' }));
  return { ...opened, record: within(await screen.findByRole('region', { name: 'Record an incident' })) };
}

test('a teacher records an incident with a pupil, and reads none', async () => {
  const { host, user, record } = await incidents('teacher');
  expect(screen.queryByRole('region', { name: 'Recorded' })).toBeNull();
  await user.type(record.getByRole('textbox', { name: 'What happened' }), WHAT);
  await user.type(record.getByRole('combobox', { name: 'Pupils whom it concerns' }), 'daisy');
  await user.click(await record.findByRole('option', { name: /Daisy Fennimore/ }));
  expect(within(record.getByRole('list', { name: 'Chosen' })).getByText('Daisy Fennimore')).toBeVisible();
  await expectAccessible();
  await user.click(record.getByRole('button', { name: 'Record it' }));
  expect(await record.findByText(/^Recorded\./)).toBeVisible();
  expect(record.getByRole('textbox', { name: 'What happened' })).toHaveValue('');
  expect(host.care.incidents()[0]?.people.map(({ name }) => name)).toEqual(['Daisy Fennimore']);
  expect(screen.queryByText(WHAT)).toBeNull();
});

test('the head follows an incident up: parents told, text for the record', async () => {
  const { host, user } = await incidents('teacher');
  host.care.record({ what: WHAT, photo: null, batch: null, people: ['person-4'] }, 'teacher');
  await user.click(screen.getByRole('button', { name: 'Lock' }));
  document.body.replaceChildren();
  const head = (await reopenAs('head', host)).user;
  await head.click(screen.getByRole('button', { name: 'Incidents' }));
  const list = within(await screen.findByRole('region', { name: 'Recorded' }));
  expect(list.getByText(WHAT)).toBeVisible();
  expect(list.getByText('2 pictures were held back by a rule at the last moment.')).toBeVisible();
  await expectAccessible();
  await head.click(list.getByRole('button', { name: 'They are told: the parents of Daisy Fennimore' }));
  expect(await list.findByText('parents told on 22 Nov 2026, noted by head')).toBeVisible();
  await head.click(list.getByRole('button', { name: 'Text for CPOMS' }));
  const text = within(await screen.findByRole('dialog', { name: 'Text for the school’s own record' }));
  expect(text.getByRole('textbox')).toHaveDisplayValue(/A visitor photographed the screen\./);
  await expectAccessible();
});

test('an incident that could not be recorded keeps what was written', async () => {
  const { host, user, record } = await incidents('teacher');
  const message = 'The disk is full. Make room on it, then try again.';
  host.failing.set('incidentAdd', { kind: 'refused', code: 'disk_full', message });
  await user.type(record.getByRole('textbox', { name: 'What happened' }), WHAT);
  await user.click(record.getByRole('button', { name: 'Record it' }));
  expect(await record.findByRole('alert')).toHaveTextContent(message);
  expect(record.getByRole('textbox', { name: 'What happened' })).toHaveValue(WHAT);
});

test('an incident that comes from a photo is about that photo', async () => {
  const { host, user } = await openAs('head');
  const [album] = await host.albumsList();
  await user.click(screen.getByRole('button', { name: 'Photos' }));
  await user.click(await screen.findByRole('button', { name: new RegExp(album?.name ?? '') }));
  await user.click(await screen.findByRole('button', { name: /^Photo 1\b/ }));
  await user.click(await screen.findByRole('button', { name: 'Record an incident' }));
  expect(await screen.findByText('It is about this photo.')).toBeVisible();
  expect(screen.getByRole('img', { name: 'What it is about' })).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'What happened' }), WHAT);
  // Back for another look: what was typed is still there.
  await user.click(screen.getByRole('button', { name: 'Back to the photo' }));
  await user.click(await screen.findByRole('button', { name: 'Incidents' }));
  expect(screen.getByRole('textbox', { name: 'What happened' })).toHaveValue(WHAT);
  await user.click(screen.getByRole('button', { name: 'Record it' }));
  const list = within(await screen.findByRole('region', { name: 'Recorded' }));
  expect(await list.findByText(/about a photo/)).toBeVisible();
  expect(host.care.incidents()[0]?.photo).toMatch(/^photo-/);
});
