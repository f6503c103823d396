import { expect, test } from 'vitest';

import { windowOf } from './windowing';

const GRID = { columns: 4, rowHeight: 200, rowGap: 16 };

test('a short grid is drawn whole', () => {
  expect(windowOf(9, GRID, 0, 700)).toEqual({ from: 0, to: 9, above: 0, below: 0 });
});

test('of a long grid only the rows near the view are drawn, and the room of the others is kept', () => {
  const { from, to, above, below } = windowOf(1000, GRID, 216 * 100, 700);
  expect(from).toBe(97 * 4);
  expect(to).toBe(107 * 4);
  expect(above + ((to - from) / 4) * 216 + below).toBe(250 * 216);
});

test('at the end nothing is left below, and scrolled too far the last rows stay', () => {
  expect(windowOf(1000, GRID, 216 * 246, 700)).toMatchObject({ to: 1000, below: 0 });
  expect(windowOf(10, GRID, 100_000, 700).to).toBe(10);
});
