/** The whole school in memory, behaving as the program does: for component tests and for looking at the screens. */
import type { AccountForm } from '../../wire/AccountForm';
import type { AnswerEntry } from '../../wire/AnswerEntry';
import type { LogAsked } from '../../wire/LogAsked';
import type { BatchView } from '../../wire/BatchView';
import type { Checklist } from '../../wire/Checklist';
import type { DeviceFound } from '../../wire/DeviceFound';
import type { DoNotPublishForm } from '../../wire/DoNotPublishForm';
import type { ExportOptions } from '../../wire/ExportOptions';
import type { ExportProgress } from '../../wire/ExportProgress';
import type { ExportReport } from '../../wire/ExportReport';
import type { FaceAccount } from '../../wire/FaceAccount';
import type { IncidentForm } from '../../wire/IncidentForm';
import type { ImportProgress } from '../../wire/ImportProgress';
import type { ImportReport } from '../../wire/ImportReport';
import type { ImportedFile } from '../../wire/ImportedFile';
import type { ListAsked } from '../../wire/ListAsked';
import type { NewPassword } from '../../wire/NewPassword';
import type { NewVault } from '../../wire/NewVault';
import type { OwnPassword } from '../../wire/OwnPassword';
import type { PersonForm } from '../../wire/PersonForm';
import type { PhotoView } from '../../wire/PhotoView';
import type { PurposeForm } from '../../wire/PurposeForm';
import type { Rect } from '../../wire/Rect';
import type { SessionView } from '../../wire/SessionView';
import type { Unlock } from '../../wire/Unlock';
import type { VaultState } from '../../wire/VaultState';
import type { WireError } from '../../wire/WireError';
import type { Host } from '../host';
import type { RegisterChoices } from '../../wire/RegisterChoices';
import { FakeAccounts } from './accounts';
import { FakeCare } from './care';
import { FakeDevices } from './devices';
import { FakeDemo } from './demo';
import { FakeGuarded } from './guarded';
import { FakePolicy } from './policy';
import { FakePupils } from './pupils';
import { arranged, named } from './putting-together';
import { FakeRecords } from './records';
import { FakeRegister } from './register';
import { FakeRetention } from './retention';
import { rightsOf, type Role } from './rights';
import { FakeSafekeeping } from './safekeeping';
import { FakeOffers } from './offers';
import { faces, picture, PUPILS } from './school';
import { asItem, decide } from './verdict';

type Photo = Omit<PhotoView, 'shown' | 'instead'>;
type Batch = Omit<BatchView, 'items' | 'may'> & { items: { photo: string; caption: string; altText: string }[] };

function refuse(code: string, message: string): never {
  throw { kind: 'refused', code, message } satisfies WireError;
}

export type FakeOptions = {
  vault?: VaultState;
  photos?: number;
  files?: number;
  chooser?: 'folder' | 'cancelled';
  unsought?: boolean;
};

export class FakeHost implements Host {
  static readonly PASSWORD = 'autumn-leaves-7';

