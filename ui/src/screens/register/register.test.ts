import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

async function choose() {
  const opened = await openAs('office', { photos: 0 });
  await opened.user.click(screen.getByRole('button', { name: 'Register' }));
  await opened.user.click(screen.getByRole('button', { name: 'Bring in' }));
  await opened.user.click(await screen.findByRole('button', { name: 'Choose a file' }));
  await screen.findByText('parents.csv');
  return opened;
}

async function takeOver() {
  const opened = await choose();
  await opened.user.selectOptions(screen.getByRole('combobox', { name: 'The answers are for' }), 'website');
  await opened.user.click(await screen.findByRole('button', { name: 'Take it over' }));
  await screen.findByRole('heading', { name: 'parents.csv is taken over' });
  return opened;
}

test('a file is looked at first: what may no longer be used comes before everything else', async () => {
  await choose();
  const gone = screen.getByRole('region', { name: 'No longer to be used: 1' });
  expect(gone).toHaveTextContent('Amelia Khan, School website granted, in groups → withdrawn');
  expect(gone).toHaveTextContent('2 pictures waiting, 2 pictures published');
  expect(screen.getByText(/Nothing is changed yet/)).toBeVisible();
  await expectAccessible();
});

test('nothing is taken over while a question is open', async () => {
  const { user } = await choose();
  expect(screen.getByRole('button', { name: 'Take it over' })).toBeDisabled();
  await user.selectOptions(screen.getByRole('combobox', { name: 'The answers are for' }), 'website');
  expect(await screen.findByRole('button', { name: 'Take it over' })).toBeEnabled();
});

test('a column that means the opposite is corrected, and its arrows turn', async () => {
  const { user } = await choose();
  expect(screen.getByText('Yes → granted')).toBeVisible();
  await user.click(screen.getByRole('checkbox', { name: 'Its yes means no' }));
  expect(await screen.findByText('Yes → refused')).toBeVisible();
});

test('a row that is not certain is settled by a person', async () => {
  const { user } = await choose();
  const row = screen.getByRole('combobox', { name: 'Row 4: Mohammed Ali' });
  expect(
    within(row)
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toContain('Muhammad Ali, 3 Wren, born 2019-04-22, 004378');
  await user.selectOptions(row, '004378');
  expect(await screen.findByText('Row 4 is settled.')).toBeVisible();
});

test('from no to yes needs a tick for each', async () => {
  const { user, host } = await choose();
  const ticked: unknown[] = [];
  const apply = host.registerImport.bind(host);
  host.registerImport = (file, choices) => {
    ticked.push(...choices.loosen);
    return apply(file, choices);
  };
  await user.selectOptions(screen.getByRole('combobox', { name: 'The answers are for' }), 'website');
  const tick = within(screen.getByRole('region', { name: 'From no to yes: 1' })).getByRole('checkbox');
  expect(tick).not.toBeChecked();
  await user.click(tick);
  await user.click(screen.getByRole('button', { name: 'Take it over' }));
  await screen.findByRole('heading', { name: 'parents.csv is taken over' });
  expect(ticked).toEqual([{ person: 'p2', purpose: 'website' }]);
});

test('what is said while the file is still being read counts too', async () => {
  const { host, user } = await openAs('office', { photos: 0 });
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await user.click(screen.getByRole('button', { name: 'Bring in' }));
  await user.click(await screen.findByRole('button', { name: 'Bring in' }));
  await user.click(await screen.findByRole('button', { name: 'Choose a file' }));
  await screen.findByRole('heading', { name: 'About this file' });
  const asked: { purpose: string | null; name_and_class: boolean }[] = [];
  const preview = host.registerPreview.bind(host);
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  host.registerPreview = async (file, choices) => {
    asked.push({ purpose: choices.purpose, name_and_class: choices.name_and_class });
    await answered;
    return preview(file, choices);
  };
  await user.selectOptions(screen.getByRole('combobox', { name: 'The answers are for' }), 'website');
  await user.click(screen.getByRole('checkbox', { name: /Name and class are enough/ }));
  expect(screen.getByRole('button', { name: 'Take it over' })).toBeDisabled();
  answer();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Take it over' })).toBeEnabled());
  expect(asked.at(-1)).toEqual({ purpose: 'website', name_and_class: true });
});

test('afterwards the file can be deleted', async () => {
  const { user, host } = await takeOver();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Delete the file' }));
  expect(await screen.findByText('The file is deleted.')).toBeVisible();
  expect(host.register.deleted).toEqual(['register']);
});

test('an import is undone as a whole, after a look at what would count no longer', async () => {
  const { user } = await takeOver();
  await user.click(screen.getByRole('button', { name: 'Undo the import …' }));
  const dialog = await screen.findByRole('dialog', { name: 'Undo this import as a whole' });
  expect(await within(dialog).findByText(/withdrawn → granted, in groups/)).toBeVisible();
  expect(within(dialog).getByText('1 do-not-publish entry stay in force.')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'Undo the import' }));
  expect(await screen.findByText(/undone .* by office/)).toBeVisible();
  await expectAccessible();
});

test('a file that cannot be read says why', async () => {
  const { host, user } = await openAs('office', { photos: 0 });
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await user.click(screen.getByRole('button', { name: 'Bring in' }));
  const message = 'The file cannot be used: the workbook is protected with a password. Nothing was changed.';
  host.failing.set('registerPreview', { kind: 'refused', code: 'file', message });
  await user.click(await screen.findByRole('button', { name: 'Choose a file' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
});

test('a teacher is not offered the register', async () => {
  await openAs('teacher', { photos: 0 });
  expect(screen.queryByRole('button', { name: 'Register' })).toBeNull();
});
