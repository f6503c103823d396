//! Keys and accounts: P19, P20, P29.

use rules::Role;
use store::{KdfCost, NewAccount, NewVault, RecoveryKey, Standing, StoreError};

use crate::school::{HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD, School, Vault, env, office};

#[test]
fn p20_the_right_password_opens_and_a_wrong_one_or_a_wrong_name_does_not() {
    let (school, vault) = School::open();
    drop(vault);
    assert!(matches!(school.unlock(HEAD, "crumpet lantern eight"), Err(StoreError::WrongPassword)));
    assert!(matches!(school.unlock("Nobody Known", HEAD_PASSWORD), Err(StoreError::WrongPassword)));
    let vault = school.unlock("  wilhelmina  QUARRINGTON ", HEAD_PASSWORD).unwrap();
    assert_eq!(vault.settings().school().unwrap(), "Larkspur Primary");
    assert_eq!(vault.accounts().get(vault.actor().unwrap()).unwrap().role, Role::Head);
}

#[test]
fn a_folder_without_a_vault_and_a_folder_with_one_are_told_apart() {
    let (school, vault) = School::open();
    let elsewhere = school.folder.path().join("elsewhere");
    let missing = Vault::unlock(&elsewhere, HEAD, HEAD_PASSWORD, school.env.clone());
    assert!(matches!(missing, Err(StoreError::NoVault)));
    drop(vault);
    let new = NewVault { school: "Other", head: HEAD, password: HEAD_PASSWORD };
    assert!(matches!(Vault::create(&school.path(), &new, school.env.clone()), Err(StoreError::VaultExists)));
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::create_dir(elsewhere.join("holiday")).unwrap();
    assert!(matches!(Vault::create(&elsewhere, &new, school.env.clone()), Err(StoreError::WrongState(_))));
}

