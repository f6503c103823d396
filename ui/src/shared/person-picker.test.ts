import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { PersonSummary } from '../wire/PersonSummary';
import PersonPicker from './PersonPicker.svelte';
import { expectAccessible } from './testing/axe';

const PEOPLE = ['Ada Fernhill', 'Adam Oakes', 'Adela Thorn'].map((name, i) => ({ id: `p${i}`, name, class: '3B' }));

function open(
  search = (query: string): Promise<PersonSummary[]> =>
    Promise.resolve(PEOPLE.filter(({ name }) => name.startsWith(query))),
) {
  const picked: string[] = [];
  const onkey = vi.fn(() => false);
  const onpick = ({ name }: PersonSummary) => picked.push(name);
  const target = document.body.appendChild(document.createElement('main'));
  const props = { label: 'Who can be seen?', placeholder: 'A name', search, onpick, onkey };
  render(PersonPicker, { target, props });
  return { user: userEvent.setup(), picked, onkey, field: screen.getByRole('combobox', { name: 'Who can be seen?' }) };
}

test('the arrows go round the list, and Enter takes the one they came to', async () => {
  const { user, picked, field } = open();
  await user.type(field, 'Ad');
  const options = await screen.findAllByRole('option');
  expect(options[0]).toHaveAttribute('aria-selected', 'true');
  expect(field).toHaveAttribute('aria-expanded', 'true');
  expect(field).toHaveAttribute('aria-activedescendant', options[0]?.id);
  await expectAccessible();

  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('option', { name: /Adam Oakes/ })).toHaveAttribute('aria-selected', 'true');
  await user.keyboard('{ArrowUp}{ArrowUp}');
  expect(screen.getByRole('option', { name: /Adela Thorn/ })).toHaveAttribute('aria-selected', 'true');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['Adela Thorn']);
  expect(field).toHaveValue('');
  expect(field).toHaveFocus();
  expect(screen.queryByRole('option')).toBeNull();
});

test('whoever was come to before more was typed is not taken: the first that fits is', async () => {
  const { user, picked, field } = open();
  await user.type(field, 'Ad');
  await screen.findAllByRole('option');
  await user.keyboard('{ArrowDown}{ArrowDown}a{Enter}');
  await vi.waitFor(() => expect(picked).toEqual(['Ada Fernhill']));
});

test('the mouse takes a name too, and the field keeps the focus', async () => {
  const { user, picked, field } = open();
  await user.type(field, 'Ad');
  await user.click(await screen.findByRole('option', { name: /Adam Oakes/ }));
  expect(picked).toEqual(['Adam Oakes']);
  expect(field).toHaveFocus();
});

test('Escape empties the field, and keys while it is empty are left to the screen', async () => {
  const { user, onkey, field } = open();
  await user.type(field, 'Ad');
  await screen.findAllByRole('option');
  onkey.mockClear();
  await user.keyboard('{Escape}');
  expect(field).toHaveValue('');
  expect(onkey).not.toHaveBeenCalled();
  await user.keyboard('1');
  expect(onkey).toHaveBeenCalledOnce();
});

test('nobody fits, or the search fails: it is said', async () => {
  const search = vi.fn(async (query: string): Promise<PersonSummary[]> => {
    if (query === 'x') return [];
    throw { kind: 'fault', id: '1', message: 'The register cannot be read. Try again.' };
  });
  const { user, field } = open(search);
  await user.type(field, 'x');
  expect(await screen.findByText('Nobody on the register fits ‘x’.')).toBeVisible();
  await user.type(field, 'y');
  expect(await screen.findByText('The register cannot be read. Try again.')).toBeVisible();
});
