/** The photo that is worked on, and everything that can be done with it, one thing after the other. */
import { failure } from '../../host/failure';
import type { Host } from '../../host/host';
import type { FaceAccount } from '../../wire/FaceAccount';
import type { FaceView } from '../../wire/FaceView';
import type { PersonSummary } from '../../wire/PersonSummary';
import type { PhotoCard } from '../../wire/PhotoCard';
import type { PhotoView } from '../../wire/PhotoView';
import type { Rect } from '../../wire/Rect';
import type { TagView } from '../../wire/TagView';
import type { WireError } from '../../wire/WireError';
import { History, type Step } from './history.svelte';

const RECENT = 9;
const FOUND = 8;
/** Of so many, so that those of the right class are among them. */
const ASKED = 32;
/** Photos taken no further apart than this belong to one burst. */
const BURST_MS = 3000;

export class Desk {
  photo = $state.raw<PhotoView | null>(null);
  cards = $state.raw<PhotoCard[]>([]);
  /** The face that the next name is for. */
  chosen = $state<string | null>(null);
  error = $state.raw<WireError | null>(null);
  /** What just happened, for those who do not see it. */
  told = $state('');
  /** Who was named last, the newest first. */
  recent = $state.raw<PersonSummary[]>([]);
  /** Who was named on the photo before this one. */
  before = $state.raw<PersonSummary[]>([]);
  readonly history = new History();
  purpose = '';
  #last: Promise<void> = Promise.resolve();
  #known = new Map<string, PersonSummary>();

  constructor(private readonly host: Host) {}

  get position(): number {
    return this.cards.findIndex(({ id }) => id === this.photo?.id);
  }

  get face(): FaceView | null {
    return this.photo?.faces.find(({ id }) => id === this.chosen) ?? null;
  }

  /** The other photos of the burst that this one belongs to. */
  get burst(): PhotoCard[] {
    const at = this.position;
    if (at < 0) return [];
    let [from, to] = [at, at];
    while (this.#close(from - 1, from)) from -= 1;
    while (this.#close(to, to + 1)) to += 1;
    return this.cards.slice(from, to + 1).filter(({ id }) => id !== this.photo?.id);
  }

  open(album: string, photo: string, purpose: string): Promise<void> {
    this.purpose = purpose;
    return this.#inTurn(async () => {
      this.cards = await this.host.photosList(album, purpose);
      await this.#load(photo);
    });
  }

