/** Locks when nobody has been at the computer for a while. */

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Calls `onidle` once nobody has done anything for so long; returns what ends the watch. */
export function watchIdle(minutes: number, onidle: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function begin() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Whoever asks may not be able to lock yet; then it asks again.
      begin();
      onidle();
    }, minutes * 60_000);
  }
  for (const sign of SIGNS) window.addEventListener(sign, begin, { capture: true, passive: true });
  begin();
  return () => {
    clearTimeout(timer);
    for (const sign of SIGNS) window.removeEventListener(sign, begin, { capture: true });
  };
}
