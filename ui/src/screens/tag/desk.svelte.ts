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

export class Desk {
  photo = $state.raw<PhotoView | null>(null);
  cards = $state.raw<PhotoCard[]>([]);
  /** The face that the next name is for. */
  chosen = $state<string | null>(null);
  error = $state.raw<WireError | null>(null);
  /** Which photo this is, for those who do not see it. */
  told = $state('');
  /** What was just done on it. */
  deed = $state('');
  /** Who was named lately. Each keeps the place, and with it the number key, until somebody newer needs it. */
  recent = $state.raw<PersonSummary[]>([]);
  /** Who was named on the photo before this one. */
  before = $state.raw<PersonSummary[]>([]);
  readonly history = new History();
  purpose = '';
  #last: Promise<void> = Promise.resolve();
  #known = new Map<string, PersonSummary>();
  /** The same as `recent`, the newest last. */
  #lately: PersonSummary[] = [];

  constructor(private readonly host: Host) {}

  get position(): number {
    return this.cards.findIndex(({ id }) => id === this.photo?.id);
  }

  get face(): FaceView | null {
    return this.photo?.faces.find(({ id }) => id === this.chosen) ?? null;
  }

  /** The other photos of the burst that this one belongs to. */
  get burst(): PhotoCard[] {
    const burst = this.cards[this.position]?.burst ?? null;
    return burst === null ? [] : this.cards.filter((card) => card.burst === burst && card.id !== this.photo?.id);
  }

  #album = '';

