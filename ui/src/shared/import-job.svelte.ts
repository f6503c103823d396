/** An import goes on while other screens are used, so it lives above them. */
import { failure } from '../host/failure';
import type { Host } from '../host/host';
import type { ImportProgress } from '../wire/ImportProgress';
import type { ImportReport } from '../wire/ImportReport';
import type { ImportedFile } from '../wire/ImportedFile';
import type { WireError } from '../wire/WireError';

export class ImportJob {
  running = $state(false);
  stopping = $state(false);
  done = $state(0);
  total = $state(0);
  /** Outcomes so far, the newest first. */
  files = $state.raw<ImportedFile[]>([]);
  report = $state.raw<ImportReport | null>(null);
  error = $state.raw<WireError | null>(null);
  /** Name of the album it goes to. */
  album = $state('');
  #started = 0;
  #now = $state(0);

  constructor(private readonly host: Host) {}

  /** Seconds still to go, by the pace so far; `null` while it is too early to tell. */
  get left(): number | null {
    const seconds = (this.#now - this.#started) / 1000;
    if (!this.running || this.done < 5 || seconds < 2) return null;
    return Math.round((seconds / this.done) * (this.total - this.done));
  }

  async start(folder: string, album: string): Promise<void> {
    this.clear();
    this.album = album;
    this.running = true;
    this.#started = performance.now();
    try {
      this.report = await this.host.importStart(folder, album, (step) => this.#take(step));
    } catch (thrown) {
      this.error = failure(thrown);
    }
    this.running = false;
    this.stopping = false;
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
