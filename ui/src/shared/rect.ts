/** Rectangles on the upright picture, `0..=1` from the left and from the top. */
import type { Rect } from '../wire/Rect';

/** Smallest edge that a box may have, so that it can still be seen and hit. */
const LEAST = 0.01;

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** The rectangle with these two opposite corners, cut to the picture. */
export function between(ax: number, ay: number, bx: number, by: number): Rect {
  const [left, right] = [within(Math.min(ax, bx), 0, 1), within(Math.max(ax, bx), 0, 1)];
  const [top, bottom] = [within(Math.min(ay, by), 0, 1), within(Math.max(ay, by), 0, 1)];
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** Whether somebody meant to draw it: a click without a drag makes none. */
export function isDrawn({ w, h }: Rect): boolean {
  return w >= LEAST && h >= LEAST;
}

/** The rectangle moved, as far as the picture goes. */
export function moved(rect: Rect, dx: number, dy: number): Rect {
  return { ...rect, x: within(rect.x + dx, 0, 1 - rect.w), y: within(rect.y + dy, 0, 1 - rect.h) };
}

/** The rectangle made larger or smaller at its right and lower edge. */
export function resized(rect: Rect, dw: number, dh: number): Rect {
  return { ...rect, w: within(rect.w + dw, LEAST, 1 - rect.x), h: within(rect.h + dh, LEAST, 1 - rect.y) };
}

/** The largest rectangle in it, about its middle, whose width is `shape` times its height. */
export function shaped({ x, y, w, h }: Rect, shape: number): Rect {
  const [wide, high] = [Math.min(w, h * shape), Math.min(h, w / shape)];
  return { x: x + (w - wide) / 2, y: y + (h - high) / 2, w: wide, h: high };
}

/** Whether the two share any area. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
