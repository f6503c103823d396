/** What the screens may ask of the program behind the window. The only other implementation is the fake for tests. */
import type { Gone } from '../wire/Gone';
import type { LeaverHeld } from '../wire/LeaverHeld';
import type { LogAsked } from '../wire/LogAsked';
import type { LogPage } from '../wire/LogPage';
import type { LogVerified } from '../wire/LogVerified';
import type { PurgeCertificate } from '../wire/PurgeCertificate';
import type { PutForward } from '../wire/PutForward';
import type { RetentionDue } from '../wire/RetentionDue';
import type { TermReport } from '../wire/TermReport';
import type { VaultChecked } from '../wire/VaultChecked';
import type { AccountForm } from '../wire/AccountForm';
import type { AccountView } from '../wire/AccountView';
import type { AlbumSummary } from '../wire/AlbumSummary';
import type { AnswerEntry } from '../wire/AnswerEntry';
import type { BackupStanding } from '../wire/BackupStanding';
import type { BatchSummary } from '../wire/BatchSummary';
import type { BatchView } from '../wire/BatchView';
import type { CardErased } from '../wire/CardErased';
import type { Checklist } from '../wire/Checklist';
import type { CropShape } from '../wire/CropShape';
import type { DeviceFound } from '../wire/DeviceFound';
import type { DeviceShown } from '../wire/DeviceShown';
import type { DemoAccount } from '../wire/DemoAccount';
import type { ExportOptions } from '../wire/ExportOptions';
import type { DoNotPublishForm } from '../wire/DoNotPublishForm';
import type { DoNotPublishShown } from '../wire/DoNotPublishShown';
import type { ExportProgress } from '../wire/ExportProgress';
import type { ExportReport } from '../wire/ExportReport';
import type { FaceAccount } from '../wire/FaceAccount';
import type { FoundCopy } from '../wire/FoundCopy';
import type { ImportProgress } from '../wire/ImportProgress';
import type { ImportReport } from '../wire/ImportReport';
import type { IncidentForm } from '../wire/IncidentForm';
import type { IncidentList } from '../wire/IncidentList';
import type { Letters } from '../wire/Letters';
import type { ListAsked } from '../wire/ListAsked';
import type { NewPassword } from '../wire/NewPassword';
import type { NewVault } from '../wire/NewVault';
import type { ObjectionShown } from '../wire/ObjectionShown';
import type { OwnPassword } from '../wire/OwnPassword';
import type { PackMade } from '../wire/PackMade';
import type { PeopleListed } from '../wire/PeopleListed';
import type { PersonForm } from '../wire/PersonForm';
import type { PersonHeld } from '../wire/PersonHeld';
import type { PersonShown } from '../wire/PersonShown';
import type { PersonSummary } from '../wire/PersonSummary';
import type { PhotoCard } from '../wire/PhotoCard';
import type { PhotoView } from '../wire/PhotoView';
import type { PhotosWaiting } from '../wire/PhotosWaiting';
import type { PolicyView } from '../wire/PolicyView';
import type { PublishedShown } from '../wire/PublishedShown';
import type { PurposeForm } from '../wire/PurposeForm';
import type { PurposeView } from '../wire/PurposeView';
import type { RecoveryKeyShown } from '../wire/RecoveryKeyShown';
import type { RegisterChoices } from '../wire/RegisterChoices';
import type { RegisterReport } from '../wire/RegisterReport';
import type { RegisterStatus } from '../wire/RegisterStatus';
import type { Released } from '../wire/Released';
import type { Rect } from '../wire/Rect';
import type { SessionView } from '../wire/SessionView';
import type { Table } from '../wire/Table';
import type { TakedownItem } from '../wire/TakedownItem';
import type { UndoReport } from '../wire/UndoReport';
import type { Unlock } from '../wire/Unlock';
import type { VaultStatus } from '../wire/VaultStatus';
import type { WhyPublished } from '../wire/WhyPublished';

