/** Published copies that have to come down, for whoever may tick them off. */
import type { Host } from '../host/host';
import type { TakedownItem } from '../wire/TakedownItem';

export class Takedowns {
  /** `null` until looked at. */
  open = $state.raw<TakedownItem[] | null>(null);

  constructor(
    private readonly host: Host,
    private readonly mayAct: boolean,
  ) {}

  /** The reminder on start. The screen itself tells what went wrong, so here it is only not shown. */
  async remind(): Promise<void> {
    if (!this.mayAct) return;
    try {
      await this.look();
    } catch {
      // As above.
    }
  }

  async look(): Promise<void> {
    this.open = await this.host.takedownsList();
  }

  async done(published: string): Promise<void> {
    this.open = await this.host.takedownDone(published);
  }
}
