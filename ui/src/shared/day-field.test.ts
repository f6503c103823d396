import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import type { ComponentProps } from 'svelte';
import { expect, test, vi } from 'vitest';

import { expectAccessible } from './testing/axe';
import { dayField, dayShown, typeDay } from './testing/day';
import DayForm from './testing/DayForm.svelte';

function form(props: Partial<ComponentProps<typeof DayForm>> = {}) {
  const [onsend, onchange] = [vi.fn(), vi.fn()];
  render(DayForm, { value: '', onsend, onchange, ...props });
  const user = userEvent.setup();
  const held = () => screen.getByRole('status').textContent;
  const send = () => user.click(screen.getByRole('button', { name: 'Send' }));
  const part = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  return { user, onsend, onchange, held, send, part, type: (keys: string) => typeDay(user, 'Last day', keys) };
}

test.each([
  ['', '23112026', '2026-11-23'],
  ['', '04022026', '2026-02-04'],
  ['', '4/2/2026', '2026-02-04'],
  ['', '1/2/2026', '2026-02-01'],
  ['', '01.02.2026', '2026-02-01'],
  ['', '1 12 2026', '2026-12-01'],
  ['', '23{Tab}11{Tab}2026', '2026-11-23'],
  ['', '4{Tab}2{Tab}2026', '2026-02-04'],
  ['', '1{Tab}1{Tab}2026', '2026-01-01'],
  ['', '29022020', '2020-02-29'],
  ['2026-11-23', '31102026', '2026-10-31'],
  ['2026-02-10', '31012027', '2027-01-31'],
  ['2026-11-23', '29022028', '2028-02-29'],
  ['2026-11-23', '1/2/2026', '2026-02-01'],
  ['2026-11-23', '01/02/2026', '2026-02-01'],
  ['2026-11-23', '24', '2026-11-24'],
])('over ‘%s’, %s typed as day, month, year is %s', async (value, keys, day) => {
  const { type, held, send, onsend } = form({ value });
  await type(keys);
  expect(held()).toBe(day);
  await send();
  expect(onsend).toHaveBeenCalledExactlyOnceWith(day);
  expect(screen.queryByRole('alert')).toBeNull();
});

test.each([
  ['23', 'Type the day, month and year.', 'Month'],
  ['2311', 'Type the day, month and year.', 'Year'],
  ['11232026', 'Type the month as a number from 1 to 12.', 'Month'],
  ['02262026', 'Type the month as a number from 1 to 12.', 'Month'],
  ['32112026', 'Type the day as a number from 1 to 31.', 'Day'],
  ['23113202', 'Type a year from 1900 to 2100.', 'Year'],
  ['31042026', 'April 2026 has only 30 days.', 'Day'],
  ['29022027', 'February 2027 has only 28 days.', 'Day'],
  ['00112026', 'Type the day as a number from 1 to 31.', 'Day'],
  ['231126', 'Type all four digits of the year.', 'Year'],
])('%s is no day: it is said, kept as typed, and not sent even where none is needed', async (keys, words, at) => {
  const { type, held, send, part, onsend } = form();
  await type(keys);
  expect(held()).toBe('no day');
  expect(screen.queryByRole('alert')).toBeNull();
  const typed = dayShown('Last day');
  await send();
  expect(onsend).not.toHaveBeenCalled();
  expect(screen.getByRole('alert')).toHaveTextContent(words);
  expect(dayShown('Last day')).toBe(typed);
  expect(part(at)).toHaveFocus();
  expect(part(at)).toHaveAttribute('aria-invalid', 'true');
  expect(part(at)).toHaveAccessibleDescription(words);
});

test('empty shows its shape and no day, and may stay so', async () => {
  const { held, send, part, onsend } = form();
  expect(dayShown('Last day')).toBe('//');
  expect(part('Year')).toHaveAttribute('placeholder', 'yyyy');
  expect(held()).toBe('no day');
  expect(dayField('Last day')).toHaveAccessibleDescription('Of term');
  await expectAccessible();
  await send();
  expect(onsend).toHaveBeenCalledExactlyOnceWith('');
});

