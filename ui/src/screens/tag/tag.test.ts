import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { expectAccessible } from '../../shared/testing/axe';
import { openAs } from '../../shared/testing/window';

async function openPhoto(number: number, role: 'teacher' | 'guest' = 'teacher') {
  const opened = await openAs(role);
  await opened.user.click(await screen.findByRole('button', { name: /Autumn walk/ }));
  await opened.user.click(await screen.findByRole('button', { name: new RegExp(`^Photo ${number}:`) }));
  const field = await screen.findByRole('combobox', { name: /^Who (can be seen|is face)/ });
  await waitFor(() => expect(field).toHaveFocus());
  return opened;
}

/** Types into whatever has the focus, and waits until the name is on the photo. */
async function name(user: { keyboard: (keys: string) => Promise<void> }, typed: string, full: string) {
  await user.keyboard(typed);
  await screen.findByRole('option', { name: new RegExp(full) });
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: `Take off ${full}` });
}

const verdict = () => within(screen.getByRole('region', { name: 'Verdict' })).getByRole('status');

test('a photo is named, confirmed and left by keyboard alone', async () => {
  const { user } = await openPhoto(1);
  expect(screen.getByRole('combobox', { name: 'Who is face 1?' })).toHaveFocus();
  expect(verdict()).toHaveTextContent('Not clear yet');

  await name(user, 'ame', 'Amelia Quickthorn');
  expect(screen.getByRole('combobox', { name: 'Who is face 2?' })).toHaveFocus();
  await name(user, 'be', 'Ben Ashgrove');
  await name(user, 'chi', 'Chidi Larkmoor');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(verdict()).toHaveTextContent('Clear'));
  expect(verdict()).not.toHaveTextContent('Not clear');
  await expectAccessible();

  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByRole('heading', { name: /Photo 2/ })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Photo 1: clear, confirmed' })).toBeVisible();
});

test('number keys and the equals sign name the same children again in one press each', async () => {
  const { user } = await openPhoto(3);
  await name(user, 'fi', 'Finn Applewhite');
  await name(user, 'gr', 'Grace Tumbledown');
  await user.keyboard('{PageDown}');
  await screen.findByRole('heading', { name: /Photo 4/ });
  await user.keyboard('1');
  expect(await screen.findByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();

  await user.keyboard('{PageDown}');
  await screen.findByRole('heading', { name: /Photo 5/ });
  await user.keyboard('{PageDown}');
  await screen.findByRole('heading', { name: /Photo 6/ });
  await user.keyboard('=');
  expect(await screen.findByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();
});

test('a child who is not cleared is shown with what helps, never with why, and covering helps', async () => {
  const { user } = await openPhoto(1);
  await name(user, 'dai', 'Daisy Fennimore');
  await name(user, 'be', 'Ben Ashgrove');
  await name(user, 'chi', 'Chidi Larkmoor');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByRole('button', { name: 'Next photo' });
  const reasons = screen.getByRole('group', { name: 'Reasons' });
  expect(reasons).toHaveTextContent('Daisy Fennimore is not cleared for this use. Cover the face.');
  expect(reasons).not.toHaveTextContent(/consent|list|objection|withdrawn/i);

  await user.click(screen.getByRole('button', { name: 'Face box 1: Daisy Fennimore' }));
  await user.click(screen.getByRole('button', { name: 'Cover it' }));
  await waitFor(() => expect(reasons).not.toHaveTextContent('not cleared'));
});

test('what was done can be taken back and done again', async () => {
  const { user } = await openPhoto(3);
  await name(user, 'fi', 'Finn Applewhite');
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Take off Finn Applewhite' })).toBeNull());
  await user.keyboard('{Control>}y{/Control}');
  expect(await screen.findByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();
});

test('a face box is drawn, moved and kept by keyboard, and the next name is for it', async () => {
  const { user } = await openPhoto(3);
  await user.keyboard('{Alt>}f{/Alt}');
  const box = await screen.findByRole('button', { name: 'New face box' });
  expect(box).toHaveFocus();
  await expectAccessible();
  const before = box.style.left;
  await user.keyboard('{ArrowLeft}{ArrowLeft}{Shift>}{ArrowDown}{/Shift}');
  expect(parseFloat(box.style.left)).toBeCloseTo(parseFloat(before) - 4);
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'Face box 1: nobody named yet' })).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Who is face 1?' })).toHaveFocus();
});

