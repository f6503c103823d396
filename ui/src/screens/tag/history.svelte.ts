/** Steps that can be taken back, and taken again. */

/** `go` does it and resolves once it is done; `back` undoes what the last `go` did. */
export type Step = { go: () => Promise<void>; back: () => Promise<void> };

export class History {
  #done = $state.raw<Step[]>([]);
  #undone = $state.raw<Step[]>([]);

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  async take(step: Step): Promise<void> {
    await step.go();
    this.#done = [...this.#done, step];
    this.#undone = [];
  }

  async undo(): Promise<void> {
    const step = this.#done.at(-1);
    if (!step) return;
    await step.back();
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, step];
  }

  async redo(): Promise<void> {
    const step = this.#undone.at(-1);
    if (!step) return;
    await step.go();
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, step];
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}
