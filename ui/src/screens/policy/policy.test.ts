import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { reopenAs } from '../../shared/testing/window';
import { SUBJECTS } from './clauses';

const clauses = SUBJECTS.flatMap((subject) => subject.clauses);

async function policy(role: 'head' | 'office' | 'safeguarding_lead', host = new FakeHost()) {
  const opened = await reopenAs(role, host);
  await opened.user.click(screen.getByRole('button', { name: 'Settings' }));
  await opened.user.click(await screen.findByRole('button', { name: 'Policy' }));
  await screen.findByRole('table', { name: 'What pictures are used for' });
  return { host, ...opened };
}

const line = (id: string) => within(screen.getByText(id, { selector: 'span' }).closest('li') ?? document.body);

test('all thirty clauses are told, each once, P01 to P30', () => {
  const every = Array.from({ length: 30 }, (_, i) => `P${String(i + 1).padStart(2, '0')}`);
  expect(clauses.map(({ id }) => id).toSorted()).toEqual(every);
  for (const { id, asks, does } of clauses) {
    expect(asks, id).toMatch(/\.$/);
    expect(does, id).toMatch(/\.$/);
    expect(asks.length, id).toBeLessThan(130);
    expect(does.length, id).toBeLessThan(220);
  }
});

test('the page shows every clause with what is done, and the school’s own values P20 P30', async () => {
  const { user } = await policy('head');
  for (const { id, asks, does } of clauses) {
    expect(line(id).getByText(asks)).toBeVisible();
    expect(line(id).getByText(does)).toBeVisible();
  }
  expect(line('P20').getByText(/at least 12 characters.*locks after 10 minutes/)).toBeVisible();
  expect(line('P30').getByText(/School website, Newsletter, Social media, Display in school\./)).toBeVisible();
  expect(line('P06').getByText(/Fewer than 3 together.*Prominent: School website, Social media\./)).toBeVisible();
  await expectAccessible();
  await user.click(line('P29').getByRole('button', { name: 'Accounts, for P29' }));
  expect(await screen.findByRole('heading', { name: 'Accounts', level: 1 })).toBeVisible();
});

test('the head settles a purpose, and the clauses say so at once P06 P08 P16 P26 P30', async () => {
  const { host, user } = await policy('head');
  await user.click(screen.getByRole('button', { name: 'Change Newsletter' }));
  const form = within(await screen.findByRole('dialog', { name: 'Change Newsletter' }));
  await expectAccessible();
  const name = form.getByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'Friday letter');
  await user.click(form.getByRole('checkbox', { name: /^Prominent/ }));
  await user.click(form.getByRole('checkbox', { name: /^The head approves/ }));
  await user.click(form.getByRole('checkbox', { name: /when a yes runs out$/ }));
  await user.click(form.getByRole('checkbox', { name: 'School website' }));
  await user.selectOptions(form.getByRole('combobox', { name: 'What is published comes down after' }), '12 months');
  await user.click(form.getByRole('button', { name: 'Settle it' }));
  expect(await screen.findByText('Friday letter is settled. It holds from now on.')).toBeVisible();
  const row = within(screen.getByRole('row', { name: /^Friday letter/ }));
  expect(row.getByText('also needs a yes for School website')).toBeVisible();
  expect(row.getByText('12 months')).toBeVisible();
  expect(line('P06').getByText(/Friday letter/)).toBeVisible();
  expect(line('P08').getByText('Here: Goes out without approval: Friday letter.')).toBeVisible();
  expect(line('P16').getByText(/Come down: Friday letter after 12 months\./)).toBeVisible();
  expect(line('P26').getByText(/Stays published when a yes merely runs out: Friday letter\./)).toBeVisible();
  const settled = (await host.policyShow()).purposes.find(({ key }) => key === 'newsletter');
  expect(settled).toMatchObject({ name: 'Friday letter', public: true, max_edge: 1600, also_needs: ['website'] });
});

test('a purpose that could not be settled says why, and keeps what was typed', async () => {
  const { host, user } = await policy('head');
  await user.click(screen.getByRole('button', { name: 'Change Newsletter' }));
  const form = within(await screen.findByRole('dialog', { name: 'Change Newsletter' }));
  await user.type(form.getByRole('textbox', { name: 'Name' }), ' on Fridays');
  const message = 'The disk is full. Make room on it, then try again.';
  host.failing.set('purposeSet', { kind: 'refused', code: 'disk_full', message });
  await user.click(form.getByRole('button', { name: 'Settle it' }));
  expect(await form.findByRole('alert')).toHaveTextContent(message);
  expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Newsletter on Fridays');
});

test('the head settles how old a password may grow P20', async () => {
  const { host, user } = await policy('head');
  const choice = screen.getByRole('combobox', { name: 'A password has to be changed' });
  expect(choice).toHaveDisplayValue('only when somebody wants to');
  await user.selectOptions(choice, 'after 180 days');
  expect(await screen.findByText(/^Settled\. Whoever has an older password/)).toBeVisible();
  expect(line('P20').getByText(/changed every 180 days/)).toBeVisible();
  expect((await host.policyShow()).password_days).toBe(180);
});

test('a rule that could not be settled says why, and shows what still holds', async () => {
  const { host, user } = await policy('head');
  const message = 'The vault cannot be written. Nothing was changed.';
  host.failing.set('passwordDaysSet', { kind: 'fault', id: '7f3a', message });
  await user.selectOptions(screen.getByRole('combobox', { name: 'A password has to be changed' }), 'after 90 days');
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(line('P20').getByText(/no age at which they have to be changed/)).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'A password has to be changed' })).toHaveDisplayValue(
    'only when somebody wants to',
  );
});

test.each(['office', 'safeguarding_lead'] as const)(
  'the %s reads and prints the policy, and changes nothing',
  async (role) => {
    await policy(role);
    expect(screen.getByRole('button', { name: 'Print' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Change / })).toBeNull();
    expect(screen.getByText('A password has to be changed only when somebody wants to.')).toBeVisible();
    const list = line('P02').queryByRole('button', { name: /Do not publish/ });
    if (role === 'office') expect(list).toBeNull();
    else expect(list).toBeVisible();
    await expectAccessible();
  },
);
