/** Decides as the real rules do, as far as the screens need it, and says it in a teacher's words. */
import type { BatchItem } from '../../wire/BatchItem';
import type { PhotoView } from '../../wire/PhotoView';
import type { Rect } from '../../wire/Rect';
import type { ShownReason } from '../../wire/ShownReason';
import type { ShownVerdict } from '../../wire/ShownVerdict';
import type { TagView } from '../../wire/TagView';
import { PUPILS } from './school';

function inside(inner: Rect, outer: Rect): boolean {
  const [cx, cy] = [inner.x + inner.w / 2, inner.y + inner.h / 2];
  return cx >= outer.x && cx <= outer.x + outer.w && cy >= outer.y && cy <= outer.y + outer.h;
}

function isVisible(tag: TagView, photo: Omit<PhotoView, 'shown' | 'instead'>): boolean {
  const face = photo.faces.find(({ id }) => id === tag.face);
  const where = face?.region ?? tag.region;
  if (face?.account === 'covered' || face?.account === 'cropped_out') return false;
  if (!where) return true;
  return !photo.covers.some((cover) => inside(where, cover)) && (!photo.crop || inside(where, photo.crop));
}

/** The verdict on a photo, with every reason. */
export function decide(
  photo: Omit<PhotoView, 'shown' | 'instead'>,
  purpose: string,
  texts: string[] = [],
): ShownVerdict {
  const reasons: ShownReason[] = [];
  const open = photo.faces.filter(({ account }) => account === 'unaccounted');
  if (open.length > 0) {
    const which = open.length === 1 ? 'One face is' : `${open.length} faces are`;
    reasons.push({
      code: 'face_unaccounted',
      person: null,
      message: `${which} not accounted for.`,
      remedies: ['Say who it is, cover it, or crop it out.'],
      advice: false,
    });
  }
  if (!photo.confirmed) {
    reasons.push({
      code: 'not_confirmed',
      person: null,
      message: 'Nobody has confirmed that everyone who can be seen is accounted for.',
      remedies: ['Look once more, then confirm.'],
      advice: false,
    });
  }
  const visible = photo.tags.filter((tag) => isVisible(tag, photo));
  for (const tag of visible) {
    const pupil = PUPILS.find(({ id }) => id === tag.person);
    const individual = visible.length < 3 && (purpose === 'website' || purpose === 'social_media');
    if (pupil && pupil.mayBeShown && (!individual || pupil.individually)) continue;
    reasons.push({
      code: 'not_cleared',
      person: tag.name,
      message: `${tag.name} is not cleared for this use.`,
      remedies: ['Cover the face.', 'Crop the picture.', 'Leave the picture out.'],
      advice: false,
    });
  }
  for (const pupil of PUPILS) {
    if (texts.some((text) => text.toLowerCase().includes(pupil.name.toLowerCase()))) {
      reasons.push({
        code: 'full_name_in_text',
        person: pupil.name,
        message: 'The words hold the full name of somebody on the register.',
        remedies: ['Write them without names.'],
        advice: false,
      });
    }
  }
  const close = photo.faces.some(({ region }) => region.w * region.h > 0.03);
  if (close && visible.length === 1) {
    reasons.push({
      code: 'identifiable_close_up',
      person: null,
      message: 'One child fills much of the picture.',
      remedies: ['Choose a picture from further away, or crop less.'],
      advice: true,
    });
  }
  const blocked = reasons.some(({ advice }) => !advice);
  const firstName = visible.some((tag) => texts.some((text) => text.includes(tag.name.split(' ')[0] ?? '\0')));
  if (firstName && !blocked) {
    reasons.push({
      code: 'first_name_in_text',
      person: null,
      message: 'The words hold the first name of somebody in the picture.',
      remedies: ['Write them without names, or leave it to the head.'],
      advice: false,
    });
  }
  const verdict = blocked ? 'blocked' : firstName ? 'needs_head' : 'clear';
  return { purpose, verdict, reasons };
}

/** What a batch says of one of its photos. */
export function asItem(photo: PhotoView, caption: string, altText: string, purpose: string): BatchItem {
  return { photo: photo.id, caption, alt_text: altText, shown: decide(photo, purpose, [caption, altText]) };
}
