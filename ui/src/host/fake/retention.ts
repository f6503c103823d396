/** The made-up school's albums and how long they are kept, its leavers, and what was destroyed. */
import type { AlbumKept } from '../../wire/AlbumKept';
import type { DuePhoto } from '../../wire/DuePhoto';
import type { LeaverHeld } from '../../wire/LeaverHeld';
import type { PurgeCertificate } from '../../wire/PurgeCertificate';
import type { PutForward } from '../../wire/PutForward';
import type { RetentionDue } from '../../wire/RetentionDue';
import type { WireError } from '../../wire/WireError';

/** The day of the made-up school. */
const TODAY = '2026-11-22';
const AT = '2026-11-22T10:15:00Z';

/** What the vault knows of a photo here. */
type Kept = { id: string; number: number; album: string; name: string };
type Vault = { photos: () => Kept[]; albums: () => { id: string; name: string }[]; destroy: (photo: string) => void };

function refuse(code: string, message: string): never {
  throw { kind: 'refused', code, message } satisfies WireError;
}

export class FakeRetention {
  #until = new Map<string, string>();
  #held = new Set<string>();
  #leavers: LeaverHeld[] = [];

  constructor(private readonly vault: Vault) {}

  /** Pupils who have left; the first has photos alone and with somebody who is still there, the second a photo alone. */
  leave(first: string, second: string): void {
    const [a, b, c] = this.vault.photos();
    const photo = (it: Kept | undefined, published: boolean, with_others: boolean) => ({
      ...{ photo: it?.id ?? '', place: `${it?.name ?? ''}/${it?.number ?? 0}` },
      ...{ published, with_others, put_forward: false },
    });
    const leaver = (person: string, name: string, photos: LeaverHeld['photos']) => ({
      ...{ person, name, left_on: '2026-07-22', photos, out: [], kept: null },
    });
    this.#leavers = [
      leaver('person-1', first, [photo(a, false, false), photo(b, true, true)]),
      leaver('person-2', second, [photo(c, false, false)]),
    ];
  }

  due(): RetentionDue {
    const photos: DuePhoto[] = [];
    for (const { id, number, album, name } of this.vault.photos()) {
      const day = this.#until.get(album);
      const until = day !== undefined && day <= TODAY ? day : null;
      const put_forward = this.#held.has(id);
      if (until === null && !put_forward) continue;
      photos.push({ photo: id, place: `${name}/${number}`, album, number, until, put_forward, why: [] });
    }
    const albums: AlbumKept[] = this.vault.albums().map(({ id, name }) => ({
      ...{ album: id, name, keep_until: this.#until.get(id) ?? null },
      photos: this.vault.photos().filter(({ album }) => album === id).length,
    }));
    const open = this.leavers().filter(
      ({ kept, photos: held }) => !kept && held.some(({ put_forward }) => !put_forward),
    );
    const leavers = open.map(({ person, name, left_on, photos: held }) => ({
      ...{ person, name, left_on, photos: held.length },
    }));
    return { today: TODAY, photos, published: [], leavers, albums };
  }

  keep(album: string, day: string | null): void {
    if (day === null) this.#until.delete(album);
    else this.#until.set(album, day);
  }

  spare(photos: string[]): void {
    for (const photo of photos) this.#held.delete(photo);
  }

  destroy(photos: string[], by: string, school: string): PurgeCertificate {
    const due = new Set(this.due().photos.map(({ photo }) => photo));
    const gone = photos.filter((photo) => due.has(photo));
    for (const photo of gone) this.forget(photo);
    const how =
      'The key of each photo was destroyed in the database, its log and its free pages; then its files were removed. A backup made before keeps it until the next one is written.';
    return { school, photos: gone.map((photo) => ({ photo, at: AT, by, why: 'its time was up' })), how };
  }

  deleteNow(photo: string, by: string) {
    this.forget(photo);
    return { photo, at: AT, by, why: 'deleted at once' };
  }

  leavers(): LeaverHeld[] {
    const here = new Set(this.vault.photos().map(({ id }) => id));
    const held = this.#leavers.map((leaver) => ({
      ...leaver,
      photos: leaver.photos
        .filter(({ photo }) => here.has(photo))
        .map((photo) => ({ ...photo, put_forward: this.#held.has(photo.photo) })),
    }));
    return structuredClone(held.filter(({ photos, out }) => photos.length + out.length > 0));
  }

  putForward(person: string | null, withOthers: boolean): PutForward {
    const chosen = this.leavers().filter((one) => (person === null ? !one.kept : one.person === person));
    for (const one of this.#leavers) if (one.person === person) one.kept = null;
    const photos = chosen.flatMap((one) => one.photos).filter(({ put_forward }) => !put_forward);
    const go = photos.filter(({ with_others }) => withOthers || !with_others);
    for (const { photo } of go) this.#held.add(photo);
    return { people: chosen.length, photos: go.length, stay: photos.length - go.length };
  }

  keepLeaver(person: string, because: string, until: string | null): void {
    if (because.trim() === '') refuse('missing', 'A reason is missing. Nothing was changed.');
    const leaver = this.#leavers.find((one) => one.person === person);
    if (!leaver) return;
    leaver.kept = { until: until ?? '2027-08-31', reason: because, at: AT, by: 'head' };
    this.spare(leaver.photos.map(({ photo }) => photo));
  }

  private forget(photo: string): void {
    this.#held.delete(photo);
    this.vault.destroy(photo);
  }
}