test('a face that nobody can name is covered or set aside by keyboard', async () => {
  const { user } = await openPhoto(2);
  await user.keyboard('{Alt>}c{/Alt}');
  expect(await screen.findByRole('button', { name: 'Face 1: covered', pressed: false })).toBeVisible();
  await user.keyboard('{Alt>}n{/Alt}');
  expect(await screen.findByRole('button', { name: 'Face 2: not a person' })).toBeVisible();
  await user.keyboard('{ArrowUp}{ArrowUp}');
  expect(screen.getByRole('combobox', { name: 'Who is face 1?' })).toHaveFocus();
});

test('areas are covered and the picture is cropped, and both can be taken off', async () => {
  const { user } = await openPhoto(3);
  await user.keyboard('{Alt>}c{/Alt}{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Uncover area 1' }));
  await waitFor(() => expect(screen.queryByText('Covered area 1')).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Crop' }));
  await user.click(screen.getByRole('button', { name: 'Crop to this' }));
  await user.click(await screen.findByRole('button', { name: 'Take off the crop' }));
  await waitFor(() => expect(screen.queryByText('Cropped')).toBeNull());
});

test('Enter before the list has come takes a name that fits what was typed', async () => {
  const { host, user } = await openPhoto(3);
  const search = host.peopleSearch.bind(host);
  host.peopleSearch = async (query, limit) => {
    await new Promise((later) => setTimeout(later, query.length < 3 ? 80 : 40));
    return search(query, limit);
  };
  await user.keyboard('gra{Enter}');
  expect(await screen.findByRole('button', { name: 'Take off Grace Tumbledown' })).toBeVisible();
  expect(screen.getAllByRole('button', { name: /^Take off/ })).toHaveLength(1);
});

test('a change that fails is told, and what was there is kept', async () => {
  const { host, user } = await openPhoto(3);
  await name(user, 'fi', 'Finn Applewhite');
  const message = 'The disk is full. Nothing was changed. Make room and try again.';
  host.failing.set('tagAdd', { kind: 'fault', id: 'a1', message });
  await user.keyboard('gra');
  await screen.findByRole('option', { name: /Grace/ });
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.getByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();
});

