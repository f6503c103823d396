/** WCAG 2.2 AA as far as it can be told without a layout. */
import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails with every violation found in the page. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // Colours are drawn by the real window only; jsdom has none.
    rules: { 'color-contrast': { enabled: false } },
  });
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found).toEqual([]);
}
