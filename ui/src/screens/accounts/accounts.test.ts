import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { dayField, typeDay } from '../../shared/testing/day';
import { openAs, reopenAs } from '../../shared/testing/window';

const PASSWORD = 'four-unrelated-words';

async function accounts(role: 'head' | 'office' | 'safeguarding_lead') {
  const opened = await openAs(role);
  await opened.user.click(screen.getByRole('button', { name: 'Settings' }));
  await screen.findByRole('table', { name: 'May log in' });
  return opened;
}

const table = (name: string) => within(screen.getByRole('table', { name }));

test('whoever may log in is listed with what each answers for, ready to be printed P29', async () => {
  const { host } = await accounts('safeguarding_lead');
  const open = table('May log in');
  expect(open.getAllByRole('row')).toHaveLength(1 + 5);
  const office = within(open.getByRole('row', { name: /^office/ }));
  expect(office.getByText(/Keeps the register of answers/)).toBeVisible();
  expect(office.getByText('Let in by head on 1 Sept 2026')).toBeVisible();
  expect(open.getByText('May log in until 18 Dec 2026')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Print the list' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Add an account' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Change / })).toBeNull();
  await expectAccessible();
  expect(await host.accountsList()).toHaveLength(5);
});

test('whom the office adds waits until the head lets them log in P19', async () => {
  const { host, user } = await accounts('office');
  await user.click(screen.getByRole('button', { name: 'Add an account' }));
  const form = within(await screen.findByRole('dialog', { name: 'Add an account' }));
  await expectAccessible();
  await user.type(form.getByRole('textbox', { name: 'Name' }), 'T. Newcomer');
  await user.type(form.getByLabelText('First password'), 'short');
  await user.click(form.getByRole('button', { name: 'Add the account' }));
  expect(await form.findByRole('alert')).toHaveTextContent('A password needs at least 12 characters.');
  expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('T. Newcomer');
  await user.clear(form.getByLabelText('First password'));
  await user.type(form.getByLabelText('First password'), PASSWORD);
  await user.click(form.getByRole('button', { name: 'Add the account' }));
  expect(await screen.findByText(/T\. Newcomer is added, and waits until the head/)).toBeVisible();
  expect(table('Waiting for the head').getByRole('rowheader', { name: 'T. Newcomer' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /log in$/ })).toBeNull();
  await expect(host.sessionUnlock({ name: 'T. Newcomer', password: PASSWORD })).rejects.toMatchObject({
    code: 'account_closed',
  });

  document.body.replaceChildren();
  const head = (await reopenAs('head', host)).user;
  await head.click(screen.getByRole('button', { name: 'Settings' }));
  await head.click(await screen.findByRole('button', { name: 'Let them log in: T. Newcomer' }));
  expect(await screen.findByText('T. Newcomer may log in now.')).toBeVisible();
  expect(screen.queryByRole('table', { name: 'Waiting for the head' })).toBeNull();
  await expectAccessible();
});

test('a guest is not added without a last day, and whom the head adds may log in at once P19', async () => {
  const { host, user } = await accounts('head');
  await user.click(screen.getByRole('button', { name: 'Add an account' }));
  const form = within(await screen.findByRole('dialog', { name: 'Add an account' }));
  const lastDay = within(dayField('Last day')).getByRole('textbox', { name: 'Day' });
  expect(lastDay).not.toBeRequired();
  await user.selectOptions(form.getByRole('combobox', { name: 'Role' }), 'Guest');
  expect(lastDay).toBeRequired();
  await user.type(form.getByRole('textbox', { name: 'Name' }), 'V. Visitor');
  await user.type(form.getByLabelText('First password'), PASSWORD);
  await user.click(form.getByRole('button', { name: 'Add the account' }));
  expect(form.getByRole('alert')).toHaveTextContent('Type the day, month and year.');
  expect(lastDay).toHaveFocus();
  await expectAccessible();
  await typeDay(user, 'Last day', '04122026');
  await user.click(form.getByRole('button', { name: 'Add the account' }));
  expect(await screen.findByText(/V\. Visitor may log in now\. Tell them their password in person\./)).toBeVisible();
  const row = within(table('May log in').getByRole('row', { name: /^V\. Visitor/ }));
  expect(row.getByText('May log in until 4 Dec 2026')).toBeVisible();
  const kept = (await host.accountsList()).find(({ name }) => name === 'V. Visitor');
  expect(kept).toMatchObject({ role: 'guest', until: '2026-12-04', authorised_by: 'head' });
});

