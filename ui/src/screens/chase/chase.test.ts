import { screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { FakeOptions } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { dayField } from '../../shared/testing/day';
import { openAs } from '../../shared/testing/window';

async function chase(options: FakeOptions = {}) {
  const opened = await openAs('office', { photos: 0, ...options });
  await opened.user.click(screen.getByRole('button', { name: 'Register' }));
  await opened.user.click(screen.getByRole('button', { name: 'Chase' }));
  await screen.findByRole('table');
  return opened;
}

const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent?.trim());

test('the list tells who is to be asked for what and why, by class and so far ahead p15', async () => {
  const { user } = await chase();
  const ben = within(screen.getByRole('row', { name: /Ben Ashgrove/ }));
  expect(ben.getByText('Newsletter')).toBeVisible();
  expect(ben.getByText('The answer that we have ends on 10 December 2026.')).toBeVisible();
  await expectAccessible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Also those' }), 'already ended');
  await vi.waitFor(() => expect(screen.queryByRole('row', { name: /Ben Ashgrove/ })).toBeNull());
  const all = names().length;
  await user.selectOptions(screen.getByRole('combobox', { name: 'Class' }), '4 Robin');
  await vi.waitFor(() => expect(names().length).toBeLessThan(all));
});

test('what ends with the school year is a list of its own p15', async () => {
  const { user } = await chase();
  await user.click(screen.getByRole('button', { name: 'End of the school year' }));
  expect(await screen.findByRole('heading', { name: 'Consents that end with the school year' })).toBeVisible();
  expect(dayField('The school year ends on')).toBeVisible();
  await expectAccessible();
});

test('each letter is a sheet of its own with the school, what is asked, and a slip', async () => {
  const print = vi.spyOn(window, 'print').mockReturnValue();
  const { user } = await chase();
  const many = names().length;
  await user.click(screen.getByRole('button', { name: `Print ${many} letters` }));
  await vi.waitFor(() => expect(print).toHaveBeenCalledOnce());
  const letters = [...document.querySelectorAll('article')];
  expect(letters).toHaveLength(many);
  const ben = letters.find((letter) => letter.textContent?.includes('Ben Ashgrove'));
  expect(ben).toHaveTextContent('Hollow Lane Primary');
  expect(ben).toHaveTextContent('Pictures in the school’s newsletter, which families and others read.');
  expect(ben).toHaveTextContent('Please tick one box in each line.');
  expect(ben).toHaveTextContent('we need your answer: the answer that we have ends on 10 December 2026.');
  expect(ben?.textContent).not.toContain('Chidi');
  print.mockRestore();
});

test('the list is saved as a file, and one is told where', async () => {
  const { host, user } = await chase();
  await user.click(screen.getByRole('button', { name: 'Save the list' }));
  expect(await screen.findByText(/Saved in Lists as consents-to-ask-for-2026-11-22.csv/)).toBeVisible();
  expect(host.pupils.saved).toEqual([{ list: 'chase', within_days: 30, class: null }]);
});

test('a list that may not be saved there says why', async () => {
  const { host, user } = await chase();
  const message = 'This folder cannot be used: it lies on a drive that can be carried off. Nothing was written.';
  host.failing.set('listSave', { kind: 'refused', code: 'destination', message });
  await user.click(screen.getByRole('button', { name: 'Save the list' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
});

test('a name leads to the pupil’s page', async () => {
  const { user } = await chase();
  await user.click(screen.getByRole('button', { name: 'Ben Ashgrove' }));
  expect(await screen.findByRole('heading', { name: 'Ben Ashgrove' })).toBeVisible();
});
