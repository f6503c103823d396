import type { PublishedShown } from '../../wire/PublishedShown';
import type { TakedownItem } from '../../wire/TakedownItem';
import type { TakedownReason } from '../../wire/TakedownReason';

/** A picture that has to come down: all its files for one purpose, in whichever sizes and formats they went out. */
export type Picture = {
  key: string;
  photo: string;
  purpose: string;
  files: PublishedShown[];
  reasons: TakedownReason[];
};

/** Puts the files of each picture together, in the order of the first. */
export function byPicture(items: TakedownItem[]): Picture[] {
  const pictures = new Map<string, Picture>();
  for (const { published, reasons } of items) {
    const key = `${published.purpose} ${published.photo}`;
    const known = pictures.get(key);
    if (known) known.files.push(published);
    else pictures.set(key, { key, photo: published.photo, purpose: published.purpose, files: [published], reasons });
  }
  return [...pictures.values()];
}