/** A folder or file that somebody chose. The page never learns its path. */
export type ChosenFolder = { token: string; name: string };

/** A folder to import from that turned up by itself: a camera card that was put in, or dropped on the window. */
export type ImportOffer = { folder: ChosenFolder; card: boolean };

/** Every call rejects with a `WireError`. */
export interface Host {
  vaultStatus(): Promise<VaultStatus>;
  vaultCreate(form: NewVault): Promise<RecoveryKeyShown>;

  /** Opens a made-up school in the place of this computer's own, which stays as it is. */
  demoBegin(): Promise<void>;
  demoEnd(): Promise<void>;
  /** Who can log in to the made-up school; nobody where it is not the one in use. */
  demoLogins(): Promise<DemoAccount[]>;

  /** Minutes without a key or the mouse after which the window locks itself; answers with what is settled. */
  idleMinutesSet(minutes: number): Promise<number>;

  accountsList(): Promise<AccountView[]>;
  /** It waits until the head authorises it. */
  accountAdd(form: AccountForm): Promise<AccountView>;
  accountAuthorise(name: string): Promise<AccountView>;
  accountDisable(name: string): Promise<AccountView>;
  /** A disabled account may log in again. */
  accountNewPassword(form: Unlock): Promise<void>;
  ownPasswordChange(form: OwnPassword): Promise<void>;
  /** Both days are included. */
  deputyName(name: string, from: string, to: string): Promise<AccountView>;
  deputyEnd(name: string): Promise<AccountView>;

  /** The do-not-publish list with its sealed reasons; that they were read is logged. */
  guardedList(): Promise<DoNotPublishShown[]>;
  /** Answers with the entry's identifier. */
  guardedAdd(form: DoNotPublishForm): Promise<string>;
  guardedLift(entry: string): Promise<void>;
  objectionsList(): Promise<ObjectionShown[]>;
  objectionAdd(person: string): Promise<void>;
  /** Lifts every objection of a person; answers how many there were. */
  objectionLift(person: string): Promise<number>;

  policyShow(): Promise<PolicyView>;
  /** `null` is never. */
  passwordDaysSet(days: number | null): Promise<void>;
  purposeSet(purpose: string, form: PurposeForm): Promise<void>;
  publishedMonthsSet(purpose: string, months: number | null): Promise<void>;
  expiryTakesDownSet(purpose: string, takes: boolean): Promise<void>;

  backupStanding(): Promise<BackupStanding>;
  backupChooseFolder(): Promise<ChosenFolder | null>;
  /** `null` ends the backups that come by themselves. */
  backupFolderSet(folder: string | null): Promise<BackupStanding>;
  /** The next one is made as soon as can be. */
  backupAsk(): Promise<BackupStanding>;

  /** Opens the print dialog on what the screen shows; `@media print` in `shared/style/base.css` settles what that is. */
  pagePrint(): Promise<void>;

  sessionUnlock(form: Unlock): Promise<SessionView>;
  /** Sets a new password in the place of one that is too old, and logs in. */
  sessionRenewPassword(form: NewPassword): Promise<SessionView>;
  sessionLock(): Promise<void>;

  /** Those of the album's classes first, where one is named. */
  peopleSearch(query: string, limit: number, album?: string): Promise<PersonSummary[]>;
  purposesList(): Promise<PurposeView[]>;
  albumsList(): Promise<AlbumSummary[]>;

  /** The school's cameras, those taken off the list included. */
  devicesList(): Promise<DeviceShown[]>;
  /** Photos of other cameras that wait for the head, by album and camera. */
  devicesWaiting(): Promise<PhotosWaiting[]>;
  deviceChoosePicture(): Promise<ChosenFolder | null>;
  /** The camera that took the chosen picture. */
  deviceOfPicture(file: string): Promise<DeviceFound>;
  /** An empty label is made of the camera's own words. */
  deviceAdd(device: DeviceFound, label: string): Promise<DeviceShown>;
  deviceWithdraw(device: string): Promise<void>;
  devicesRelease(photos: string[], because: string): Promise<Released>;

