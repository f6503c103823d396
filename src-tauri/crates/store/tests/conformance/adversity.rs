//! A drive that is pulled and put back; drives on other computers. These tests move the vault's folder.

use std::sync::Arc;

use store::{BlobKind, Drive, NewVault, Opener, RecoveryKey, StoreError, Vault};

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

#[test]
fn no_way_leads_to_a_vault_on_a_network_drive_and_what_lies_there_stays_as_it_was() {
    let (school, vault) = School::open();
    let backup = school.folder.path().join("school.backup");
    vault.backup(&backup).unwrap();
    let recovery = RecoveryKey::parse(&vault.accounts().replace_recovery_key().unwrap().shown()).unwrap();
    drop(vault);
    let files = || {
        let entries = std::fs::read_dir(school.folder.path()).unwrap().chain(std::fs::read_dir(school.path()).unwrap());
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    };
    let before = files();
    let on = |drive: Drive| school.env.clone().with_drives(Arc::new(move |_| drive));
    let elsewhere = school.folder.path().join("elsewhere");
    let new = NewVault { school: "Larkspur Primary", head: HEAD, password: HEAD_PASSWORD };
    let opener = Opener::Password { login: HEAD, password: HEAD_PASSWORD };
    let network = || on(Drive::Network);
    for refused in [
        Vault::create(&elsewhere, &new, network()).map(drop),
        Vault::unlock(&school.path(), HEAD, HEAD_PASSWORD, network()).map(drop),
        Vault::unlock_with_recovery(&school.path(), &recovery, network()).map(drop),
        Vault::restore(&backup, &elsewhere, &opener, network(), &|_| true).map(drop),
        Vault::restore(&backup, &school.path(), &opener, network(), &|_| true).map(drop),
    ] {
        assert!(matches!(refused, Err(StoreError::NetworkShare)), "{refused:?}");
    }
    assert_eq!(files(), before);
    // A kind of disk that nobody has heard of is used all the same.
    for drive in [Drive::Local, Drive::Removable, Drive::Unknown] {
        drop(Vault::unlock(&school.path(), HEAD, HEAD_PASSWORD, on(drive)).unwrap());
    }
}