  open(album: string, photo: string, purpose: string): Promise<void> {
    this.purpose = purpose;
    this.#album = album;
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

  /** Asks for the photo again, and what stopped the search for faces; the face that is chosen stays. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.photo || this.photo.faces_sought) return;
      await this.host.facesLeft();
      this.#take(await this.host.photoShow(this.photo.id, this.purpose));
      if (this.photo.faces_sought) this.chosen ??= this.#open[0]?.id ?? null;
    });
  }

  show(photo: string): Promise<void> {
    return this.#inTurn(() => this.#load(photo));
  }

  /** People of the register that fit: those of the class that was named last, then of the album's, then the others. */
  async search(query: string): Promise<PersonSummary[]> {
    const found = await this.host.peopleSearch(query, ASKED, this.#album);
    const near = this.#lately.findLast((person) => person.class !== null)?.class ?? null;
    const isNear = (person: PersonSummary) => near !== null && person.class === near;
    return [...found.filter(isNear), ...found.filter((person) => !isNear(person))].slice(0, FOUND);
  }

  name(person: PersonSummary): Promise<void> {
    this.#remember(person);
    const moved = () => {
      const [from, to] = [this.photo?.tags.find((tag) => tag.person === person.id)?.face, this.face];
      const number = this.photo?.faces.find(({ id }) => id === from)?.number;
      return number && to && from !== to.id ? `, moved from face ${number} to face ${to.number}` : '';
    };
    return this.#step(
      () => `${person.name} named${moved()}.`,
      (photo, before) => {
        const face = this.face;
        return {
          go: async () => {
            this.#take(await this.host.tagAdd(photo, [person.id], face?.id ?? null, null, this.purpose));
            if (face) this.#goOn(face);
          },
          back: async () => {
            this.#take(await this.#restore(photo, before));
            if (face && face.account !== 'tagged') await this.#account(photo, face.id, face.account);
            if (face) this.chosen = face.id;
          },
        };
      },
    );
  }

  /** Everyone of the photo before this one. */
  same(): Promise<void> {
    const persons = this.before;
    return this.#step(`${persons.map(({ name }) => name).join(', ')} named.`, (photo, before) => ({
      go: async () => {
        const ids = persons.map(({ id }) => id);
        this.#take(await this.host.tagAdd(photo, ids, null, null, this.purpose));
      },
      back: async () => this.#take(await this.#restore(photo, before)),
    }));
  }

  /** Names whoever is named here on the other photos of the burst too. */
  nameBurst(): Promise<void> {
    const others = this.burst;
    return this.#step(`Named on ${others.length} more.`, (_photo, before) => {
      const persons = before.flatMap(({ person }) => person ?? []);
      const had = new Map<string, TagView[]>();
      return {
        go: async () => {
          for (const { id } of others) {
            had.set(id, (await this.host.photoShow(id, this.purpose)).tags);
            this.#note(await this.host.tagAdd(id, persons, null, null, this.purpose));
          }
        },
        back: async () => {
          for (const [id, tags] of had) this.#note(await this.#restore(id, tags));
        },
      };
    });
  }

  unname(tag: TagView): Promise<void> {
    return this.#step(`${tag.name} taken off.`, (photo, before) => ({
      go: async () => {
        const now = this.photo?.tags.find(({ id, person }) => id === tag.id || (person && person === tag.person));
        if (now) this.#take(await this.host.tagRemove(photo, now.id, this.purpose));
      },
      back: async () => this.#take(await this.#restore(photo, before)),
    }));
  }

  account(face: FaceView, account: FaceAccount): Promise<void> {
    return this.#step(`Face ${face.number} settled.`, (photo) => ({
      go: async () => {
        await this.#account(photo, face.id, account);
        this.#goOn(face);
      },
      back: async () => {
        await this.#account(photo, face.id, face.account);
        this.chosen = face.id;
      },
    }));
  }

  addFace(region: Rect): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.photo) return;
      const had = new Set(this.photo.faces.map(({ id }) => id));
      this.#take(await this.host.faceAdd(this.photo.id, region, this.purpose));
      this.chosen = this.photo.faces.find(({ id }) => !had.has(id))?.id ?? null;
      this.say('Face box kept.');
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
    return this.#step(crop ? 'Cropped.' : 'Crop taken off.', (photo) => ({
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
      this.say('Taken back.');
    });
  }

  redo(): Promise<void> {
    return this.#inTurn(async () => {
      await this.history.redo();
      this.say('Done again.');
    });
  }

  /** Says what was done, or why it was not. */
  say(words: string): void {
    this.deed = words;
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
    this.chosen = this.#open[0]?.id ?? null;
    [this.told, this.deed] = [`Photo ${this.photo?.number}`, ''];
  }

  async #account(photo: string, face: string, account: FaceAccount): Promise<void> {
    this.#take(await this.host.faceAccount(photo, face, account, this.purpose));
  }

  get #open(): FaceView[] {
    return (this.photo?.faces ?? []).filter(({ account }) => account === 'unaccounted');
  }

  /** After a face is settled, the next one that is not. */
  #goOn(from: FaceView): void {
    const open = this.#open;
    this.chosen = (open.find(({ number }) => number > from.number) ?? open[0])?.id ?? null;
  }

  /** The tags of a photo as they were. */
  async #restore(photo: string, before: TagView[]): Promise<PhotoView> {
    let view = await this.host.photoShow(photo, this.purpose);
    for (const tag of view.tags) {
      if (!before.some(({ person }) => person === tag.person)) {
        view = await this.host.tagRemove(photo, tag.id, this.purpose);
      }
    }
    for (const { person, face, region } of before) {
      const now = view.tags.find((tag) => tag.person === person);
      if (person && now?.face !== face) view = await this.host.tagAdd(photo, [person], face, region, this.purpose);
    }
    return view;
  }

  #remember(person: PersonSummary): void {
    this.#known.set(person.id, person);
    this.#lately = [...this.#lately.filter(({ id }) => id !== person.id), person].slice(-RECENT);
    if (this.recent.some(({ id }) => id === person.id)) return;
    const stale = this.recent.findIndex(({ id }) => !this.#lately.some((kept) => kept.id === id));
    this.recent = stale < 0 ? [...this.recent, person] : this.recent.with(stale, person);
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

  #step(words: string | (() => string), make: (photo: string, tags: TagView[]) => Step): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.photo) return;
      const told = typeof words === 'string' ? words : words();
      await this.history.take(make(this.photo.id, this.photo.tags));
      this.say(told);
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
