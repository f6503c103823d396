/** How the school's backups stand, looked at from time to time. */
import type { Host } from '../host/host';
import type { BackupStanding } from '../wire/BackupStanding';

const MINUTE_MS = 60_000;
/** While one is about to be made. */
const SOON_MS = 2_000;

export class Safekeeping {
  standing = $state.raw<BackupStanding | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: Host) {}

  /** Looks now and goes on looking; returns what ends it. */
  watch(): () => void {
    void this.#look();
    return () => clearTimeout(this.#timer);
  }

  /** What somebody changed just now. */
  take(standing: BackupStanding): void {
    this.standing = standing;
    this.#again();
  }

  async #look(): Promise<void> {
    this.#again();
    try {
      this.take(await this.host.backupStanding());
    } catch {
      // What is shown stays as it was; the next look may tell more.
    }
  }

  #again(): void {
    clearTimeout(this.#timer);
    const { set, due } = this.standing ?? { set: false, due: false };
    this.#timer = setTimeout(() => void this.#look(), set && due ? SOON_MS : MINUTE_MS);
  }
}
