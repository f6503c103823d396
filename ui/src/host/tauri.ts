/** The door to Rust: each command by its name. Nothing else in the window imports `@tauri-apps`. */
import { Channel, invoke } from '@tauri-apps/api/core';

import type { ExportProgress } from '../wire/ExportProgress';
import type { ImportProgress } from '../wire/ImportProgress';
import type { Host } from './host';

/** WebView2 knows no schemes of ours, so there the same pictures have an address of their own. */
function pictures(): string {
  return navigator.userAgent.includes('Windows') ? 'http://photo.localhost' : 'photo://localhost';
}

/** The program behind the window. */
export function tauriHost(): Host {
  const origin = pictures();
  return {
    vaultStatus: () => invoke('vault_status'),
    vaultCreate: (form) => invoke('vault_create', { form }),

    demoBegin: () => invoke('demo_begin'),
    demoEnd: () => invoke('demo_end'),
    demoLogins: () => invoke('demo_logins'),
    idleMinutesSet: (minutes) => invoke('idle_minutes_set', { minutes }),

    accountsList: () => invoke('accounts_list'),
    accountAdd: (form) => invoke('account_add', { form }),
    accountAuthorise: (name) => invoke('account_authorise', { name }),
    accountDisable: (name) => invoke('account_disable', { name }),
    accountNewPassword: (form) => invoke('account_new_password', { form }),
    ownPasswordChange: (form) => invoke('own_password_change', { form }),
    deputyName: (name, from, to) => invoke('deputy_name', { name, from, to }),
    deputyEnd: (name) => invoke('deputy_end', { name }),

    guardedList: () => invoke('guarded_list'),
    guardedAdd: (form) => invoke('guarded_add', { form }),
    guardedLift: (entry) => invoke('guarded_lift', { entry }),
    objectionsList: () => invoke('objections_list'),
    objectionAdd: (person) => invoke('objection_add', { person }),
    objectionLift: (person) => invoke('objection_lift', { person }),

    policyShow: () => invoke('policy_show'),
    passwordDaysSet: (days) => invoke('password_days_set', { days }),
    purposeSet: (purpose, form) => invoke('purpose_set', { purpose, form }),
    publishedMonthsSet: (purpose, months) => invoke('published_months_set', { purpose, months }),
    expiryTakesDownSet: (purpose, takes) => invoke('expiry_takes_down_set', { purpose, takes }),

    backupStanding: () => invoke('backup_standing'),
    backupChooseFolder: () => invoke('backup_choose_folder'),
    backupFolderSet: (folder) => invoke('backup_folder_set', { folder }),
    backupAsk: () => invoke('backup_ask'),

    pagePrint: () => invoke('page_print'),

    sessionUnlock: (form) => invoke('session_unlock', { form }),
    sessionRenewPassword: (form) => invoke('session_renew_password', { form }),
    sessionLock: () => invoke('session_lock'),

    peopleSearch: (query, limit, album) => invoke('people_search', { query, limit, album }),
    purposesList: () => invoke('purposes_list'),
    albumsList: () => invoke('albums_list'),

    devicesList: () => invoke('devices_list'),
    devicesWaiting: () => invoke('devices_waiting'),
    deviceChoosePicture: () => invoke('device_choose_picture'),
    deviceOfPicture: (file) => invoke('device_of_picture', { file }),
    deviceAdd: (device, label) => invoke('device_add', { device, label }),
    deviceWithdraw: (device) => invoke('device_withdraw', { device }),
    devicesRelease: (photos, because) => invoke('devices_release', { photos, because }),

    registerStatus: () => invoke('register_status'),
    registerChooseFile: () => invoke('register_choose_file'),
    registerPreview: (file, choices) => invoke('register_preview', { file, choices }),
    registerImport: (file, choices) => invoke('register_import', { file, choices }),
    registerFileDelete: (file) => invoke('register_file_delete', { file }),
    registerUndo: (id, apply) => invoke('register_undo', { import: id, apply }),

    classesList: () => invoke('classes_list'),
    listShow: (list) => invoke('list_show', { list }),
    listLetters: (list) => invoke('list_letters', { list }),
    listChooseFolder: () => invoke('list_choose_folder'),
    listSave: (list, folder) => invoke('list_save', { list, folder }),

    importChooseFolder: () => invoke('import_choose_folder'),
    importStart: (folder, album, classes, onStep) => {
      const progress = new Channel<ImportProgress>();
      progress.onmessage = onStep;
      return invoke('import_start', { folder, album, classes, progress });
    },
    importCancel: () => invoke('import_cancel'),
    importHold: (held) => invoke('import_hold', { held }),
    importOffered: () => invoke('import_offered'),
    cardErase: () => invoke('card_erase'),

    cropShapes: () => invoke('crop_shapes'),
    facesLeft: () => invoke('faces_left'),

    photosList: (album, purpose) => invoke('photos_list', { album, purpose }),
    photoShow: (photo, purpose) => invoke('photo_show', { photo, purpose }),
    photoConfirm: (photo, purpose) => invoke('photo_confirm', { photo, purpose }),
    tagAdd: (photo, persons, face, region, purpose) => invoke('tag_add', { photo, persons, face, region, purpose }),
    tagRemove: (photo, tag, purpose) => invoke('tag_remove', { photo, tag, purpose }),
    faceAdd: (photo, region, purpose) => invoke('face_add', { photo, region, purpose }),
    faceAccount: (photo, face, account, purpose) => invoke('face_account', { photo, face, account, purpose }),
    coversSet: (photo, covers, purpose) => invoke('covers_set', { photo, covers, purpose }),
    cropSet: (photo, crop, purpose) => invoke('crop_set', { photo, crop, purpose }),

    batchesList: () => invoke('batches_list'),
    batchNew: (purpose, title) => invoke('batch_new', { purpose, title }),
    batchShow: (batch) => invoke('batch_show', { batch }),
    batchAdd: (batch, photos) => invoke('batch_add', { batch, photos }),
    batchCaption: (batch, photo, caption, altText) => invoke('batch_caption', { batch, photo, caption, altText }),
    batchArrange: (batch, order) => invoke('batch_arrange', { batch, order }),
    batchRename: (batch, title) => invoke('batch_rename', { batch, title }),
    batchRemove: (batch, photo) => invoke('batch_remove', { batch, photo }),
    namesInText: (purpose, photo, text) => invoke('names_in_text', { purpose, photo, text }),
    batchSubmit: (batch) => invoke('batch_submit', { batch }),
    batchApprove: (batch, checklist) => invoke('batch_approve', { batch, checklist }),
    batchReturn: (batch, note) => invoke('batch_return', { batch, note }),

    exportChooseFolder: () => invoke('export_choose_folder'),
    batchExport: (batch, folder, options, onStep) => {
      const progress = new Channel<ExportProgress>();
      progress.onmessage = onStep;
      return invoke('batch_export', { batch, folder, options, progress });
    },
    exportCancel: () => invoke('export_cancel'),

    takedownsList: () => invoke('takedowns_list'),
    takedownsPast: () => invoke('takedowns_past'),
    takedownDone: (published) => invoke('takedown_done', { published }),
    publishedChooseFile: () => invoke('published_choose_file'),
    publishedFind: (file) => invoke('published_find', { file }),
    publishedWhy: (published) => invoke('published_why', { published }),

    incidentsList: () => invoke('incidents_list'),
    incidentAdd: (form) => invoke('incident_add', { form }),
    incidentParentsTold: (incident, person) => invoke('incident_parents_told', { incident, person }),
    incidentText: (incident) => invoke('incident_text', { incident }),

    peopleList: (query, group, limit) => invoke('people_list', { query, class: group, limit }),
    personAnswers: (person) => invoke('person_answers', { person }),
    personAdd: (form) => invoke('person_add', { form }),
    personLeft: (person, on) => invoke('person_left', { person, on }),
    consentSet: (answer) => invoke('consent_set', { answer }),
    consentResolve: (person, purpose) => invoke('consent_resolve', { person, purpose }),
    consentConfirm: (person, purpose) => invoke('consent_confirm', { person, purpose }),
    photoDeleteNow: (photo) => invoke('photo_delete_now', { photo }),
    retentionDue: () => invoke('retention_due'),
    albumKeepUntil: (album, day) => invoke('album_keep_until', { album, day }),
    retentionSpare: (photos) => invoke('retention_spare', { photos }),
    retentionDestroy: (photos) => invoke('retention_destroy', { photos }),
    leaversList: () => invoke('leavers_list'),
    leaversPutForward: (person, withOthers) => invoke('leavers_put_forward', { person, withOthers }),
    leaverKeep: (person, because, until) => invoke('leaver_keep', { person, because, until }),

    logPage: (asked) => invoke('log_page', { asked }),
    logVerify: () => invoke('log_verify'),
    termReport: (first, last, forGovernors) => invoke('term_report', { first, last, forGovernors }),

    vaultCheck: () => invoke('vault_check'),
    clockIsBehind: () => invoke('clock_is_behind'),
    clockAccept: () => invoke('clock_accept'),
    recoveryKeyReplace: () => invoke('recovery_key_replace'),

    personFind: (query, limit) => invoke('person_find', { query, limit }),
    personShow: (person) => invoke('person_show', { person }),
    packChooseFolder: () => invoke('pack_choose_folder'),
    personPack: (person, folder) => invoke('person_pack', { person, folder }),

    thumb: (photo) => `${origin}/thumb/${photo}`,
    preview: (photo) => `${origin}/preview/${photo}`,
    outcome: (photo, state) => `${origin}/outcome/${photo}?${state}`,
    outcomeThumb: (photo) => `${origin}/outcome-thumb/${photo}?${Date.now()}`,
  };
}