  /** Calls that the next of this name should fail with, as a machine in trouble would. */
  readonly failing = new Map<keyof Host, WireError>();
  #state: VaultState;
  #session: SessionView | null = null;
  #school = 'Hollow Lane Primary';
  #onCard: string[] = [];
  #idle = 10;
  #photos = new Map<string, Photo>();
  #albums: { id: string; name: string }[] = [];
  #batches = new Map<string, Batch>();
  #ids = 0;
  #cancelled = false;
  #exportStopped = false;
  /** What a step of an export waits for. */
  pace: () => Promise<void> = () => Promise.resolve();
  #held = false;
  /** Of each album, the classes that it shows. */
  #classes = new Map<string, string[]>();
  readonly accounts = new FakeAccounts();
  readonly care = new FakeCare();
  readonly devices = new FakeDevices();
  readonly demo = new FakeDemo();
  readonly guarded = new FakeGuarded();
  readonly offers = new FakeOffers();
  readonly policy = new FakePolicy();
  /** What the exports so far were asked to write. */
  readonly exported: ExportOptions[] = [];
  readonly pupils = new FakePupils(this.policy.names());
  readonly records = new FakeRecords();
  readonly retention = new FakeRetention({
    photos: () => [...this.#photos.values()].map((photo) => ({ ...photo, name: this.#nameOf(photo.album) })),
    albums: () => this.#albums,
    destroy: (photo) => this.#destroy(photo),
  });
  readonly register = new FakeRegister();
  readonly safekeeping = new FakeSafekeeping();

  constructor(private readonly options: FakeOptions = {}) {
    this.#state = options.vault ?? 'locked';
    if (this.#state !== 'missing') this.#furnish();
  }

  /** People and photos, as a school has them after a while. */
  #furnish() {
    this.#state = 'locked';
    this.accounts.everyRole(FakeHost.PASSWORD);
    this.#album('Autumn walk', this.options.photos ?? 14);
  }

  async vaultStatus() {
    this.#check('vaultStatus');
    return { state: this.#state, session: this.#session, least_password: 12 };
  }

  async vaultCreate({ school, head, password }: NewVault) {
    this.#check('vaultCreate');
    this.accounts.first(head, password);
    this.#school = school;
    this.#open(head, 'head');
    return { words: 'K7QF-2MXB-9RTD-HC4W-PZ6N-8JVA-3YGE-5SLU' };
  }

  async demoBegin() {
    this.#check('demoBegin');
    this.demo.begin(FakeHost.PASSWORD);
    this.#furnish();
  }

  async demoEnd() {
    this.demo.end();
    [this.#session, this.#state] = [null, this.options.vault ?? 'locked'];
  }

  async demoLogins() {
    return this.demo.logins;
  }

  async sessionUnlock({ name, password }: Unlock) {
    this.#check('sessionUnlock');
    return this.#open(name, this.accounts.open(name, password));
  }

  async sessionRenewPassword({ name, old, new: password }: NewPassword) {
    this.#check('sessionRenewPassword');
    return this.#open(name, this.accounts.renew(name, old, password));
  }

  /** The school's rule for the age of passwords has caught up with somebody. */
  agePassword(name: string) {
    this.accounts.age(name);
  }

  async accountsList() {
    this.#check('accountsList');
    return this.accounts.list();
  }

  async accountAdd(form: AccountForm) {
    this.#check('accountAdd');
    return this.accounts.add(form);
  }

  async accountAuthorise(name: string) {
    this.#check('accountAuthorise');
    return this.accounts.authorise(name, this.#by());
  }

  async accountDisable(name: string) {
    this.#check('accountDisable');
    return this.accounts.disable(name);
  }

  async accountNewPassword({ name, password }: Unlock) {
    this.#check('accountNewPassword');
    this.accounts.reset(name, password);
  }

  async ownPasswordChange({ old, new: password }: OwnPassword) {
    this.#check('ownPasswordChange');
    this.accounts.change(this.#by(), old, password);
  }

  async deputyName(name: string, from: string, to: string) {
    this.#check('deputyName');
    return this.accounts.stand(name, from, to);
  }

  async deputyEnd(name: string) {
    this.#check('deputyEnd');
    return this.accounts.standDown(name);
  }

  async guardedList() {
    this.#check('guardedList');
    return this.guarded.list();
  }

  async guardedAdd(form: DoNotPublishForm) {
    this.#check('guardedAdd');
    return this.guarded.add(form, this.#by());
  }

  async guardedLift(entry: string) {
    this.#check('guardedLift');
    this.guarded.lift(entry);
  }

  async objectionsList() {
    this.#check('objectionsList');
    return this.guarded.objections();
  }

  async objectionAdd(person: string) {
    this.#check('objectionAdd');
    this.guarded.object(person, this.#by());
  }

  async objectionLift(person: string) {
    this.#check('objectionLift');
    return this.guarded.stopObjecting(person);
  }

  async policyShow() {
    this.#check('policyShow');
    return this.policy.show(this.#idle, this.safekeeping.isSet(), this.accounts.count());
  }

  async passwordDaysSet(days: number | null) {
    this.#check('passwordDaysSet');
    this.policy.passwordDays(days);
  }

  async purposeSet(purpose: string, form: PurposeForm) {
    this.#check('purposeSet');
    this.policy.set(purpose, form);
  }

  async publishedMonthsSet(purpose: string, months: number | null) {
    this.#check('publishedMonthsSet');
    this.policy.months(purpose, months);
  }

  async expiryTakesDownSet(purpose: string, takes: boolean) {
    this.#check('expiryTakesDownSet');
    this.policy.expiry(purpose, takes);
  }

  async idleMinutesSet(minutes: number) {
    this.#check('idleMinutesSet');
    this.#idle = minutes;
    return minutes;
  }

  async backupStanding() {
    this.#check('backupStanding');
    return this.safekeeping.look(this.#session?.may.includes('backup') ?? false);
  }

  async backupChooseFolder() {
    return this.options.chooser === 'cancelled' ? null : { token: 'folder-3', name: 'Backups' };
  }

  async backupFolderSet(folder: string | null) {
    this.#check('backupFolderSet');
    this.safekeeping.set(folder && 'Backups');
    return this.backupStanding();
  }

  async backupAsk() {
    this.#check('backupAsk');
    this.safekeeping.ask();
    return this.backupStanding();
  }

  async pagePrint() {
    this.#check('pagePrint');
    window.print();
  }

  async sessionLock() {
    this.#state = 'locked';
    this.#session = null;
    this.offers.end();
  }

  async peopleSearch(query: string, limit: number, album = '') {
    this.#check('peopleSearch');
    const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const words = plain(query).split(/\s+/).filter(Boolean);
    const later = ({ class: group }: { class: string }) => (this.#classes.get(album)?.includes(group) ? 0 : 1);
    return PUPILS.filter(({ name }) => {
      const parts = plain(name).split(/[\s-]+/);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    })
      .sort((one, other) => later(one) - later(other))
      .slice(0, limit)
      .map(({ id, name, class: group }) => ({ id, name, class: group }));
  }

  async purposesList() {
    this.#check('purposesList');
    return this.policy.names();
  }

  async albumsList() {
    this.#check('albumsList');
    return this.#albums.toReversed().map(({ id, name }) => ({ id, name, photos: this.#of(id).length }));
  }

  async devicesList() {
    this.#check('devicesList');
    return this.devices.list();
  }

  async devicesWaiting() {
    this.#check('devicesWaiting');
    return this.devices.waiting();
  }

  async deviceChoosePicture() {
    return this.options.chooser === 'cancelled' ? null : { token: 'camera-picture', name: 'DSC_0001.JPG' };
  }

  async deviceOfPicture(_file: string) {
    this.#check('deviceOfPicture');
    return this.devices.ofPicture();
  }

  async deviceAdd(device: DeviceFound, label: string) {
    this.#check('deviceAdd');
    return this.devices.add(device, label);
  }

  async deviceWithdraw(device: string) {
    this.#check('deviceWithdraw');
    return this.devices.withdraw(device);
  }

  async devicesRelease(photos: string[], because: string) {
    this.#check('devicesRelease');
    return this.devices.release(photos, because);
  }

  async registerStatus() {
    this.#check('registerStatus');
    return this.register.status(PUPILS.length);
  }

  async registerChooseFile() {
    return this.options.chooser === 'cancelled' ? null : { token: 'register', name: 'parents.csv' };
  }

  async registerPreview(_file: string, choices: RegisterChoices) {
    this.#check('registerPreview');
    return this.register.report(choices);
  }

  async registerImport(_file: string, choices: RegisterChoices) {
    this.#check('registerImport');
    return this.register.apply(choices);
  }

  async registerFileDelete(file: string) {
    this.#check('registerFileDelete');
    this.register.deleted.push(file);
  }

  async registerUndo(_id: string, apply: boolean) {
    this.#check('registerUndo');
    return this.register.undo(apply);
  }

  async classesList() {
    this.#check('classesList');
    return this.pupils.classes();
  }

  async listShow(list: ListAsked) {
    this.#check('listShow');
    return this.pupils.table(list);
  }

  async listLetters(list: ListAsked) {
    this.#check('listLetters');
    return this.pupils.letters(list, this.#school);
  }

  async listChooseFolder() {
    return this.options.chooser === 'cancelled' ? null : { token: 'folder-5', name: 'Lists' };
  }

  async listSave(list: ListAsked, _folder: string) {
    this.#check('listSave');
    return this.pupils.save(list);
  }

  async peopleList(query: string, group: string | null, limit: number) {
    this.#check('peopleList');
    return this.pupils.list(query, group, limit);
  }

  async personAnswers(person: string) {
    this.#check('personAnswers');
    return this.pupils.shown(this.#somebody(person));
  }

  async personAdd(form: PersonForm) {
    this.#check('personAdd');
    return this.pupils.add(form);
  }

  async personLeft(person: string, on: string) {
    this.#check('personLeft');
    return this.pupils.left(this.#somebody(person), on);
  }

  async consentSet(entry: AnswerEntry) {
    this.#check('consentSet');
    return this.pupils.enter(this.#somebody(entry.person), entry, this.#session?.name ?? '');
  }

  async consentResolve(person: string, purpose: string) {
    this.#check('consentResolve');
    return this.pupils.resolve(this.#somebody(person), purpose);
  }

  async consentConfirm(person: string, purpose: string) {
    this.#check('consentConfirm');
    return this.pupils.confirm(this.#somebody(person), purpose);
  }

  async importChooseFolder() {
    return this.options.chooser === 'cancelled' ? null : { token: 'folder-1', name: 'DCIM/101_TRIP' };
  }

  async importStart(
    _folder: string,
    album: string,
    classes: string[],
    progress: (step: ImportProgress) => void,
  ): Promise<ImportReport> {
    this.#check('importStart');
    this.#cancelled = this.#held = false;
    const total = this.options.files ?? 24;
    const files: ImportedFile[] = [];
    const id = this.#albums.find(({ name }) => name === album)?.id ?? this.#album(album, 0);
    if (classes.length > 0) this.#classes.set(id, classes);
    for (let n = 1; n <= total && !this.#cancelled; n++) {
      const file = this.#take(id, n);
      files.push(file);
      progress({ done: n, total, recent: [file], finished: null });
      do await new Promise((next) => setTimeout(next, 60));
      while (this.#held && !this.#cancelled);
    }
    const report = { album, cancelled: this.#cancelled, files };
    this.#onCard = files
      .filter(({ photo, outcome }) => photo !== null || outcome === 'duplicate')
      .map(({ file }) => file);
    progress({ done: files.length, total, recent: [], finished: report });
    return report;
  }

  async cardErase() {
    this.#check('cardErase');
    const files = this.#onCard.splice(0);
    const changed = files.slice(-1).map((file) => ({ file, reason: 'it was changed since it was imported' }));
    return { erased: files.length - changed.length, left: changed };
  }

  async importCancel() {
    this.#cancelled = true;
  }

  async importHold(held: boolean) {
    this.#check('importHold');
    this.#held = held;
  }

  importOffered() {
    return this.offers.next();
  }

  async cropShapes() {
    this.#check('cropShapes');
    return [
      { width: 3, height: 2 },
      { width: 1, height: 1 },
    ];
  }

  async facesLeft() {
    this.#check('facesLeft');
    return [...this.#photos.values()].filter(({ faces_sought }) => !faces_sought).length;
  }

  /** The detector has come to every photo. */
  lookForFaces() {
    for (const photo of this.#photos.values()) photo.faces_sought = true;
  }

  async photosList(album: string, purpose: string) {
    this.#check('photosList');
    return this.#of(album).map((photo) => ({
      id: photo.id,
      number: photo.number,
      taken_at: photo.taken_at,
      tagged: photo.tags.length,
      confirmed: photo.confirmed,
      verdict: decide(photo, purpose).verdict,
      burst: photo.number >= 6 && photo.number <= 8 ? 6 : null,
    }));
  }

  async photoShow(photo: string, purpose: string) {
    this.#check('photoShow');
    return this.#view(this.#photo(photo), purpose);
  }

  async photoConfirm(photo: string, purpose: string) {
    this.#check('photoConfirm');
    const it = this.#photo(photo);
    if (!it.faces_sought) refuse('not_now', 'Faces have not been looked for in this photo yet; wait a moment.');
    if (it.faces.some(({ account }) => account === 'unaccounted')) {
      refuse('faces_open', 'There are faces that nobody has accounted for. The photo stays unconfirmed.');
    }
    it.confirmed = true;
    return this.#view(it, purpose);
  }

  tagAdd(photo: string, persons: string[], face: string | null, region: Rect | null, purpose: string) {
    return this.#change('tagAdd', photo, purpose, (it) => {
      for (const { id: person, name } of PUPILS.filter(({ id }) => persons.includes(id))) {
        const taken = it.tags.find((tag) => tag.person === person);
        if (face) it.tags = it.tags.filter((tag) => tag.face !== face || tag.person === person);
        if (taken) Object.assign(taken, face ? { face, region } : {});
        else it.tags.push({ id: this.#id('tag'), name, person, face, region });
      }
      for (const box of it.faces) if (box.id === face) box.account = 'tagged';
    });
  }

  tagRemove(photo: string, tag: string, purpose: string) {
    return this.#change('tagRemove', photo, purpose, (it) => {
      const gone = it.tags.find(({ id }) => id === tag);
      for (const box of it.faces) if (box.id === gone?.face) box.account = 'unaccounted';
      it.tags = it.tags.filter(({ id }) => id !== tag);
    });
  }

  faceAdd(photo: string, region: Rect, purpose: string) {
    return this.#change('faceAdd', photo, purpose, (it) => {
      const number = it.faces.length + 1;
      it.faces.push({ id: this.#id('face'), number, region, account: 'unaccounted', possible: false });
    });
  }

  faceAccount(photo: string, face: string, account: FaceAccount, purpose: string) {
    return this.#change('faceAccount', photo, purpose, (it) => {
      for (const box of it.faces) if (box.id === face) box.account = account;
    });
  }

  coversSet(photo: string, covers: Rect[], purpose: string) {
    return this.#change('coversSet', photo, purpose, (it) => (it.covers = covers));
  }

  cropSet(photo: string, crop: Rect | null, purpose: string) {
    return this.#change('cropSet', photo, purpose, (it) => (it.crop = crop));
  }

  async batchesList() {
    this.#check('batchesList');
    return [...this.#batches.values()].map((batch) => this.#shown(batch).summary);
  }

  async batchNew(purpose: string, title: string) {
    this.#check('batchNew');
    if (title.trim() === '') refuse('missing', 'A title is missing. Nothing was changed.');
    const id = this.#id('batch');
    const prepared_by = this.#session?.name ?? '';
    const batch: Batch = {
      summary: { id, title, purpose, state: 'draft', photos: 0, prepared_by, voided: null },
      items: [],
      note: null,
    };
    this.#batches.set(id, batch);
    return this.#shown(batch);
  }

  async batchShow(batch: string) {
    this.#check('batchShow');
    return this.#shown(this.#batch(batch));
  }

  async batchAdd(batch: string, photos: string[]) {
    this.#check('batchAdd');
    const it = this.#batch(batch);
    for (const photo of photos) {
      if (!it.items.some((item) => item.photo === photo)) it.items.push({ photo, caption: '', altText: '' });
    }
    return this.#shown(it);
  }

  async batchCaption(batch: string, photo: string, caption: string, altText: string) {
    this.#check('batchCaption');
    const it = this.#batch(batch);
    for (const item of it.items) if (item.photo === photo) Object.assign(item, { caption, altText });
    return this.#shown(it);
  }

  async batchArrange(batch: string, order: string[]) {
    return this.#altered('batchArrange', batch, (items) => arranged(items, order), 'the order of the photos changed');
  }

  async batchRename(batch: string, title: string) {
    this.#batch(batch).summary.title = title;
    return this.#altered('batchRename', batch, (items) => [...items], 'the title changed');
  }

  async batchRemove(batch: string, photo: string) {
    const without = (items: Batch['items']) => items.filter((item) => item.photo !== photo);
    return this.#altered('batchRemove', batch, without, 'photos were added or taken out');
  }

  async namesInText(_purpose: string, photo: string | null, text: string) {
    this.#check('namesInText');
    return named(text, photo === null ? undefined : this.#photo(photo));
  }

  async batchSubmit(batch: string) {
    this.#check('batchSubmit');
    const it = this.#batch(batch);
    if (it.items.length === 0) refuse('empty_batch', 'This batch has no photos. It stays a draft. Add photos first.');
    it.summary.voided = null;
    return this.#move(it, 'submitted', null);
  }

  async batchApprove(batch: string, checklist: Checklist) {
    this.#check('batchApprove');
    if (!checklist.dressed || !checklist.reputable || !checklist.fits_purpose) {
      refuse('checklist', 'Every point of the checklist has to be a yes to approve. The batch stays submitted.');
    }
    return this.#move(this.#batch(batch), 'approved', null);
  }

  async batchReturn(batch: string, note: string) {
    this.#check('batchReturn');
    return this.#move(this.#batch(batch), 'returned', note);
  }

  async exportChooseFolder() {
    return this.options.chooser === 'cancelled' ? null : { token: 'folder-2', name: 'Website pictures' };
  }

  async exportCancel() {
    this.#check('exportCancel');
    this.#exportStopped = true;
  }

  async batchExport(
    batch: string,
    _folder: string,
    options: ExportOptions,
    progress: (step: ExportProgress) => void,
  ): Promise<ExportReport> {
    this.#check('batchExport');
    this.#exportStopped = false;
    const total = this.#batch(batch).items.length;
    for (let done = 0; done <= total; done += 1) {
      progress({ done, total });
      await this.pace();
      if (this.#exportStopped) {
        refuse('export_stopped', 'The export was stopped. Nothing was written. Export it again whenever you like.');
      }
    }
    this.exported.push(options);
    const view = this.#move(this.#batch(batch), 'exported', null);
    const items = view.items.map(({ photo, shown }, i) => {
      const goes = shown.verdict !== 'blocked';
      const file = goes ? `autumn-walk-7f3a-${String(i + 1).padStart(2, '0')}.jpg` : null;
      return {
        photo,
        file,
        verdict: shown.verdict,
        held_back: goes ? [] : shown.reasons.map(({ message }) => message),
      };
    });
    return { folder: 'Website pictures/autumn-walk-7f3a', items };
  }

  async takedownsList() {
    this.#check('takedownsList');
    return this.care.takedowns();
  }

  async takedownsPast() {
    this.#check('takedownsPast');
    return this.care.past();
  }

  async takedownDone(published: string) {
    this.#check('takedownDone');
    this.care.down(published, this.#session?.name ?? '');
  }

  async publishedChooseFile() {
    return this.options.chooser === 'cancelled' ? null : { token: 'found-picture', name: 'from-the-web.jpg' };
  }

  async publishedFind(file: string) {
    this.#check('publishedFind');
    return this.care.find(file);
  }

  async publishedWhy(published: string) {
    this.#check('publishedWhy');
    return this.care.why(published) ?? refuse('unknown', 'There is no such published file. Nothing was changed.');
  }

  async incidentsList() {
    this.#check('incidentsList');
    return { incidents: this.care.incidents(), near_misses: 2 };
  }

  async incidentAdd(form: IncidentForm) {
    this.#check('incidentAdd');
    if (form.what.trim() === '') refuse('missing', 'What happened is missing. Nothing was changed.');
    return this.care.record(form, this.#session?.name ?? '');
  }

  async incidentParentsTold(incident: string, person: string) {
    this.#check('incidentParentsTold');
    this.care.told(incident, person, this.#session?.name ?? '');
  }

  async incidentText(incident: string) {
    this.#check('incidentText');
    return this.care.text(incident);
  }

  async photoDeleteNow(photo: string) {
    this.#check('photoDeleteNow');
    return this.retention.deleteNow(photo, this.#session?.name ?? '');
  }

  async retentionDue() {
    this.#check('retentionDue');
    return this.retention.due();
  }

  async albumKeepUntil(album: string, day: string | null) {
    this.#check('albumKeepUntil');
    return this.retention.keep(album, day);
  }

  async retentionSpare(photos: string[]) {
    this.#check('retentionSpare');
    return this.retention.spare(photos);
  }

  async retentionDestroy(photos: string[]) {
    this.#check('retentionDestroy');
    return this.retention.destroy(photos, this.#session?.name ?? '', this.#school);
  }

  async leaversList() {
    this.#check('leaversList');
    return this.retention.leavers();
  }

  async leaversPutForward(person: string | null, withOthers: boolean) {
    this.#check('leaversPutForward');
    return this.retention.putForward(person, withOthers);
  }

  async leaverKeep(person: string, because: string, until: string | null) {
    this.#check('leaverKeep');
    return this.retention.keepLeaver(person, because, until);
  }

  async logPage(asked: LogAsked) {
    this.#check('logPage');
    return this.records.page(asked);
  }

  async logVerify() {
    this.#check('logVerify');
    return this.records.verify();
  }

  async termReport(first: string | null, last: string | null, forGovernors: boolean) {
    this.#check('termReport');
    return this.records.report(first, last, forGovernors);
  }

  async vaultCheck() {
    this.#check('vaultCheck');
    return this.records.check();
  }

  async clockIsBehind() {
    this.#check('clockIsBehind');
    return this.records.clockBehind;
  }

  async clockAccept() {
    this.#check('clockAccept');
    return this.records.acceptClock();
  }

  async recoveryKeyReplace() {
    this.#check('recoveryKeyReplace');
    return { words: 'M4TX-7RQB-2HVF-9KCD-W3PZ-6YNA-8JLE-5SGU' };
  }

  async personFind(query: string, limit: number) {
    return this.peopleSearch(query, limit);
  }

  async personShow(person: string) {
    this.#check('personShow');
    const may = this.#session?.may ?? [];
    return this.care.held(person, may.includes('keep_do_not_publish'), may.includes('pack_person'));
  }

  async packChooseFolder() {
    return this.options.chooser === 'cancelled' ? null : { token: 'folder-4', name: 'Packs' };
  }

  async personPack(_person: string, _folder: string) {
    this.#check('personPack');
    return this.care.pack(this.#session?.may.includes('keep_do_not_publish') ?? false);
  }

  thumb(photo: string) {
    return picture(this.#photos.get(photo)?.number ?? 1);
  }

  preview(photo: string) {
    return this.thumb(photo);
  }

  outcome(photo: string, _state: string) {
    return this.thumb(photo);
  }

  outcomeThumb(photo: string) {
    return this.thumb(photo);
  }

  #check(call: keyof Host) {
    const trouble = this.failing.get(call);
    this.failing.delete(call);
    if (trouble) throw trouble;
  }

  #nameOf(album: string): string {
    return this.#albums.find(({ id }) => id === album)?.name ?? '';
  }

  #destroy(photo: string) {
    this.#photos.delete(photo);
    for (const batch of this.#batches.values()) batch.items = batch.items.filter((item) => item.photo !== photo);
  }

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  #by(): string {
    return this.#session?.name ?? '';
  }

  #open(name: string, role: Role): SessionView {
    this.#state = 'open';
    this.#session = { name, role, school: this.#school, may: rightsOf(role), idle_minutes: this.#idle };
    return this.#session;
  }

  #album(name: string, photos: number): string {
    const id = this.#id('album');
    this.#albums.push({ id, name });
    for (let n = 1; n <= photos; n++) this.#add(id, n);
    return id;
  }

  #add(album: string, number: number): string {
    const id = this.#id('photo');
    const found = faces(number).map((region, i) => ({
      id: this.#id('face'),
      number: i + 1,
      region,
      account: 'unaccounted' as const,
      // The last face of photo 13 is faint.
      possible: number === 13 && i === faces(number).length - 1,
    }));
    // Photos 6, 7 and 8 were taken one second apart.
    const [minute, second] = number > 6 && number < 9 ? [6, number - 6] : [number % 60, 0];
    const taken_at = `2026-11-17T10:${String(minute).padStart(2, '0')}:0${second}`;
    const size = { width: 4800, height: 3200 };
    const faces_sought = !this.options.unsought;
    const nothing = { tags: [], covers: [], crop: null, confirmed: false, faces_sought };
    this.#photos.set(id, { id, album, number, taken_at, ...size, ...nothing, faces: found });
    return id;
  }

  /** One file of an import: every sixth is of another kind, so that each outcome can be seen. */
  #take(album: string, n: number): ImportedFile {
    const file = `IMG_${4210 + n}.JPG`;
    if (n % 12 === 6) {
      const reason = 'The file ends in the middle of the picture.';
      return { file, outcome: 'refused', reason, photo: null };
    }
    if (n % 12 === 0) {
      return { file, outcome: 'duplicate', reason: 'The same picture is here already.', photo: null };
    }
    const photo = this.#add(album, this.#of(album).length + 1);
    if (n % 12 === 9) {
      this.devices.hold({ album, name: this.#nameOf(album), photos: [photo] });
      return { file, outcome: 'quarantined', reason: 'The camera is not on the school’s list.', photo };
    }
    return { file, outcome: 'imported', reason: null, photo };
  }

  #of(album: string): Photo[] {
    return [...this.#photos.values()].filter((photo) => photo.album === album);
  }

  #photo(id: string): Photo {
    return this.#photos.get(id) ?? refuse('unknown', 'There is no such photo. Nothing was changed.');
  }

  #somebody(person: string) {
    return this.pupils.find(person) ?? refuse('unknown', 'There is nobody of that name. Nothing was changed.');
  }

  #batch(id: string): Batch {
    return this.#batches.get(id) ?? refuse('unknown', 'There is no such batch. Nothing was changed.');
  }

  #view(photo: Photo, purpose: string): PhotoView {
    const shown = decide(photo, purpose);
    return structuredClone({ ...photo, shown, instead: this.#better(photo, shown.verdict, purpose) });
  }

  /** A clear photo of the one burst there is, where this one is not clear. */
  #better({ album, number }: Photo, verdict: PhotoView['shown']['verdict'], purpose: string) {
    if (verdict === 'clear' || number < 6 || number > 8) return null;
    const frames = this.#of(album).filter((frame) => frame.number >= 6 && frame.number <= 8);
    const clear = frames.find((frame) => frame.number !== number && decide(frame, purpose).verdict === 'clear');
    return clear ? { id: clear.id, number: clear.number } : null;
  }

  async #change(call: keyof Host, id: string, purpose: string, act: (photo: Photo) => void): Promise<PhotoView> {
    this.#check(call);
    const photo = this.#photo(id);
    act(photo);
    photo.confirmed = false;
    return this.#view(photo, purpose);
  }

  #altered(call: keyof Host, id: string, alter: (items: Batch['items']) => Batch['items'], what: string): BatchView {
    this.#check(call);
    const batch = this.#batch(id);
    batch.items = alter(batch.items);
    if (['submitted', 'approved', 'exported'].includes(batch.summary.state)) batch.summary.voided = what;
    return this.#move(batch, batch.summary.state === 'returned' ? 'returned' : 'draft', batch.note);
  }

  #move(batch: Batch, state: BatchView['summary']['state'], note: string | null): BatchView {
    batch.summary.state = state;
    batch.note = note;
    return this.#shown(batch);
  }

  #shown(batch: Batch): BatchView {
    const items = batch.items.map(({ photo, caption, altText }) =>
      asItem(this.#view(this.#photo(photo), batch.summary.purpose), caption, altText, batch.summary.purpose),
    );
    const { state, prepared_by } = batch.summary;
    const rights = rightsOf(this.#session?.role ?? 'guest');
    const may: string[] = [];
    if (rights.includes('prepare_batch')) may.push('add', 'caption');
    if (rights.includes('submit_batch') && (state === 'draft' || state === 'returned')) may.push('submit');
    if (state === 'submitted' && rights.includes('return_batch')) may.push('return');
    if (state === 'submitted' && rights.includes('approve_batch') && prepared_by !== this.#session?.name) {
      may.push('approve');
    }
    if (rights.includes('export_batch') && (state === 'approved' || state === 'exported')) may.push('export');
    return structuredClone({ ...batch, summary: { ...batch.summary, photos: items.length }, items, may });
  }
}
