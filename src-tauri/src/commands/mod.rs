//! What the page may ask: one command per use case, one file per noun. `build.rs` lists them, the capability grants them.

mod accounts;
mod albums;
mod backups;
mod batches;
mod care;
mod demo;
mod devices;
mod faces;
mod guarded;
mod import;
mod incidents;
mod log;
mod page;
mod people;
mod photos;
mod policy;
mod published;
mod purposes;
mod register;
mod retention;
mod session;
mod tags;
mod vault;

use tauri::Runtime;
use tauri::ipc::Invoke;

/// How the names of picture files end.
const PICTURES: &[&str] = &["jpg", "jpeg", "png", "webp", "avif", "gif", "heic", "tif", "tiff", "bmp"];

/// Answers every command.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        vault::vault_status,
        vault::vault_create,
        vault::idle_minutes_set,
        demo::demo_begin,
        demo::demo_end,
        demo::demo_logins,
        accounts::accounts_list,
        accounts::account_add,
        accounts::account_authorise,
        accounts::account_disable,
        accounts::account_new_password,
        accounts::own_password_change,
        accounts::deputy_name,
        accounts::deputy_end,
        guarded::guarded_list,
        guarded::guarded_add,
        guarded::guarded_lift,
        guarded::objections_list,
        guarded::objection_add,
        guarded::objection_lift,
        policy::policy_show,
        policy::password_days_set,
        policy::purpose_set,
        policy::published_months_set,
        policy::expiry_takes_down_set,
        backups::backup_standing,
        backups::backup_choose_folder,
        backups::backup_folder_set,
        backups::backup_ask,
        page::page_print,
        session::session_unlock,
        session::session_renew_password,
        session::session_lock,
        people::people_search,
        purposes::purposes_list,
        devices::devices_list,
        devices::devices_waiting,
        devices::device_choose_picture,
        devices::device_of_picture,
        devices::device_add,
        devices::device_withdraw,
        devices::devices_release,
        register::register_choose_file,
        register::register_preview,
        register::register_import,
        register::register_file_delete,
        register::register_undo,
        register::register_status,
        register::list_show,
        register::list_letters,
        register::list_choose_folder,
        register::list_save,
        albums::albums_list,
        import::import_choose_folder,
        import::import_start,
        import::import_cancel,
        import::import_hold,
        import::import_offered,
        import::card_erase,
        faces::faces_left,
        photos::photos_list,
        photos::photo_show,
        photos::covers_set,
        photos::crop_shapes,
        photos::crop_set,
        photos::photo_confirm,
        tags::tag_add,
        tags::tag_remove,
        tags::face_add,
        tags::face_account,
        batches::batches_list,
        batches::batch_new,
        batches::batch_show,
        batches::batch_add,
        batches::batch_caption,
        batches::batch_arrange,
        batches::batch_rename,
        batches::batch_remove,
        batches::names_in_text,
        batches::batch_submit,
        batches::batch_approve,
        batches::batch_return,
        batches::export_choose_folder,
        batches::batch_export,
        batches::export_cancel,
        published::takedowns_list,
        published::takedowns_past,
        published::takedown_done,
        published::published_choose_file,
        published::published_find,
        published::published_why,
        incidents::incidents_list,
        incidents::incident_add,
        incidents::incident_parents_told,
        incidents::incident_text,
        people::people_list,
        people::classes_list,
        people::person_answers,
        people::person_add,
        people::person_left,
        people::consent_set,
        people::consent_resolve,
        people::consent_confirm,
        retention::photo_delete_now,
        retention::retention_due,
        retention::album_keep_until,
        retention::retention_spare,
        retention::retention_destroy,
        retention::leavers_list,
        retention::leavers_put_forward,
        retention::leaver_keep,
        log::log_page,
        log::log_verify,
        log::term_report,
        care::vault_check,
        care::clock_is_behind,
        care::clock_accept,
        care::recovery_key_replace,
        people::person_find,
        people::person_show,
        people::pack_choose_folder,
        people::person_pack,
    ]
}
