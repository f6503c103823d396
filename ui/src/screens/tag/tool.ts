/** What can be drawn on a picture. */
export type Tool = 'face' | 'cover' | 'crop';

/** Its names on the screen. */
export const TOOL: Record<Tool, { box: string; keep: string }> = {
  face: { box: 'New face box', keep: 'Keep the box' },
  cover: { box: 'Area to cover', keep: 'Cover this area' },
  crop: { box: 'Part to keep', keep: 'Crop to this' },
};
