//! Vaults of every form there was, kept as they lay on the disk: each is opened, brought to the present form, and worked
//! on; one of a newer program is refused. `examples/keep.rs` made them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "shared/kept.rs"]
mod kept;

use rules::{BatchState, PhotoId, Timestamp};
use store::{Action, BlobKind, Env, KdfCost, NewPhoto, Opener, RecoveryKey, StoreError, Vault};
use tempfile::TempDir;

const HEAD: &str = "Wilhelmina Quarrington";
const HEAD_PASSWORD: &str = "crumpet lantern seven";

fn env() -> Env {
    let fill = |bytes: &mut [u8]| getrandom::fill(bytes).unwrap();
    Env::new(|| Timestamp::from_second(1_790_000_100).unwrap(), fill, KdfCost::new(8, 1).unwrap())
}

/// A folder with a copy of the vault of a form.
fn copy_of(form: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    kept::copy_of(form, &folder.path().join("vault"));
    folder
}

#[test]
fn a_vault_of_every_form_opens_says_what_it_said_and_goes_on() {
    for form in 1..=Vault::FORM {
        let folder = copy_of(form);
        let path = folder.path().join("vault");
        let (vault, head) = Vault::unlock(&path, HEAD, HEAD_PASSWORD, env()).unwrap();
        assert_eq!(head.login, HEAD);
        assert_eq!(vault.settings().school().unwrap(), "Larkspur Primary");
        let people = vault.people().all().unwrap();
        assert_eq!(people[0].names.surname, "Marchbanks");
        assert_eq!(vault.people().by_upn("H801200001234").unwrap(), Some(people[0].id));
        assert_eq!(vault.register().unwrap().consents[&people[0].id].len(), 1);
        let album = vault.albums().named("Autumn walk").unwrap();
        let photos = vault.photos().in_album(album.id).unwrap();
        for (seed, photo) in (1..).zip(&photos) {
            assert_eq!(vault.photos().bytes(photo.id, BlobKind::Master).unwrap().as_slice(), [seed; 900]);
        }
        assert_eq!((photos.len(), photos[0].tagged, photos[0].confirmed), (2, 1, true));
        assert_eq!(vault.photos().tombstones().unwrap().len(), 1);
        let batch = vault.batches().all().unwrap().remove(0);
        assert_eq!(batch.state, BatchState::Approved);
        assert!(vault.batches().approval(batch.id).unwrap().unwrap().signature_holds);
        assert!(vault.check().unwrap().is_sound(), "form {form}");
        assert!(vault.log().about(&batch.id.to_string()).unwrap().iter().any(|e| e.action == Action::BatchApproved));
        assert!(vault.log().reached().unwrap() >= Timestamp::from_second(1_790_000_000).unwrap());

        let late = PhotoId::new(vault.env().new_id());
        vault.photos().add(&NewPhoto::plain(late, album.id, &[9; 900])).unwrap();
        let backup = folder.path().join("backup");
        vault.backup(&backup).unwrap();
        drop(vault);
        let elsewhere = folder.path().join("elsewhere");
        let opener = Opener::Password { login: "Office", password: "teapot gravel nine" };
        assert_eq!(Vault::restore(&backup, &elsewhere, &opener, env(), &|_| true).unwrap().photos, 3);
    }
}

#[test]
fn the_recovery_key_of_a_kept_vault_still_opens_it() {
    for form in 1..=Vault::FORM {
        let folder = copy_of(form);
        let printed = std::fs::read_to_string(kept::kept(form).join("recovery")).unwrap();
        let key = RecoveryKey::parse(&printed).unwrap();
        Vault::unlock_with_recovery(&folder.path().join("vault"), &key, env()).unwrap();
    }
}

#[test]
fn key_slots_of_a_newer_program_are_refused_and_left_as_they_are() {
    let folder = copy_of(Vault::FORM);
    let path = folder.path().join("vault");
    let text = std::fs::read_to_string(path.join("keys")).unwrap();
    let (body, _) = text.trim_end().rsplit_once('\n').unwrap();
    let newer = body.replacen("\"version\":1", "\"version\":2", 1);
    let newer = format!("{newer}\n{}\n", blake3::hash(newer.as_bytes()).to_hex());
    for name in ["keys", "keys-copy"] {
        store::atomic::write_atomically(&path.join(name), newer.as_bytes()).unwrap();
    }
    assert!(matches!(Vault::unlock(&path, HEAD, HEAD_PASSWORD, env()), Err(StoreError::NewerVault)));
    assert_eq!(std::fs::read_to_string(path.join("keys")).unwrap(), newer);
}
