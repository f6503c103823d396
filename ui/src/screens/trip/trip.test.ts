import { screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

test('a teacher finds the trip list as a place of its own, and learns yes or no and nothing else p01 p02 p19', async () => {
  const { user } = await openAs('teacher', { photos: 0 });
  await user.click(screen.getByRole('button', { name: 'Trip list' }));
  expect(await screen.findByRole('heading', { name: 'Choose a class or people' })).toBeVisible();
  expect(screen.queryByRole('navigation', { name: 'Here' })).toBeNull();
  await expectAccessible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Class' }), '3 Wren');
  const list = within(await screen.findByRole('region', { name: 'Who may be photographed: School website' }));
  expect(list.getByRole('row', { name: 'Ben Ashgrove 3 Wren Yes' })).toBeVisible();
  expect(list.getByRole('row', { name: 'Daisy Fennimore 3 Wren No' })).toBeVisible();
  expect(list.getByText(/11 yes, 1 no/)).toBeVisible();
  await expectAccessible();
});

test('somebody of another class is put on the list and taken off again', async () => {
  const { user } = await openAs('teacher', { photos: 0 });
  await user.click(screen.getByRole('button', { name: 'Trip list' }));
  await user.type(await screen.findByRole('combobox', { name: 'Somebody else' }), 'rosa');
  await user.click(await screen.findByRole('option', { name: /Rosa Bellweather/ }));
  expect(await screen.findByRole('row', { name: /Rosa Bellweather/ })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Take Rosa Bellweather off' }));
  expect(await screen.findByRole('heading', { name: 'Choose a class or people' })).toBeVisible();
});

test('the list is printed and saved', async () => {
  const print = vi.spyOn(window, 'print').mockReturnValue();
  const { host, user } = await openAs('office', { photos: 0 });
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await user.click(screen.getByRole('button', { name: 'Trip list' }));
  await screen.findByRole('option', { name: '4 Robin' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Class' }), '4 Robin');
  await user.click(await screen.findByRole('button', { name: 'Print the list' }));
  expect(print).toHaveBeenCalledOnce();
  await user.click(screen.getByRole('button', { name: 'Save the list' }));
  expect(await screen.findByText(/who-may-be-photographed-2026-11-22.csv/)).toBeVisible();
  expect(host.pupils.saved).toEqual([{ list: 'trip', purpose: 'website', people: [], class: '4 Robin' }]);
  print.mockRestore();
});

test('a guest has no such place', async () => {
  await openAs('guest', { photos: 0 });
  expect(screen.queryByRole('button', { name: 'Trip list' })).toBeNull();
});
