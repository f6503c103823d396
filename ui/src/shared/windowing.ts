/** Which rows of a long grid are near enough to the view to be drawn. */

/** Rows drawn above and below what can be seen, so that Tab and quick scrolling find something. */
const BEYOND = 3;

/** A grid as it was measured, in pixels. */
export type Measured = { columns: number; rowHeight: number; rowGap: number };

/** Items `from` (included) to `to` (excluded), and the room that the others would take above and below. */
export type Window = { from: number; to: number; above: number; below: number };

/** The part of `items` to draw, where `hidden` pixels of the grid lie above the view and the view is `view` pixels high. */
export function windowOf(
  items: number,
  { columns, rowHeight, rowGap }: Measured,
  hidden: number,
  view: number,
): Window {
  const pitch = rowHeight + rowGap;
  const rows = Math.ceil(items / columns);
  const first = Math.max(0, Math.min(Math.floor(Math.max(hidden, 0) / pitch) - BEYOND, rows - 1));
  const last = Math.min(rows, Math.ceil((Math.max(hidden, 0) + view) / pitch) + BEYOND);
  return {
    from: first * columns,
    to: Math.min(items, last * columns),
    above: first * pitch,
    below: Math.max(0, rows - last) * pitch,
  };
}