  registerStatus(): Promise<RegisterStatus>;
  registerChooseFile(): Promise<ChosenFolder | null>;
  registerPreview(file: string, choices: RegisterChoices): Promise<RegisterReport>;
  registerImport(file: string, choices: RegisterChoices): Promise<RegisterReport>;
  registerFileDelete(file: string): Promise<void>;
  registerUndo(id: string, apply: boolean): Promise<UndoReport>;

  /** The classes of the pupils at the school. */
  classesList(): Promise<string[]>;
  listShow(list: ListAsked): Promise<Table>;
  /** The letters to families that go with a list. */
  listLetters(list: ListAsked): Promise<Letters>;
  listChooseFolder(): Promise<ChosenFolder | null>;
  /** Writes a list as CSV; answers with the file's name. */
  listSave(list: ListAsked, folder: string): Promise<string>;

  importChooseFolder(): Promise<ChosenFolder | null>;
  /** `classes`: whom the album shows; they are offered first when it is named who can be seen. */
  importStart(
    folder: string,
    album: string,
    classes: string[],
    progress: (step: ImportProgress) => void,
  ): Promise<ImportReport>;
  importCancel(): Promise<void>;
  /** Makes the running import wait, or go on. */
  importHold(held: boolean): Promise<void>;
  /** Answers once a folder turned up by itself; with `null` once the login has ended. */
  importOffered(): Promise<ImportOffer | null>;
  /** Erases from the card what the last import brought in, once each stored copy was read back. */
  cardErase(): Promise<CardErased>;

  /** The shapes that the school crops to. */
  cropShapes(): Promise<CropShape[]>;

  /** Photos in which faces are still to be looked for. */
  facesLeft(): Promise<number>;

  photosList(album: string, purpose: string): Promise<PhotoCard[]>;
  photoShow(photo: string, purpose: string): Promise<PhotoView>;
  photoConfirm(photo: string, purpose: string): Promise<PhotoView>;
  tagAdd(
    photo: string,
    persons: string[],
    face: string | null,
    region: Rect | null,
    purpose: string,
  ): Promise<PhotoView>;
  tagRemove(photo: string, tag: string, purpose: string): Promise<PhotoView>;
  faceAdd(photo: string, region: Rect, purpose: string): Promise<PhotoView>;
  faceAccount(photo: string, face: string, account: FaceAccount, purpose: string): Promise<PhotoView>;
  coversSet(photo: string, covers: Rect[], purpose: string): Promise<PhotoView>;
  cropSet(photo: string, crop: Rect | null, purpose: string): Promise<PhotoView>;

  batchesList(): Promise<BatchSummary[]>;
  batchNew(purpose: string, title: string): Promise<BatchView>;
  batchShow(batch: string): Promise<BatchView>;
  batchAdd(batch: string, photos: string[]): Promise<BatchView>;
  batchCaption(batch: string, photo: string, caption: string, altText: string): Promise<BatchView>;
  /** Those named first, in this order; the others behind, as they were. */
  batchArrange(batch: string, order: string[]): Promise<BatchView>;
  batchRename(batch: string, title: string): Promise<BatchView>;
  batchRemove(batch: string, photo: string): Promise<BatchView>;
  /** Whom a text names that may not be named in it; without a photo it is a title. Nothing is kept. */
  namesInText(purpose: string, photo: string | null, text: string): Promise<string[]>;
  batchSubmit(batch: string): Promise<BatchView>;
  batchApprove(batch: string, checklist: Checklist): Promise<BatchView>;
  batchReturn(batch: string, note: string): Promise<BatchView>;