#[test]
fn a_second_opener_of_the_same_vault_is_refused_until_the_first_closes() {
    let (school, vault) = School::open();
    assert!(matches!(school.unlock(HEAD, HEAD_PASSWORD), Err(StoreError::InUse)));
    drop(vault);
    school.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn p20_the_delay_after_wrong_passwords_grows_survives_a_restart_and_ends() {
    let (school, vault) = School::open();
    drop(vault);
    for _ in 0..4 {
        let wrong = school.unlock(HEAD, "not the password");
        assert!(matches!(wrong, Err(StoreError::WrongPassword)), "{wrong:?}");
        school.wait(1);
    }
    // Every call reads the count from disk: nothing is kept in between.
    assert!(matches!(school.unlock(HEAD, HEAD_PASSWORD), Err(StoreError::TooSoon { seconds: 1 })));
    school.wait(1);
    assert!(matches!(school.unlock(HEAD, "not the password"), Err(StoreError::WrongPassword)));
    assert!(matches!(school.unlock(HEAD, HEAD_PASSWORD), Err(StoreError::TooSoon { seconds: 4 })));
    school.wait(-86_400);
    assert!(matches!(school.unlock(HEAD, HEAD_PASSWORD), Err(StoreError::TooSoon { seconds: 4 })));
    school.wait(4);
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    let told = vault.log().entries(1, 100).unwrap();
    let failed = told.iter().find(|entry| entry.action == store::Action::LoginsFailed).unwrap();
    assert_eq!(failed.detail["count"], 5);
    drop(vault);
    school.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn p20_a_name_that_nobody_has_is_delayed_like_a_real_one() {
    let (school, vault) = School::open();
    drop(vault);
    for _ in 0..3 {
        assert!(matches!(school.unlock("Nobody Known", "guess number one"), Err(StoreError::WrongPassword)));
    }
    assert!(matches!(school.unlock("Nobody Known", "guess number one"), Err(StoreError::TooSoon { .. })));
}

#[test]
fn p19_an_account_logs_in_only_once_it_is_authorised() {
    let (school, vault) = School::open();
    let new = NewAccount { login: OFFICE, password: OFFICE_PASSWORD, role: Role::Office, ends_on: None };
    let account = vault.accounts().add(&new).unwrap();
    assert!(matches!(vault.accounts().add(&new), Err(StoreError::LoginTaken)));
    drop(vault);
    assert!(matches!(school.unlock(OFFICE, OFFICE_PASSWORD), Err(StoreError::NotAuthorised)));
    assert!(matches!(school.unlock(OFFICE, "some other password"), Err(StoreError::WrongPassword)));
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    vault.accounts().authorise(account).unwrap();
    vault.accounts().authorise(account).unwrap();
    assert_eq!(vault.accounts().get(account).unwrap().authorised.unwrap().0, vault.actor().unwrap());
    drop(vault);
    assert_eq!(school.unlock(OFFICE, OFFICE_PASSWORD).unwrap().actor(), Some(account));
}

#[test]
fn p19_a_guest_account_ends_after_its_last_day() {
    let (school, vault) = School::open();
    let last = Some("2026-09-22".parse().unwrap());
    let new = NewAccount { login: "Guest", password: "biscuit tin four", role: Role::Guest, ends_on: last };
    let guest = vault.accounts().add(&new).unwrap();
    vault.accounts().authorise(guest).unwrap();
    drop(vault);
    school.unlock("Guest", "biscuit tin four").unwrap();
    school.wait(2 * 86_400);
    assert!(matches!(school.unlock("Guest", "biscuit tin four"), Err(StoreError::AccountEnded)));
}

#[test]
fn p19_a_disabled_account_opens_nothing_and_the_last_head_stays() {
    let (school, vault) = School::open();
    let clerk = office(&vault);
    vault.accounts().disable(clerk).unwrap();
    vault.accounts().disable(clerk).unwrap();
    assert_eq!(vault.accounts().get(clerk).unwrap().standing, Standing::Disabled);
    assert!(matches!(vault.accounts().disable(vault.actor().unwrap()), Err(StoreError::LastHead)));
    drop(vault);
    assert!(matches!(school.unlock(OFFICE, OFFICE_PASSWORD), Err(StoreError::WrongPassword)));
    school.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn p19_a_head_whose_account_ends_is_not_relied_on_as_the_last_one() {
    let (_school, vault) = School::open();
    let until = Some("2026-12-31".parse().unwrap());
    let new = NewAccount { login: "Stand-in", password: "biscuit tin four", role: Role::Head, ends_on: until };
    let passing = vault.accounts().add(&new).unwrap();
    vault.accounts().authorise(passing).unwrap();
    assert!(matches!(vault.accounts().disable(vault.actor().unwrap()), Err(StoreError::LastHead)));
    let new = NewAccount { login: "Successor", password: "biscuit tin five", role: Role::Head, ends_on: None };
    let lasting = vault.accounts().add(&new).unwrap();
    assert!(matches!(vault.accounts().disable(vault.actor().unwrap()), Err(StoreError::LastHead)));
    vault.accounts().authorise(lasting).unwrap();
    vault.accounts().disable(vault.actor().unwrap()).unwrap();
}

#[test]
fn p20_a_password_that_was_reset_comes_with_a_new_signing_key_and_reopens_a_disabled_account() {
    let (school, vault) = School::open();
    let clerk = office(&vault);
    let before = vault.accounts().get(clerk).unwrap();
    vault.accounts().disable(clerk).unwrap();
    vault.accounts().reset_password(clerk, "sparrow bucket two").unwrap();
    let after = vault.accounts().get(clerk).unwrap();
    assert!(before != after && after.standing == Standing::Active);
    drop(vault);
    assert!(matches!(school.unlock(OFFICE, OFFICE_PASSWORD), Err(StoreError::WrongPassword)));
    school.unlock(OFFICE, "sparrow bucket two").unwrap();
}

#[test]
fn p20_a_changed_password_replaces_the_old_one() {
    let (school, vault) = School::open();
    let wrong = vault.accounts().change_password("not the password", "sparrow bucket two");
    assert!(matches!(wrong, Err(StoreError::WrongPassword)));
    let short = vault.accounts().change_password(HEAD_PASSWORD, "short");
    assert!(matches!(short, Err(StoreError::PasswordTooShort { .. })));
    vault.accounts().change_password(HEAD_PASSWORD, "sparrow bucket two").unwrap();
    drop(vault);
    assert!(matches!(school.unlock(HEAD, HEAD_PASSWORD), Err(StoreError::WrongPassword)));
    school.unlock(HEAD, "sparrow bucket two").unwrap();
}

#[test]
fn the_recovery_key_as_printed_and_retyped_gives_the_head_a_new_password() {
    let (school, vault) = School::open();
    let head = vault.actor().unwrap();
    drop(vault);
    let printed = school.recovery.shown();
    assert_eq!(printed.len(), 39);
    let retyped = printed.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    let key = RecoveryKey::parse(&retyped).unwrap();
    let vault = Vault::unlock_with_recovery(&school.path(), &key, school.env.clone()).unwrap();
    assert_eq!(vault.actor(), None);
    vault.accounts().reset_password(head, "kettle orchard six").unwrap();
    drop(vault);
    school.unlock(HEAD, "kettle orchard six").unwrap();
}

#[test]
fn a_mistyped_recovery_key_is_told_from_another_vaults() {
    let (school, vault) = School::open();
    drop(vault);
    let printed = school.recovery.shown().to_string();
    for (at, typed) in printed.char_indices().filter(|(_, c)| *c != '-') {
        let other = if typed == '7' { "8" } else { "7" };
        let mut wrong = printed.clone();
        wrong.replace_range(at..=at, other);
        assert!(matches!(RecoveryKey::parse(&wrong), Err(StoreError::RecoveryKeyMistyped)), "{wrong}");
    }
    assert!(RecoveryKey::parse(&printed[..38]).is_err() && RecoveryKey::parse(&format!("{printed}7")).is_err());
    let (elsewhere, other) = School::open();
    let fresh = other.accounts().replace_recovery_key().unwrap();
    let foreign = Vault::unlock_with_recovery(&school.path(), &fresh, school.env.clone());
    assert!(matches!(foreign, Err(StoreError::WrongPassword)));
    drop(other);
    let replaced = Vault::unlock_with_recovery(&elsewhere.path(), &elsewhere.recovery, elsewhere.env.clone());
    assert!(matches!(replaced, Err(StoreError::WrongPassword)));
    Vault::unlock_with_recovery(&elsewhere.path(), &fresh, elsewhere.env.clone()).unwrap();
}

#[test]
fn a_cheap_key_slot_is_raised_at_the_next_login() {
    let (school, vault) = School::open();
    drop(vault);
    let dearer = KdfCost::new(64, 2).unwrap();
    let (clock, env) = (school.env.clone(), env(&school.now));
    let raised = store::Env::new(move || clock.now(), move |bytes: &mut [u8]| env.fill(bytes), dearer);
    drop(Vault::unlock(&school.path(), HEAD, HEAD_PASSWORD, raised).unwrap());
    let slots = std::fs::read_to_string(school.path().join("keys")).unwrap();
    assert!(slots.contains(r#""memory_kib":64,"passes":2"#), "{slots}");
    school.unlock(HEAD, HEAD_PASSWORD).unwrap();
}

#[test]
fn p08_a_deputy_stands_in_from_the_first_day_to_the_last() {
    let (_school, vault) = School::open();
    let clerk = office(&vault);
    let day = |text: &str| text.parse().unwrap();
    let deputy = store::Deputy { account: clerk, first_day: day("2026-10-01"), last_day: day("2026-10-09") };
    vault.accounts().name_deputy(deputy).unwrap();
    vault.accounts().name_deputy(deputy).unwrap();
    assert_eq!(vault.accounts().deputies().unwrap(), [deputy]);
    for (on, expected) in [("2026-09-30", false), ("2026-10-01", true), ("2026-10-09", true), ("2026-10-10", false)] {
        assert_eq!(vault.accounts().is_deputy(clerk, day(on)).unwrap(), expected, "{on}");
    }
    vault.accounts().end_deputy(clerk, day("2026-10-04")).unwrap();
    assert!(!vault.accounts().is_deputy(clerk, day("2026-10-05")).unwrap());
}
