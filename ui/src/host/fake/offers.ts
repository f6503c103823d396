/** Cards that are put in and folders that are dropped on the window, as a test says. */
import type { ImportOffer } from '../host';

export class FakeOffers {
  #waiting: ((offer: ImportOffer | null) => void)[] = [];
  #offered: ImportOffer[] = [];

  putIn(name: string, card: boolean): void {
    const offer = { folder: { token: `offer-${name}`, name }, card };
    const waiting = this.#waiting.shift();
    if (waiting) waiting(offer);
    else this.#offered.push(offer);
  }

  next(): Promise<ImportOffer | null> {
    const offered = this.#offered.shift();
    if (offered) return Promise.resolve(offered);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The login has ended. */
  end(): void {
    for (const waiting of this.#waiting.splice(0)) waiting(null);
  }
}
