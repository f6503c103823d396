import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

test('the help tells what one’s own role may do, and nothing else', async () => {
  const { user } = await openAs('teacher');
  await user.click(screen.getByRole('button', { name: 'Help' }));
  expect(await screen.findByRole('heading', { name: 'Say who can be seen' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'When something went wrong' })).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'Approve a batch' })).toBeNull();
  expect(screen.queryByRole('heading', { name: 'When a family asks what the school holds' })).toBeNull();
  await expectAccessible();
});