test('empty where a day is needed says so, keeps the form, and takes what is typed next', async () => {
  const { user, held, send, part, onsend } = form({ required: true });
  await send();
  expect(onsend).not.toHaveBeenCalled();
  expect(screen.getByRole('alert')).toHaveTextContent('Type the day, month and year.');
  expect(part('Day')).toHaveFocus();
  await expectAccessible();
  await user.keyboard('23112026{Enter}');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(held()).toBe('2026-11-23');
  expect(onsend).toHaveBeenCalledExactlyOnceWith('2026-11-23');
});

test('a day before the first or after the last that may be is said in words', async () => {
  const { type, send, onsend } = form({ min: '2026-11-24', max: '2026-12-18' });
  await type('23112026');
  await send();
  expect(screen.getByRole('alert')).toHaveTextContent('Type 24 Nov 2026 or a later day.');
  await type('19122026');
  expect(screen.getByRole('alert')).toHaveTextContent('Type 18 Dec 2026 or an earlier day.');
  expect(onsend).not.toHaveBeenCalled();
  await type('18122026');
  await send();
  expect(onsend).toHaveBeenCalledExactlyOnceWith('2026-12-18');
});

test('Backspace empties it from the end, and letters do nothing to it', async () => {
  const { user, held, part } = form({ value: '2026-11-23' });
  await user.click(part('Year'));
  await user.keyboard('Nov');
  expect(held()).toBe('2026-11-23');
  await user.keyboard('{Backspace}');
  expect(held()).toBe('no day');
  await user.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}');
  expect(dayShown('Last day')).toBe('//');
  expect(part('Day')).toHaveFocus();
});

test('a full part is typed anew, wherever the cursor stands in it', async () => {
  const { user, held, part } = form({ value: '2026-11-23' });
  await user.click(part('Day'));
  part('Day').setSelectionRange(1, 1);
  await user.keyboard('05');
  expect(held()).toBe('2026-11-05');
  expect(part('Month')).toHaveFocus();
});

test('the arrow keys go from part to part', async () => {
  const { user, part } = form({ value: '2026-11-23' });
  await user.click(part('Day'));
  await user.keyboard('{ArrowRight}');
  expect(part('Month')).toHaveFocus();
  await user.keyboard('{ArrowLeft}');
  expect(part('Day')).toHaveFocus();
});

test.each([
  ['23/11/2026', '2026-11-23'],
  [' 3.1.2027 ', '2027-01-03'],
  ['2026-11-23', '2026-11-23'],
  ['23 November', 'no day'],
])('‘%s’ pasted is %s', async (text, day) => {
  const { user, held, part } = form();
  await user.click(part('Day'));
  await user.paste(text);
  expect(held()).toBe(day);
});

test('what is half typed is said when the field is left, and goes when a day is set from outside', async () => {
  const { user, type, held } = form();
  await type('2311');
  await user.tab();
  await user.tab();
  expect(screen.getByRole('alert')).toHaveTextContent('Type the day, month and year.');
  await user.click(screen.getByRole('button', { name: 'End of the year' }));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(dayShown('Last day')).toBe('31/08/2027');
  expect(held()).toBe('2027-08-31');
});

test('a screen that acts on the day is told once, when it is whole or the field is left', async () => {
  const { user, type, onchange } = form({ value: '2026-11-23' });
  await type('31122026');
  expect(onchange).toHaveBeenCalledExactlyOnceWith('2026-12-31');
  await type('24');
  expect(onchange).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(onchange).toHaveBeenLastCalledWith('2026-12-24');
  expect(onchange).toHaveBeenCalledTimes(2);
});

test('one that is switched off takes nothing and holds nothing up', async () => {
  const { send, part, onsend } = form({ required: true, disabled: true });
  expect(part('Day')).toBeDisabled();
  await expectAccessible();
  await send();
  expect(onsend).toHaveBeenCalledOnce();
});
