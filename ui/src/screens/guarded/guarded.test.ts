import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import type { SessionView } from '../../wire/SessionView';
import { expectAccessible } from '../../shared/testing/axe';
import { typeDay } from '../../shared/testing/day';
import { openAs, reopenAs } from '../../shared/testing/window';

async function keeper(role: 'head' | 'safeguarding_lead', host = new FakeHost()) {
  const opened = await reopenAs(role, host);
  await opened.user.click(screen.getByRole('button', { name: 'Do not publish' }));
  await screen.findByRole('region', { name: 'On the list' });
  return { host, ...opened };
}

async function other(role: 'teacher' | 'office', host = new FakeHost()) {
  const opened = await reopenAs(role, host);
  await opened.user.click(screen.getByRole('button', { name: 'Not to be shown' }));
  return { host, ...opened };
}

const region = (name: string) => within(screen.getByRole('region', { name }));

async function object(user: Awaited<ReturnType<typeof other>>['user'], typed: string, name: string) {
  await user.type(region('Somebody asks not to be shown').getByRole('combobox', { name: 'Who' }), typed);
  await user.click(await screen.findByRole('option', { name: new RegExp(name) }));
  await user.click(screen.getByRole('button', { name: `Enter that ${name} asks` }));
}

test('the safeguarding lead puts a child on the list, and is told what must come down now P02', async () => {
  const host = new FakeHost();
  host.care.withdraw(['photo-1', 'photo-2']);
  const { user } = await keeper('safeguarding_lead', host);
  expect(screen.getByText(/^Only the head and the safeguarding lead see this page/)).toBeVisible();
  expect(region('On the list').getByText(/^Nobody is on the list\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Put somebody on the list' }));
  const form = within(await screen.findByRole('dialog', { name: 'Put somebody on the list' }));
  expect(form.getByRole('button', { name: 'Put on the list' })).toBeDisabled();
  await user.type(form.getByRole('combobox', { name: 'Who' }), 'amelia');
  await user.click(await form.findByRole('option', { name: /Amelia Quickthorn/ }));
  await user.type(form.getByRole('textbox', { name: 'Reason' }), 'Made up for this test');
  await typeDay(user, 'Look at it again on', '01092027');
  await expectAccessible();
  await user.click(form.getByRole('button', { name: 'Put on the list' }));
  expect(await screen.findByText(/Amelia Quickthorn is on the list from now on\./)).toBeVisible();
  expect(screen.getByText('3 published copies have to come down now.')).toBeVisible();
  const list = region('On the list');
  expect(list.getByText(/Since 22 Nov 2026, entered by safeguarding_lead/)).toBeVisible();
  expect(list.getByText('To be looked at again on 1 Sept 2027')).toBeVisible();
  expect(list.getByText('Made up for this test')).not.toBeVisible();
  await user.click(list.getByText('Reason'));
  expect(list.getByText('Made up for this test')).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Show which' }));
  expect(await screen.findByRole('heading', { name: 'Published', level: 1 })).toBeVisible();
});

test('an entry is lifted, kept as lifted, and put back by Undo P02', async () => {
  const host = new FakeHost();
  const form = {
    people: ['person-4', 'person-5'],
    reason: 'Made up',
    review_on: '2026-11-01',
    covering_suffices: true,
  };
  host.guarded.add(form, 'head');
  const { user } = await keeper('head', host);
  const who = 'Daisy Fennimore or Elif Stonebeck';
  expect(
    region('On the list').getByText(/To be looked at again since 1 Nov 2026\. It holds all the same\./),
  ).toBeVisible();
  await user.click(screen.getByRole('button', { name: `Take off: ${who}` }));
  expect(await screen.findByText(new RegExp(`${who} is off the list from today\\.`))).toBeVisible();
  expect(region('On the list').getByText('No longer on the list (1)')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(new RegExp(`${who} is on the list again\\.`))).toBeVisible();
  expect(screen.getByRole('button', { name: `Take off: ${who}` })).toBeVisible();
  expect(host.guarded.list().map(({ lifted_on }) => lifted_on)).toEqual(['2026-11-22', null]);
  expect(host.guarded.list()[1]).toMatchObject({ reason: 'Made up', review_on: '2026-11-01', covering_suffices: true });
  await expectAccessible();
});

test('a teacher enters that somebody asks, and learns nothing of anybody else P14', async () => {
  const host = new FakeHost();
  host.guarded.add({ people: ['person-4'], reason: 'Sealed', review_on: null, covering_suffices: false }, 'head');
  host.guarded.object('person-6', 'head');
  const { user } = await other('teacher', host);
  expect(await screen.findByRole('heading', { name: 'Not to be shown', level: 1 })).toBeVisible();
  await object(user, 'ben', 'Ben Ashgrove');
  expect(await screen.findByText(/Entered: Ben Ashgrove is not to be shown, from now on\./)).toBeVisible();
  expect(host.guarded.objections()[1]).toMatchObject({ person: 'person-2', entered_by: 'teacher' });
  for (const text of [/Daisy Fennimore/, /Finn Applewhite/, /Sealed/, /published/i]) {
    expect(screen.queryByText(text)).toBeNull();
  }
  expect(screen.queryByRole('button', { name: /the list|no longer|Undo/i })).toBeNull();
  await expectAccessible();
});

test('the office is told what must come down after an objection, and sees no list P14 P26', async () => {
  const host = new FakeHost();
  host.care.withdraw(['photo-1', 'photo-2']);
  const { user } = await other('office', host);
  await object(user, 'amelia', 'Amelia Quickthorn');
  expect(await screen.findByText('3 published copies have to come down now.')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'On the list' })).toBeNull();
  expect(screen.queryByRole('region', { name: 'Who asked not to be shown' })).toBeNull();
});

