/** The made-up school's backups: one is made a moment after it is due, unless the share is away. */
import type { BackupStanding } from '../../wire/BackupStanding';

export class FakeSafekeeping {
  /** The school's share cannot be reached. */
  away = false;
  #standing: BackupStanding = { set: false, folder: null, due: false, made_at: null, problem: null };

  /** How it stands; every look gives the program time to make what is due. */
  look(maySee: boolean): BackupStanding {
    const told = { ...this.#standing, folder: maySee ? this.#standing.folder : null };
    if (this.#standing.due) this.#make();
    return told;
  }

  set(folder: string | null): void {
    this.#standing = { set: folder !== null, folder, due: folder !== null, made_at: null, problem: null };
  }

  isSet(): boolean {
    return this.#standing.set;
  }

  ask(): void {
    this.#standing = { ...this.#standing, due: true };
  }

  #make(): void {
    const problem =
      'No backup could be made: its folder cannot be reached. All photos and entries are safe on this computer, and the ' +
      "backup before it is kept. Connect this computer to the school's network, or plug the drive in. Cloakroom tries " +
      'again by itself.';
    this.#standing = this.away
      ? { ...this.#standing, due: false, problem }
      : { ...this.#standing, due: false, problem: null, made_at: '2026-11-22T10:04:00Z' };
  }
}
