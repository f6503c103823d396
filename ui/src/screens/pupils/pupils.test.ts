import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { dayField, dayShown, typeDay } from '../../shared/testing/day';
import { openAs, reopenAs } from '../../shared/testing/window';
import type { SessionView } from '../../wire/SessionView';

async function pupils(role: SessionView['role'] = 'office') {
  const opened = await openAs(role, { photos: 0 });
  await opened.user.click(screen.getByRole('button', { name: 'Register' }));
  await screen.findByRole('heading', { name: 'Pupils' });
  return opened;
}

async function pupil(name: string, role: SessionView['role'] = 'office') {
  const opened = await pupils(role);
  await opened.user.type(await screen.findByRole('searchbox', { name: 'Name' }), name);
  await opened.user.click(await screen.findByRole('button', { name: new RegExp(`^${name}`) }));
  await screen.findByRole('heading', { name });
  return opened;
}

const row = (purpose: string) => within(screen.getByRole('row', { name: new RegExp(`^${purpose}`) }));

test('everybody on the register is found by name and class', async () => {
  const { user } = await pupils();
  expect(await screen.findByText('24 people')).toBeVisible();
  await expectAccessible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Class' }), '4 Robin');
  expect(await screen.findByText('12 people')).toBeVisible();
  await user.type(screen.getByRole('searchbox', { name: 'Name' }), 'sam o');
  expect(await screen.findByText('2 people')).toBeVisible();
  await user.type(screen.getByRole('searchbox', { name: 'Name' }), 'zzz');
  expect(await screen.findByText(/Nobody on the register fits/)).toBeVisible();
});

test('a page tells what stands, since when, until when and by whom, and what was ever answered p15', async () => {
  await pupil('Ben Ashgrove');
  expect(screen.getByRole('button', { name: 'Pupils' })).toHaveAttribute('aria-current', 'page');
  const website = row('School website');
  expect(website.getByText('Yes')).toBeVisible();
  expect(website.getByText('3 Sept 2026')).toBeVisible();
  expect(website.getByText('31 Aug 2027')).toBeVisible();
  expect(website.getByText('First parent or carer')).toBeVisible();
  const record = within(screen.getByRole('region', { name: 'Every answer on record' }));
  expect(record.getAllByRole('listitem').length).toBeGreaterThan(3);
  await expectAccessible();
});

test('an answer is entered by hand, and where two disagree the no counts p01 p15', async () => {
  const { user } = await pupil('Ben Ashgrove');
  await user.click(screen.getByRole('button', { name: 'Enter an answer' }));
  const form = within(await screen.findByRole('dialog', { name: 'An answer about Ben Ashgrove' }));
  expect(form.getByRole('button', { name: 'Enter the answer' })).toBeDisabled();
  await user.selectOptions(form.getByRole('combobox', { name: 'Whose answer' }), 'parent_b');
  await user.click(form.getByRole('radio', { name: 'Yes' }));
  expect(dayField('Ends on')).toBeVisible();
  await expectAccessible();
  await user.click(form.getByRole('radio', { name: 'No' }));
  expect(form.queryByRole('group', { name: 'Ends on' })).toBeNull();
  await user.type(form.getByRole('textbox', { name: 'Where it can be looked up' }), 'folder 3');
  await user.click(form.getByRole('button', { name: 'Enter the answer' }));
  expect(await screen.findByText('The answer is entered.')).toBeVisible();
  expect(row('School website').getByText('No')).toBeVisible();
  expect(row('School website').getByText(/The answers disagree/)).toBeVisible();
  expect(screen.getByText('School website: no')).toBeVisible();
  expect(screen.getByText(/folder 3/)).toBeVisible();
});

