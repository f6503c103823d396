//! A drive that is pulled and put back; a disk that takes no more. These tests move and fill the vault's folder.

use store::{BlobKind, StoreError};

use crate::school::{HEAD, HEAD_PASSWORD, School, photo};

#[test]
fn a_vault_on_a_drive_that_was_pulled_says_so_and_goes_on_when_it_is_back() {
    let (school, vault) = School::open();
    let album = vault.albums().named("Autumn walk").unwrap();
    let kept = photo(&vault, &album, &[1; 900]).unwrap();
    let elsewhere = school.folder.path().join("pulled");
    store::atomic::rename_flushed(&school.path(), &elsewhere).unwrap();
    assert!(matches!(photo(&vault, &album, &[2; 900]), Err(StoreError::Io { .. })));
    assert!(matches!(vault.photos().bytes(kept.id, BlobKind::Master), Err(StoreError::Damaged(_))));
    store::atomic::rename_flushed(&elsewhere, &school.path()).unwrap();
    assert_eq!(vault.photos().bytes(kept.id, BlobKind::Master).unwrap().as_slice(), [1; 900]);
    photo(&vault, &album, &[2; 900]).unwrap();
    drop(vault);
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert_eq!(vault.photos().in_album(album.id).unwrap().len(), 2);
    assert!(vault.check().unwrap().is_sound());
}
