/** An import goes on while other screens are used, so it lives above them. */
import { failure } from '../host/failure';
import type { Host, ImportOffer } from '../host/host';
import type { ImportProgress } from '../wire/ImportProgress';
import type { ImportReport } from '../wire/ImportReport';
import type { ImportedFile } from '../wire/ImportedFile';
import type { WireError } from '../wire/WireError';
import { secondsLeft } from './pace';

export class ImportJob {
  running = $state(false);
  stopping = $state(false);
  /** Somebody made it wait. */
  held = $state(false);
  done = $state(0);
  total = $state(0);
  /** Outcomes so far, the newest first. */
  files = $state.raw<ImportedFile[]>([]);
  report = $state.raw<ImportReport | null>(null);
  error = $state.raw<WireError | null>(null);
  /** Name of the album it goes to. */
  album = $state('');
  /** A folder that turned up by itself and was not used yet. */
  offer = $state.raw<ImportOffer | null>(null);
  #started = 0;
  #heldAt = 0;
  #now = $state(0);

  constructor(private readonly host: Host) {}

  /** Seconds still to go, by the pace so far; `null` while it is too early to tell. */
  get left(): number | null {
    const seconds = (this.#now - this.#started) / 1000;
    return this.running && !this.held ? secondsLeft(this.done, this.total, seconds) : null;
  }

  async start(folder: string, album: string, classes: string[]): Promise<void> {
    this.clear();
    this.offer = null;
    this.album = album;
    this.running = true;
    this.held = false;
    this.#started = performance.now();
    try {
      this.report = await this.host.importStart(folder, album, classes, (step) => this.#take(step));
    } catch (thrown) {
      this.error = failure(thrown);
    }
    this.running = this.stopping = this.held = false;
  }

  async cancel(): Promise<void> {
    this.stopping = true;
    try {
      await this.host.importCancel();
    } catch (thrown) {
      this.stopping = false;
      this.error = failure(thrown);
    }
  }

  async hold(held: boolean): Promise<void> {
    try {
      await this.host.importHold(held);
      // The pace is that of the work alone.
      if (held) this.#heldAt = performance.now();
      else if (this.held) this.#started += performance.now() - this.#heldAt;
      this.held = held;
    } catch (thrown) {
      this.error = failure(thrown);
    }
  }

  /** Takes whatever turns up until the watch is ended by what this returns; what is dropped is told at once. */
  watch(from: Pick<Host, 'importOffered'>, ondrop: () => void): () => void {
    let watching = true;
    const take = async () => {
      while (watching) {
        const offer = await from.importOffered();
        if (!watching || !offer) return;
        this.offer = offer;
        if (!offer.card) ondrop();
      }
    };
    // A folder can be chosen all the same.
    take().catch(() => undefined);
    return () => (watching = false);
  }

  /** Forgets the last import, with the names that its report showed. */
  clear(): void {
    this.done = 0;
    this.total = 0;
    this.files = [];
    this.report = null;
    this.error = null;
  }

  #take(step: ImportProgress): void {
    this.#now = performance.now();
    this.done = step.done;
    this.total = step.total;
    if (step.recent.length > 0) this.files = [...step.recent.toReversed(), ...this.files];
  }
}
