/** A day typed into a field for one, as somebody types it. */
import { screen, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';

/** The field of this label. */
export const dayField = (label: string) => screen.getByRole('group', { name: label });

/** What it shows: '23/11/2026'. */
export function dayShown(label: string): string {
  const parts = within(dayField(label)).getAllByRole<HTMLInputElement>('textbox');
  return parts.map(({ value }) => value).join('/');
}

/** Types '23112026' or '23/11/2026' over what is there. */
export async function typeDay(user: UserEvent, label: string, keys: string): Promise<void> {
  await user.click(within(dayField(label)).getByRole('textbox', { name: 'Day' }));
  await user.keyboard(keys);
}
