//! Names every command of the window, so that each one needs a permission, and builds the window's resources.

/// The commands; `capabilities/main.json` grants each, `src/commands` answers each.
const COMMANDS: &[&str] = &[
    "vault_status",
    "vault_create",
    "idle_minutes_set",
    "backup_standing",
    "backup_choose_folder",
    "backup_folder_set",
    "backup_ask",
    "session_unlock",
    "session_renew_password",
    "session_lock",
    "people_search",
    "purposes_list",
    "register_choose_file",
    "register_preview",
    "register_import",
    "register_file_delete",
    "register_undo",
    "register_status",
    "register_chase",
    "albums_list",
    "import_choose_folder",
    "import_start",
    "import_cancel",
    "card_erase",
    "faces_left",
    "photos_list",
    "photo_show",
    "tag_add",
    "tag_remove",
    "face_add",
    "face_account",
    "covers_set",
    "crop_shapes",
    "crop_set",
    "photo_confirm",
    "batches_list",
    "batch_new",
    "batch_show",
    "batch_add",
    "batch_caption",
    "batch_submit",
    "batch_approve",
    "batch_return",
    "export_choose_folder",
    "batch_export",
];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    // A build script reports its failure by panicking.
    tauri_build::try_build(attributes).expect("the window's configuration, capability or icons");
}
