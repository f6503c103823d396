/** A row of a list that is drawn to another place with the pointer. */

/** So near an edge of the window the list rolls on. */
const EDGE = 72;
const STEP = 14;

export class Drag {
  /** Which row is being drawn, and the place that it would come to. */
  now = $state.raw<{ from: number; to: number } | null>(null);
  #y = 0;

  /** Makes an element the handle of a row. */
  handle(place: () => number, drop: (from: number, to: number) => void) {
    return (element: HTMLElement) => {
      const list = () => element.closest('ol');
      const begin = (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.preventDefault();
        element.setPointerCapture(event.pointerId);
        this.#y = event.clientY;
        this.now = { from: place(), to: place() };
        requestAnimationFrame(() => this.#roll(list()));
      };
      const move = (event: PointerEvent) => {
        this.#y = event.clientY;
        this.#look(list());
      };
      const end = () => {
        const { now } = this;
        this.now = null;
        if (now && now.from !== now.to) drop(now.from, now.to);
      };
      const stop = () => (this.now = null);
      const listeners = { pointerdown: begin, pointermove: move, pointerup: end, pointercancel: stop };
      for (const [name, listen] of Object.entries(listeners)) element.addEventListener(name, listen as EventListener);
      return () => {
        for (const [name, listen] of Object.entries(listeners)) {
          element.removeEventListener(name, listen as EventListener);
        }
      };
    };
  }

  #look(list: HTMLElement | null): void {
    if (!this.now || !list) return;
    const { from } = this.now;
    const above = [...list.children].filter((row, i) => {
      const { top, height } = row.getBoundingClientRect();
      return i !== from && top + height / 2 < this.#y;
    });
    this.now = { from, to: above.length };
  }

  #roll(list: HTMLElement | null): void {
    if (!this.now || !list) return;
    const below = this.#y > window.innerHeight - EDGE;
    const above = this.#y < EDGE * 2;
    if (below || above) {
      let room: HTMLElement | null = list;
      while (room && room.scrollHeight <= room.clientHeight + 1) room = room.parentElement;
      room?.scrollBy(0, below ? STEP : -STEP);
      this.#look(list);
    }
    requestAnimationFrame(() => this.#roll(list));
  }
}
