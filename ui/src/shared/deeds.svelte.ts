/** What a screen did last, in words, with the way back; or why it could not be done. */
import { failure } from '../host/failure';
import type { WireError } from '../wire/WireError';

/** What to say once something is done: nothing where the words are empty. */
export type Done = string | { words: string; undo?: () => Promise<unknown> };

export class Deeds {
  words = $state('');
  undo = $state.raw<(() => Promise<unknown>) | undefined>();
  error = $state.raw<WireError | null>(null);
  private readonly load: () => Promise<void>;

  /** `load` fetches what the screen shows; it runs after each deed. */
  constructor(load: () => Promise<void> = () => Promise.resolve()) {
    this.load = load;
  }

  /** Does something, shows how things stand after it, and says what was done. Tells whether it was. */
  async act(deed: () => Promise<Done>): Promise<boolean> {
    this.forget();
    try {
      const done = await deed();
      await this.load();
      if (typeof done === 'string') this.words = done;
      else [this.words, this.undo] = [done.words, done.undo];
      return true;
    } catch (thrown) {
      this.error = failure(thrown);
      return false;
    }
  }

  /** Shows how things stand, and says nothing. */
  show = () => this.act(() => Promise.resolve(''));

  /** Takes what was said off the screen. */
  forget() {
    [this.words, this.undo, this.error] = ['', undefined, null];
  }
}
