/** An export goes on while other screens are used, so it lives above them. */
import { failure } from '../host/failure';
import type { Host } from '../host/host';
import type { ExportOptions } from '../wire/ExportOptions';
import type { ExportReport } from '../wire/ExportReport';
import type { WireError } from '../wire/WireError';
import { secondsLeft } from './pace';

export class ExportJob {
  /** The batch that is written, or was last. */
  batch = $state<string | null>(null);
  running = $state(false);
  stopping = $state(false);
  done = $state(0);
  total = $state(0);
  report = $state.raw<ExportReport | null>(null);
  error = $state.raw<WireError | null>(null);
  #started = 0;
  #now = $state(0);

  constructor(private readonly host: Host) {}

  /** Seconds still to go, by the pace so far; `null` while it is too early to tell. */
  get left(): number | null {
    return secondsLeft(this.done, this.total, (this.#now - this.#started) / 1000);
  }

  async start(batch: string, folder: string, options: ExportOptions): Promise<void> {
    this.clear();
    this.batch = batch;
    this.running = true;
    this.#started = this.#now = performance.now();
    try {
      this.report = await this.host.batchExport(batch, folder, options, ({ done, total }) => {
        this.#now = performance.now();
        this.done = done;
        this.total = total;
      });
    } catch (thrown) {
      this.error = failure(thrown);
    }
    this.running = this.stopping = false;
  }

  async cancel(): Promise<void> {
    this.stopping = true;
    try {
      await this.host.exportCancel();
    } catch (thrown) {
      this.stopping = false;
      this.error = failure(thrown);
    }
  }

  /** Forgets the last export. */
  clear(): void {
    this.batch = null;
    this.done = this.total = 0;
    this.report = null;
    this.error = null;
  }
}
