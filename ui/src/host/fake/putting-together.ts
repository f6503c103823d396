/** Putting a batch together, as the program does it: order, what is taken out, whom a text names. */
import type { PhotoView } from '../../wire/PhotoView';
import { PUPILS } from './school';

type Placed = { photo: string };

/** Those named first, in their order; the others behind, as they were. */
export function arranged<Item extends Placed>(items: Item[], order: string[]): Item[] {
  const place = ({ photo }: Item) => (order.includes(photo) ? order.indexOf(photo) : order.length);
  return items.toSorted((one, other) => place(one) - place(other));
}

/** Whom a text names: beside a photo whole names, and first names of those on it; in a title either. */
export function named(text: string, photo?: Pick<PhotoView, 'tags'>): string[] {
  const said = text.toLowerCase();
  const words = said.split(/[^\p{L}-]+/u);
  return PUPILS.flatMap(({ id, name }) => {
    const [first = ''] = name.split(' ');
    if (said.includes(name.toLowerCase())) return [name];
    const there = photo === undefined || photo.tags.some(({ person }) => person === id);
    return there && words.includes(first.toLowerCase()) ? [first] : [];
  });
}