  /** The photo so many places further on in the album. */
  move(by: number): Promise<void> {
    return this.#inTurn(async () => {
      const to = this.cards[this.position + by];
      if (to) await this.#load(to.id);
    });
  }

  show(photo: string): Promise<void> {
    return this.#inTurn(() => this.#load(photo));
  }

  /** People of the register that fit, those of the class that was named last before the others. */
  async search(query: string): Promise<PersonSummary[]> {
    const found = await this.host.peopleSearch(query, ASKED);
    const near = this.recent.find((person) => person.class !== null)?.class ?? null;
    const isNear = (person: PersonSummary) => near !== null && person.class === near;
    return [...found.filter(isNear), ...found.filter((person) => !isNear(person))].slice(0, FOUND);
  }

  name(person: PersonSummary): Promise<void> {
    this.#known.set(person.id, person);
    this.recent = [person, ...this.recent.filter(({ id }) => id !== person.id)].slice(0, RECENT);
    return this.#step(`${person.name} named`, (photo) => {
      const face = this.face;
      let made: TagView | undefined;
      return {
        go: async () => {
          const had = new Set(this.photo?.tags.map(({ id }) => id));
          this.#take(await this.host.tagAdd(photo, [person.id], face?.id ?? null, null, this.purpose));
          made = this.photo?.tags.find(({ id }) => !had.has(id));
          if (face) this.#goOn(face);
        },
        back: async () => {
          if (made) this.#take(await this.host.tagRemove(photo, made.id, this.purpose));
          if (face) await this.#say(photo, face.id, face.account);
        },
      };
    });
  }

  /** Everyone of the photo before this one, except who is here already. */
  async same(): Promise<void> {
    const here = new Set(this.photo?.tags.map(({ person }) => person));
    this.chosen = null;
    for (const person of this.before.toReversed()) if (!here.has(person.id)) await this.name(person);
  }

  /** Names whoever is named here on the other photos of the burst too. */
  nameBurst(): Promise<void> {
    const others = this.burst;
    return this.#step(`Named on ${others.length} more`, () => {
      let made: { photo: string; tag: string }[] = [];
      return {
        go: async () => {
          made = [];
          const here = (this.photo?.tags ?? []).flatMap(({ person }) => person ?? []);
          for (const { id } of others) made.push(...(await this.#nameOn(id, here)));
        },
        back: async () => {
          for (const { photo, tag } of made) this.#note(await this.host.tagRemove(photo, tag, this.purpose));
        },
      };
    });
  }

  unname(tag: TagView): Promise<void> {
    return this.#step(`${tag.name} taken off`, (photo) => ({
      go: async () => {
        const now = this.photo?.tags.find(({ id, person }) => id === tag.id || (person && person === tag.person));
        if (now) this.#take(await this.host.tagRemove(photo, now.id, this.purpose));
      },
      back: async () => {
        if (!tag.person) return;
        this.#take(await this.host.tagAdd(photo, [tag.person], tag.face, tag.region, this.purpose));
      },
    }));
  }

  account(face: FaceView, account: FaceAccount): Promise<void> {
    return this.#step(`Face ${face.number} settled`, (photo) => ({
      go: async () => {
        await this.#say(photo, face.id, account);
        this.#goOn(face);
      },
      back: () => this.#say(photo, face.id, face.account),
    }));
  }

  addFace(region: Rect): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.photo) return;
      const had = new Set(this.photo.faces.map(({ id }) => id));
      this.#take(await this.host.faceAdd(this.photo.id, region, this.purpose));
      this.chosen = this.photo.faces.find(({ id }) => !had.has(id))?.id ?? null;
      this.told = 'Face box kept';
    });
  }

  cover(covers: Rect[], told: string): Promise<void> {
    const before = this.photo?.covers ?? [];
    return this.#step(told, (photo) => ({
      go: async () => this.#take(await this.host.coversSet(photo, covers, this.purpose)),
      back: async () => this.#take(await this.host.coversSet(photo, before, this.purpose)),
    }));
  }

  crop(crop: Rect | null): Promise<void> {
    const before = this.photo?.crop ?? null;
    return this.#step(crop ? 'Cropped' : 'Crop taken off', (photo) => ({
      go: async () => this.#take(await this.host.cropSet(photo, crop, this.purpose)),
      back: async () => this.#take(await this.host.cropSet(photo, before, this.purpose)),
    }));
  }

  confirm(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.photo) this.#take(await this.host.photoConfirm(this.photo.id, this.purpose));
    });
  }

  undo(): Promise<void> {
    return this.#inTurn(async () => {
      await this.history.undo();
      this.told = 'Taken back';
    });
  }

  redo(): Promise<void> {
    return this.#inTurn(async () => {
      await this.history.redo();
      this.told = 'Done again';
    });
  }

  /** The next (1) or previous (-1) face. */
  chooseBeside(by: number): void {
    const faces = this.photo?.faces ?? [];
    if (faces.length === 0) return;
    const at = faces.findIndex(({ id }) => id === this.chosen);
    const to = at < 0 ? (by > 0 ? 0 : faces.length - 1) : (at + by + faces.length) % faces.length;
    this.chosen = faces[to]?.id ?? null;
  }

  async #load(id: string): Promise<void> {
    const named = (this.photo?.tags ?? []).flatMap(({ person }) => this.#known.get(person ?? '') ?? []);
    if (named.length > 0) this.before = named;
    this.history.clear();
    this.#take(await this.host.photoShow(id, this.purpose));
    for (const { person, name } of this.photo?.tags ?? []) {
      if (person && !this.#known.has(person)) this.#known.set(person, { id: person, name, class: null });
    }
    this.chosen = this.photo?.faces.find(({ account }) => account === 'unaccounted')?.id ?? null;
    this.told = `Photo ${this.photo?.number}`;
  }

  async #say(photo: string, face: string, account: FaceAccount): Promise<void> {
    this.#take(await this.host.faceAccount(photo, face, account, this.purpose));
  }

  /** After a face is settled, the next one that is not. */
  #goOn(from: FaceView): void {
    const open = (this.photo?.faces ?? []).filter(({ account }) => account === 'unaccounted');
    this.chosen = (open.find(({ number }) => number > from.number) ?? open[0])?.id ?? null;
  }

  async #nameOn(photo: string, persons: string[]): Promise<{ photo: string; tag: string }[]> {
    const made: { photo: string; tag: string }[] = [];
    let view = await this.host.photoShow(photo, this.purpose);
    for (const person of persons) {
      if (view.tags.some((tag) => tag.person === person)) continue;
      view = await this.host.tagAdd(photo, [person], null, null, this.purpose);
      const tag = view.tags.find((one) => one.person === person);
      if (tag) made.push({ photo, tag: tag.id });
    }
    this.#note(view);
    return made;
  }

  #close(a: number, b: number): boolean {
    const [first, second] = [this.cards[a]?.taken_at, this.cards[b]?.taken_at];
    if (!first || !second) return false;
    return Math.abs(Date.parse(second) - Date.parse(first)) <= BURST_MS;
  }

  #take(view: PhotoView): void {
    this.photo = view;
    this.#note(view);
  }

  #note(view: PhotoView): void {
    const { confirmed, shown, tags } = view;
    this.cards = this.cards.map((card) =>
      card.id === view.id ? { ...card, confirmed, tagged: tags.length, verdict: shown.verdict } : card,
    );
  }

  #step(told: string, make: (photo: string) => Step): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.photo) return;
      await this.history.take(make(this.photo.id));
      this.told = told;
    });
  }

  /** Fast typing makes calls overlap; they are done in the order they were asked for. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      try {
        await act();
        this.error = null;
      } catch (thrown) {
        this.error = failure(thrown);
      }
    });
    return this.#last;
  }
}
