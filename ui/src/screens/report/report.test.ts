import { screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { dayShown } from '../../shared/testing/day';
import { openAs } from '../../shared/testing/window';

async function report() {
  const opened = await openAs('head');
  await opened.user.click(screen.getByRole('button', { name: 'Records' }));
  await opened.user.click(await screen.findByRole('button', { name: 'Term report' }));
  const name = 'Hollow Lane Primary: photographs, 1 Sept 2026 to 31 Dec 2026';
  return { ...opened, figures: within(await screen.findByRole('region', { name })) };
}

test('P21: this term is counted for the governors, without names, and printed', async () => {
  const printed = vi.spyOn(window, 'print').mockReturnValue();
  const { user, figures } = await report();
  expect(figures.queryByRole('columnheader', { name: 'Who' })).toBeNull();
  expect(figures.getByRole('row', { name: /^Batch approved 26$/ })).toBeVisible();
  expect(figures.getByText('fewer than 5')).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Print' }));
  expect(printed).toHaveBeenCalledOnce();
});

test('P21: the head sees who did what, also of the term before', async () => {
  const { user } = await report();
  await user.click(screen.getByRole('radio', { name: /^Head:/ }));
  expect(await screen.findByRole('columnheader', { name: 'Who' })).toBeVisible();
  expect(screen.getByRole('row', { name: /^Batch approved head/ })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Last term' }));
  expect(await screen.findByRole('heading', { name: /1 Apr 2026 to 31 Aug 2026$/ })).toBeVisible();
  expect(dayShown('From')).toBe('01/04/2026');
  await expectAccessible();
});
