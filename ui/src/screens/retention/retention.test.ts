import { screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { FakeHost } from '../../host/fake/host';
import { expectAccessible } from '../../shared/testing/axe';
import { dayShown, typeDay } from '../../shared/testing/day';
import { openAs, reopenAs } from '../../shared/testing/window';

async function retention(role: 'head' | 'office', host = new FakeHost()) {
  const { user } = await reopenAs(role, host);
  await user.click(screen.getByRole('button', { name: 'Records' }));
  return { host, user, due: within(await screen.findByRole('region', { name: 'Due now' })) };
}

/** The album of the made-up school is due. */
async function dueSchool() {
  const host = new FakeHost();
  const [album] = await host.albumsList();
  await host.albumKeepUntil(album?.id ?? '', '2026-11-01');
  return host;
}

test('P16: how long an album is kept is settled, and taken back', async () => {
  const { host, user, due } = await retention('office');
  expect(due.getByText(/^Nothing is due\./)).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Settle a day: how long Autumn walk is kept' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'How long is Autumn walk kept?' }));
  await user.click(dialog.getByRole('button', { name: '31 Aug 2028' }));
  expect(dayShown('Until')).toBe('31/08/2028');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Keep until this day' }));
  expect(await screen.findByText('kept until 31 Aug 2028')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('no day yet')).toBeVisible();
  expect((await host.retentionDue()).albums[0]?.keep_until).toBeNull();
});

test('P16: an album is not kept until a day that is over, and Cancel leaves it as it was', async () => {
  const { host, user } = await retention('office');
  await user.click(screen.getByRole('button', { name: 'Settle a day: how long Autumn walk is kept' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'How long is Autumn walk kept?' }));
  await typeDay(user, 'Until', '22112026');
  await user.click(dialog.getByRole('button', { name: 'Keep until this day' }));
  expect(dialog.getByRole('alert')).toHaveTextContent('Type 23 Nov 2026 or a later day.');
  expect(dialog.getByRole('textbox', { name: 'Day' })).toHaveFocus();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect((await host.retentionDue()).albums[0]?.keep_until).toBeNull();
});

test('P16: the head destroys what is due after typing the word, and prints a certificate', async () => {
  const printed = vi.spyOn(window, 'print').mockReturnValue();
  const { host, user, due } = await retention('head', await dueSchool());
  expect(due.getByText('14 photos · kept until 1 Nov 2026')).toBeVisible();
  await expectAccessible();
  await user.click(due.getByRole('button', { name: 'Destroy 14 photos' }));
  const ask = within(await screen.findByRole('dialog', { name: 'Destroy 14 photos for good?' }));
  const button = ask.getByRole('button', { name: 'Destroy for good' });
  expect(button).toBeDisabled();
  await user.type(ask.getByRole('textbox', { name: 'Type destroy to go on' }), 'yes');
  expect(button).toBeDisabled();
  await user.clear(ask.getByRole('textbox'));
  await user.type(ask.getByRole('textbox'), 'Destroy');
  await expectAccessible();
  await user.click(button);
  const certificate = within(await screen.findByRole('dialog', { name: 'Certificate of destruction' }));
  expect(certificate.getByText('14 photos, because their time was up')).toBeVisible();
  expect(certificate.getByText('Autumn walk: 14 photos')).toBeVisible();
  await expectAccessible();
  await user.click(certificate.getByRole('button', { name: 'Print' }));
  expect(printed).toHaveBeenCalledOnce();
  expect((await host.retentionDue()).photos).toEqual([]);
});

test('what is not ticked is not destroyed, and a failure keeps everything', async () => {
  const host = await dueSchool();
  const { user, due } = await retention('head', host);
  await user.click(due.getByRole('checkbox', { name: /^Autumn walk/ }));
  expect(due.getByRole('button', { name: 'Destroy 0 photos' })).toBeDisabled();
  await user.click(due.getByRole('checkbox', { name: /^Autumn walk/ }));
  const message = 'The disk is full. Nothing was destroyed. Make room on it, then try again.';
  host.failing.set('retentionDestroy', { kind: 'refused', code: 'disk_full', message });
  await user.click(due.getByRole('button', { name: 'Destroy 14 photos' }));
  await user.type(await screen.findByRole('textbox', { name: 'Type destroy to go on' }), 'destroy');
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect((await host.retentionDue()).photos).toHaveLength(14);
});

test('P16: the office keeps an album longer, and destroys nothing', async () => {
  const { host, user, due } = await retention('office', await dueSchool());
  expect(due.queryByRole('button', { name: /^Destroy/ })).toBeNull();
  await user.click(due.getByRole('button', { name: 'Keep longer: Autumn walk' }));
  const end = await screen.findByRole('button', { name: '31 Aug 2027' });
  expect(dayShown('Until')).toBe('31/08/2028');
  await user.click(end);
  await user.click(screen.getByRole('button', { name: 'Keep until this day' }));
  expect(await due.findByText(/^Nothing is due\./)).toBeVisible();
  expect((await host.retentionDue()).albums[0]?.keep_until).toBe('2027-08-31');
});

test('a teacher has no records', async () => {
  await openAs('teacher');
  expect(screen.queryByRole('button', { name: 'Records' })).toBeNull();
});