test('the head names a deputy for some days, and ends it P08', async () => {
  const { user } = await accounts('head');
  await user.click(screen.getByRole('button', { name: 'Change office' }));
  const change = () => within(screen.getByRole('dialog', { name: 'Change office' }));
  await expectAccessible();
  await typeDay(user, 'First day', '01122026');
  await typeDay(user, 'Last day', '04122026');
  await user.click(change().getByRole('button', { name: 'Let them stand in' }));
  expect(await screen.findByText('Stands in for the head from 1 Dec 2026 to 4 Dec 2026')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Change office' }));
  await user.click(change().getByRole('button', { name: 'End it now' }));
  expect(await screen.findByText('office no longer stands in for the head.')).toBeVisible();
  expect(screen.queryByText(/^Stands in for the head from/)).toBeNull();
});

test('somebody is stopped from logging in, and let in again with a new password P19 P20', async () => {
  const { host, user } = await accounts('head');
  await user.click(screen.getByRole('button', { name: 'Change teacher' }));
  await user.click(screen.getByRole('button', { name: 'Stop teacher from logging in' }));
  expect(await screen.findByText('teacher may no longer log in.')).toBeVisible();
  expect(table('May no longer log in').getByText('Stopped: may not log in')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Change teacher' }));
  const change = within(screen.getByRole('dialog', { name: 'Change teacher' }));
  expect(change.queryByRole('button', { name: /^Stop/ })).toBeNull();
  await user.type(change.getByLabelText('New password'), PASSWORD);
  await user.click(change.getByRole('button', { name: 'Give the new password' }));
  expect(await screen.findByText(/teacher has a new password\. They may log in again\./)).toBeVisible();
  expect(screen.queryByRole('table', { name: 'May no longer log in' })).toBeNull();
  expect((await host.sessionUnlock({ name: 'teacher', password: PASSWORD })).role).toBe('teacher');
});

test('the head is offered nothing against the account at work, and hears why something was refused', async () => {
  const { host, user } = await accounts('head');
  expect(screen.queryByRole('button', { name: 'Change head' })).toBeNull();
  const message = 'The disk is full. What was reported done is kept. Make room on it, then try again.';
  host.failing.set('accountDisable', { kind: 'refused', code: 'disk_full', message });
  await user.click(screen.getByRole('button', { name: 'Change guest' }));
  await user.click(screen.getByRole('button', { name: 'Stop guest from logging in' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByRole('dialog', { name: 'Change guest' })).toBeVisible();
});

test.each(['teacher', 'guest', 'head'] as const)('a %s changes the password from the side bar P20', async (role) => {
  const { host, user } = await openAs(role);
  await user.click(screen.getByRole('button', { name: new RegExp(`^${role} .+: your account$`) }));
  const own = within(await screen.findByRole('dialog', { name: 'Your account' }));
  await expectAccessible();
  const fill = async (old: string, password: string, again: string) => {
    for (const [label, text] of [
      ['Password now', old],
      ['New password', password],
      ['New password again', again],
    ] as const) {
      const box = own.getByLabelText(label);
      await user.clear(box);
      await user.type(box, text);
    }
    await user.click(own.getByRole('button', { name: 'Change it' }));
  };
  await fill('autumn-leaves-7', PASSWORD, 'another-thing-typed');
  expect(await own.findByRole('alert')).toHaveTextContent('The two new passwords differ.');
  await fill('not-the-password', PASSWORD, PASSWORD);
  expect(await own.findByText(/^That is not your password now\./)).toBeVisible();
  await fill('autumn-leaves-7', PASSWORD, PASSWORD);
  expect(await own.findByText(/^Your password is changed\./)).toBeVisible();
  expect(own.getByLabelText('New password')).toHaveValue('');
  expect((await host.sessionUnlock({ name: role, password: PASSWORD })).role).toBe(role);
});

test('a press beside a form does not take away what was typed into it', async () => {
  const { user } = await accounts('head');
  await user.click(screen.getByRole('button', { name: 'Add an account' }));
  const dialog = await screen.findByRole('dialog', { name: 'Add an account' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'T. Newcomer');
  await fireEvent.mouseDown(dialog);
  expect(within(dialog).getByRole('textbox', { name: 'Name' })).toHaveValue('T. Newcomer');
});