test('head and safeguarding lead see who asked, and lift it, with a way back P14', async () => {
  const host = new FakeHost();
  host.guarded.object('person-6', 'teacher');
  const { user } = await keeper('head', host);
  const asked = () => region('Who asked not to be shown');
  expect(asked().getByText(/Since 22 Nov 2026, entered by teacher/)).toBeVisible();
  await expectAccessible();
  await user.click(asked().getByRole('button', { name: 'Finn Applewhite no longer asks' }));
  expect(await screen.findByText(/Finn Applewhite no longer asks not to be shown, from today\./)).toBeVisible();
  expect(asked().getByText('Nobody asks not to be shown at the moment.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(/Finn Applewhite is not to be shown, as before\./)).toBeVisible();
  expect(asked().getByRole('button', { name: 'Finn Applewhite no longer asks' })).toBeVisible();
});

test('what could not be entered says why, and keeps what was typed', async () => {
  const { host, user } = await keeper('head');
  await user.click(screen.getByRole('button', { name: 'Put somebody on the list' }));
  const form = within(await screen.findByRole('dialog', { name: 'Put somebody on the list' }));
  await user.type(form.getByRole('combobox', { name: 'Who' }), 'amelia');
  await user.click(await form.findByRole('option', { name: /Amelia Quickthorn/ }));
  await user.type(form.getByRole('textbox', { name: 'Reason' }), 'Made up');
  const message = 'The disk is full. What was reported done is kept. Make room on it, then try again.';
  host.failing.set('guardedAdd', { kind: 'refused', code: 'disk_full', message });
  await user.click(form.getByRole('button', { name: 'Put on the list' }));
  expect(await form.findByRole('alert')).toHaveTextContent(message);
  expect(form.getByRole('textbox', { name: 'Reason' })).toHaveValue('Made up');
  host.failing.set('takedownsList', { kind: 'fault', id: '7f3a', message });
  await user.click(form.getByRole('button', { name: 'Put on the list' }));
  expect(await screen.findByText(/What is published could not be looked through just now/)).toBeVisible();
  expect(host.guarded.list()).toHaveLength(1);
});

test('a guest has no such place P19', async () => {
  const role: SessionView['role'] = 'guest';
  await openAs(role);
  expect(screen.queryByRole('button', { name: /Do not publish|Not to be shown/ })).toBeNull();
});
