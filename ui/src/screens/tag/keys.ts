/** Which key does what, wherever one is on the screen. By place of the key, since Alt changes letters on some keyboards. */

export type Command =
  | 'next'
  | 'previous'
  | 'confirm'
  | 'undo'
  | 'redo'
  | 'face'
  | 'cover'
  | 'crop'
  | 'burst'
  | 'outcome'
  | 'not_a_person'
  | 'unrecognisable';

const WITH_ALT: Record<string, Command> = {
  KeyB: 'burst',
  KeyF: 'face',
  KeyC: 'cover',
  KeyX: 'crop',
  KeyV: 'outcome',
  KeyN: 'not_a_person',
  KeyU: 'unrecognisable',
  ArrowRight: 'next',
  ArrowLeft: 'previous',
};

/** What a key asks for; while something is typed, taking back belongs to the field. */
export function command(event: KeyboardEvent, typed: boolean): Command | null {
  const { code, key, altKey, shiftKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (altKey && !ctrl) return WITH_ALT[code] ?? null;
  if (ctrl && !altKey) {
    if (key === 'Enter') return 'confirm';
    if (typed) return null;
    if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
    if (key.toLowerCase() === 'y') return 'redo';
    return null;
  }
  if (key === 'PageDown') return 'next';
  if (key === 'PageUp') return 'previous';
  return null;
}