test('a guest names children and nothing more', async () => {
  const { user } = await openPhoto(1, 'guest');
  expect(screen.queryByRole('button', { name: 'Crop' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Everyone is accounted for' })).toBeNull();
  await name(user, 'be', 'Ben Ashgrove');
});

test('the sheet of keys opens with the question mark', async () => {
  const { user } = await openPhoto(1);
  await user.keyboard('?');
  expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('the names of one photo go to the whole burst', async () => {
  const { user } = await openPhoto(6);
  await name(user, 'fi', 'Finn Applewhite');
  expect(screen.getByRole('button', { name: /Same on the burst, 2 more/ })).toBeVisible();
  await user.keyboard('{Alt>}b{/Alt}');
  await screen.findByText('Named on 2 more.');
  await user.keyboard('{PageDown}');
  expect(await screen.findByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();
  await user.keyboard('{PageDown}');
  await screen.findByRole('heading', { name: /Photo 8/ });
  expect(await screen.findByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();
});

test('children of the class that is being named are offered first', async () => {
  const { user } = await openPhoto(3);
  await name(user, 'tom', 'Tomasz Fieldgate');
  await user.keyboard('o');
  const options = await screen.findAllByRole('option', { name: /Robin|Wren/ });
  expect(options[0]).toHaveTextContent('Olive Copperfield-Hay');
});

test('a face that is named anew gives up the name it had, and taking back restores it', async () => {
  const { user } = await openPhoto(5);
  await name(user, 'fi', 'Finn Applewhite');
  await user.click(screen.getByRole('button', { name: 'Face box 1: Finn Applewhite' }));
  await name(user, 'gr', 'Grace Tumbledown');
  expect(screen.queryByRole('button', { name: 'Take off Finn Applewhite' })).toBeNull();
  await user.keyboard('{Control>}z{/Control}');
  expect(await screen.findByRole('button', { name: 'Face box 1: Finn Applewhite' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Take off Grace Tumbledown' })).toBeNull();
});

test('the picture can be seen as it goes out, covered and cropped', async () => {
  const { user } = await openPhoto(2);
  await user.keyboard('{Alt>}c{/Alt}');
  await screen.findByRole('button', { name: 'Face 1: covered' });
  await user.keyboard('{Alt>}v{/Alt}');
  expect(await screen.findByRole('img', { name: 'Photo 2 as it goes out' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Face box \d/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Result', pressed: true }));
  expect(await screen.findByRole('button', { name: 'Face box 1: covered' })).toBeVisible();
});

test('the arrows go along the filmstrip, and back in the album one is where one left off', async () => {
  const { user } = await openPhoto(1);
  screen.getByRole('button', { name: /^Photo 1: not clear yet/ }).focus();
  await user.keyboard('{ArrowRight}');
  await screen.findByRole('heading', { name: /Photo 2/ });
  await waitFor(() => expect(screen.getByRole('button', { name: /^Photo 2:/ })).toHaveFocus());
  await user.keyboard('{End}');
  await screen.findByRole('heading', { name: /Photo 14/ });
  await waitFor(() => expect(screen.getByRole('button', { name: /^Photo 14:/ })).toHaveFocus());

  await user.click(screen.getByRole('button', { name: 'Autumn walk' }));
  await waitFor(() => expect(screen.getByRole('button', { name: /^Photo 14:/ })).toHaveFocus());
  await expectAccessible();
});

test('the number of faces is the least there can be, and a faint one asks to be looked at', async () => {
  const { user } = await openPhoto(13);
  const said = () => screen.getByText(/^At least|^No face found/).textContent;
  expect(said()).toContain('At least 1 face');
  expect(screen.getByRole('button', { name: 'Face box 2: possible face, please look' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Face box 2: possible face, please look' }));
  expect(screen.getByText('Face 2: possible face, please look.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Cannot be recognised' }));
  await waitFor(() => expect(said()).toContain('At least 2 faces'));
  await expectAccessible();
});

test('people are named while faces are still looked for, and only the confirmation waits', async () => {
  const opened = await openAs('teacher', { unsought: true });
  await opened.user.click(await screen.findByRole('button', { name: /Autumn walk/ }));
  expect(await screen.findByText(/looking for faces in 14 photos/)).toBeVisible();
  await opened.user.click(await screen.findByRole('button', { name: /^Photo 3:/ }));
  await screen.findByText('Looking for faces. You can name people meanwhile.');
  const confirm = screen.getByRole('button', { name: 'Everyone is accounted for' });
  expect(confirm).toBeDisabled();
  await name(opened.user, 'fi', 'Finn Applewhite');
  opened.host.lookForFaces();
  await waitFor(() => expect(confirm).toBeEnabled(), { timeout: 3000 });
  expect(screen.getByRole('button', { name: 'Take off Finn Applewhite' })).toBeVisible();
});

test('a crop keeps to the shape that was chosen', async () => {
  const { host, user } = await openPhoto(3);
  const crop = vi.spyOn(host, 'cropSet');
  await user.click(screen.getByRole('button', { name: 'Crop' }));
  await user.click(screen.getByRole('button', { name: '1:1' }));
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Crop to this' }));
  const kept = crop.mock.calls[0]?.[1];
  // The picture is 4800 by 3200.
  expect((kept?.w ?? 0) * 4800).toBeCloseTo((kept?.h ?? 0) * 3200);
  await screen.findByRole('button', { name: 'Take off the crop' });
});

test('where another frame of the burst is clear, it is offered', async () => {
  const { user } = await openPhoto(6);
  for (const [typed, full] of [
    ['be', 'Ben Ashgrove'],
    ['chi', 'Chidi Larkmoor'],
    ['fi', 'Finn Applewhite'],
  ] as const) {
    await name(user, typed, full);
  }
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(verdict()).toHaveTextContent(/^Clear/));
  await user.keyboard('{PageDown}');
  await user.click(await screen.findByRole('button', { name: /^Photo 6, taken right beside it, is clear/ }));
  expect(await screen.findByRole('heading', { name: /Photo 6/ })).toBeVisible();
});