test('an answer that could not be entered says why and stays to be corrected', async () => {
  const { host, user } = await pupil('Ben Ashgrove');
  const message = 'The disk is full. Nothing was changed.';
  host.failing.set('consentSet', { kind: 'fault', id: '4', message });
  await user.click(screen.getByRole('button', { name: 'Enter an answer' }));
  await user.click(screen.getByRole('radio', { name: 'No longer' }));
  await user.click(screen.getByRole('button', { name: 'Enter the answer' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByRole('radio', { name: 'No longer' })).toBeChecked();
});

test('a condition is settled and a spoken yes confirmed where they stand p15', async () => {
  const { user } = await pupil('Leo Marshwick');
  const social = row('Social media');
  expect(social.getByText('Yes, with a condition')).toBeVisible();
  expect(social.getByText('‘only from behind’')).toBeVisible();
  await user.click(social.getByRole('button', { name: /Look at the condition/ }));
  await screen.findByRole('dialog', { name: 'Look at the condition' });
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Leave it' }));
  expect(row('Social media').getByText('Yes, with a condition')).toBeVisible();
  await user.click(social.getByRole('button', { name: /Look at the condition/ }));
  await user.click(screen.getByRole('button', { name: 'It is no obstacle' }));
  expect(await row('Social media').findByText('Yes')).toBeVisible();

  await user.click(screen.getByRole('button', { name: 'All pupils' }));
  await user.click(await screen.findByRole('button', { name: /^Elif Stonebeck/ }));
  await screen.findByRole('heading', { name: 'Elif Stonebeck' });
  const newsletter = row('Newsletter');
  expect(newsletter.getByText('No answer')).toBeVisible();
  await user.click(newsletter.getByRole('button', { name: /Confirm the spoken yes/ }));
  await user.click(await screen.findByRole('button', { name: 'I confirm it' }));
  expect(await screen.findByText('The spoken yes is confirmed.')).toBeVisible();
  expect(row('Newsletter').getByText('Yes')).toBeVisible();
});

test('somebody comes onto the register by hand, and a last day is noted', async () => {
  const { user } = await pupils();
  await user.click(await screen.findByRole('button', { name: 'Add somebody' }));
  const form = within(await screen.findByRole('dialog', { name: 'Add somebody' }));
  await expectAccessible();
  await user.click(form.getByRole('radio', { name: 'Visitor' }));
  expect(form.queryByRole('textbox', { name: 'Admission number' })).toBeNull();
  await user.type(form.getByRole('textbox', { name: 'Forename' }), 'Piran');
  await user.type(form.getByRole('textbox', { name: 'Surname' }), 'Quillmere');
  await user.click(form.getByRole('button', { name: 'Add to the register' }));
  await screen.findByRole('heading', { name: 'Piran Quillmere' });
  expect(screen.getByText('Nobody has answered yet.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: /is leaving or has left/ }));
  await screen.findByRole('dialog', { name: 'Piran Quillmere: last day at the school' });
  await expectAccessible();
  await typeDay(user, 'Last day at the school', '{Backspace}');
  await user.click(screen.getByRole('button', { name: 'Note the last day' }));
  expect(screen.getByRole('alert')).toHaveTextContent('Type the day, month and year.');
  await typeDay(user, 'Last day at the school', '3/10/2026');
  expect(dayShown('Last day at the school')).toBe('03/10/2026');
  await user.click(screen.getByRole('button', { name: 'Note the last day' }));
  expect(await screen.findByText(/last day at the school: 3 Oct 2026/)).toBeVisible();
});

test('the safeguarding lead looks, and enters nothing p19', async () => {
  await pupil('Leo Marshwick', 'safeguarding_lead');
  expect(screen.queryByRole('button', { name: 'Enter an answer' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Look at the condition/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /has left/ })).toBeNull();
});

test('an empty register says what to do next', async () => {
  const { host } = await openAs('office', { photos: 0 });
  host.peopleList = async () => ({ people: [], all: 0 });
  cleanup();
  const { user } = await reopenAs('office', host);
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await user.click(await screen.findByRole('button', { name: 'Bring in a file' }));
  expect(await screen.findByRole('heading', { name: 'Bring in a file' })).toBeVisible();
});

test('everybody is told apart from the register by the tabs that one may see p19', async () => {
  await pupils('safeguarding_lead');
  const tabs = within(screen.getByRole('navigation', { name: 'Here' }));
  await waitFor(() => expect(tabs.getAllByRole('button')).toHaveLength(4));
  expect(tabs.getByRole('button', { name: 'Pupils' })).toHaveAttribute('aria-current', 'page');
});