  exportChooseFolder(): Promise<ChosenFolder | null>;
  batchExport(
    batch: string,
    folder: string,
    options: ExportOptions,
    progress: (step: ExportProgress) => void,
  ): Promise<ExportReport>;
  exportCancel(): Promise<void>;

  /** Published copies that have to come down, the oldest first. */
  takedownsList(): Promise<TakedownItem[]>;
  /** Those that were taken down. */
  takedownsPast(): Promise<PublishedShown[]>;
  takedownDone(published: string): Promise<void>;
  publishedChooseFile(): Promise<ChosenFolder | null>;
  /** Published files that the chosen one is, or is a copy of: the nearest first. */
  publishedFind(file: string): Promise<FoundCopy[]>;
  publishedWhy(published: string): Promise<WhyPublished>;

  incidentsList(): Promise<IncidentList>;
  /** Answers with the incident's identifier. */
  incidentAdd(form: IncidentForm): Promise<string>;
  incidentParentsTold(incident: string, person: string): Promise<void>;
  /** The incident as text for the school's own record. */
  incidentText(incident: string): Promise<string>;

  /** Everybody on the register whose name begins so, of one class or of all. */
  peopleList(query: string, group: string | null, limit: number): Promise<PeopleListed>;
  /** Where somebody's consents stand, and every answer on record. */
  personAnswers(person: string): Promise<PersonShown>;
  personAdd(form: PersonForm): Promise<PersonShown>;
  personLeft(person: string, on: string): Promise<PersonShown>;
  consentSet(entry: AnswerEntry): Promise<PersonShown>;
  /** The condition of a yes does not stand in the way. */
  consentResolve(person: string, purpose: string): Promise<PersonShown>;
  /** A spoken yes, confirmed by somebody else than who entered it. */
  consentConfirm(person: string, purpose: string): Promise<PersonShown>;
  /** Destroys a compromising picture: anybody may, and nobody can bring it back. */
  photoDeleteNow(photo: string): Promise<Gone>;
  retentionDue(): Promise<RetentionDue>;
  /** `null` is no such day. */
  albumKeepUntil(album: string, day: string | null): Promise<void>;
  /** Takes photos off the list of what is due, where they were put forward. */
  retentionSpare(photos: string[]): Promise<void>;
  /** Destroys those of the photos that are due. */
  retentionDestroy(photos: string[]): Promise<PurgeCertificate>;
  leaversList(): Promise<LeaverHeld[]>;
  /** `null` is everybody about whom nothing was decided. */
  leaversPutForward(person: string | null, withOthers: boolean): Promise<PutForward>;
  leaverKeep(person: string, because: string, until: string | null): Promise<void>;

  /** The newest first. */
  logPage(asked: LogAsked): Promise<LogPage>;
  logVerify(): Promise<LogVerified>;
  /** Of the present term where no days are named. */
  termReport(first: string | null, last: string | null, forGovernors: boolean): Promise<TermReport>;

  vaultCheck(): Promise<VaultChecked>;
  /** The computer's clock tells an earlier time than the log has seen. */
  clockIsBehind(): Promise<boolean>;
  clockAccept(): Promise<boolean>;
  recoveryKeyReplace(): Promise<RecoveryKeyShown>;

  /** Everybody on the register, those who have left included. */
  personFind(query: string, limit: number): Promise<PersonSummary[]>;
  personShow(person: string): Promise<PersonHeld>;
  packChooseFolder(): Promise<ChosenFolder | null>;
  /** The passphrase is in the answer and nowhere else. */
  personPack(person: string, folder: string): Promise<PackMade>;

  /** Address of a small picture, 320 pixels on its longer edge. */
  thumb(photo: string): string;
  /** Address of a large picture, 1,600 pixels on its longer edge. */
  preview(photo: string): string;
  /** Address of the large picture as it goes out, cropped and covered; `state` tells one state of the edits from the next. */
  outcome(photo: string, state: string): string;
  /** Address of the small picture as it goes out now. */
  outcomeThumb(photo: string): string;
}
