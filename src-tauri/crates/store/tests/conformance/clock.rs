//! A clock that is set back: what has expired stays expired, until the head says that the clock is right now (P19, P20).

use rules::Role;
use store::{Action, NewAccount, StoreError};

use crate::school::{HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD, School, Vault, office};

const DAY: i64 = 86_400;

fn told(vault: &Vault, action: Action) -> usize {
    vault.log().entries(1, 10_000).unwrap().iter().filter(|entry| entry.action == action).count()
}

#[test]
fn p19_an_account_that_has_ended_does_not_come_back_when_the_clock_is_set_back() {
    let (school, vault) = School::open();
    let last = Some("2026-09-22".parse().unwrap());
    let new = NewAccount { login: "Guest", password: "biscuit tin four", role: Role::Guest, ends_on: last };
    let guest = vault.accounts().add(&new).unwrap();
    vault.accounts().authorise(guest).unwrap();
    drop(vault);
    drop(school.unlock("Guest", "biscuit tin four").unwrap());
    school.wait(5 * DAY);
    drop(school.unlock(HEAD, HEAD_PASSWORD).unwrap());
    school.wait(-5 * DAY);
    assert!(matches!(school.unlock("Guest", "biscuit tin four"), Err(StoreError::AccountEnded)));
}

#[test]
fn p21_every_login_under_a_clock_set_back_is_told_and_the_latest_time_counts() {
    let (school, vault) = School::open();
    office(&vault);
    let latest = vault.log().reached().unwrap();
    assert_eq!(vault.log().clock_is_behind().unwrap(), None);
    drop(vault);
    // As the network sets clocks.
    school.wait(-60);
    drop(school.unlock(OFFICE, OFFICE_PASSWORD).unwrap());
    school.wait(-10 * DAY);
    drop(school.unlock(OFFICE, OFFICE_PASSWORD).unwrap());
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert_eq!((told(&vault, Action::ClockSetBack), vault.log().clock_is_behind().unwrap()), (2, Some(latest)));
    assert_eq!(vault.log().reached().unwrap(), latest);
    assert_eq!(vault.log().verify().unwrap().fault, None);
}

#[test]
fn a_clock_that_was_wrong_for_a_day_counts_again_once_it_is_accepted() {
    let (school, vault) = School::open();
    drop(vault);
    school.wait(3650 * DAY);
    drop(school.unlock(HEAD, HEAD_PASSWORD).unwrap());
    school.wait(-3650 * DAY);
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert!(vault.log().clock_is_behind().unwrap().is_some());
    vault.log().accept_clock().unwrap();
    vault.log().accept_clock().unwrap();
    assert_eq!(told(&vault, Action::ClockAccepted), 1);
    assert_eq!(vault.log().reached().unwrap(), vault.env().now());
    drop(vault);
    let vault = school.unlock(HEAD, HEAD_PASSWORD).unwrap();
    assert_eq!((told(&vault, Action::ClockSetBack), vault.log().verify().unwrap().fault), (1, None));
}
