//! What the head and the safeguarding lead settle in the window: accounts, protections, the school's rules.

use cloakroom_tests::surroundings::throw_away;
use serde_json::{Value, json};
use tauri::App;
use tauri::test::MockRuntime;
use workflow::demo::make_school;
use workflow::rules::Role;

use crate::{call, main_window, shell};

fn ask(app: &App<MockRuntime>, command: &str, arguments: Value) -> Value {
    call(&main_window(app), command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"))
}

#[test]
fn accounts_protections_and_rules_are_settled_in_the_window_p02_p14_p19_p20_p29_p30() {
    let folder = tempfile::tempdir().expect("a folder");
    let school = make_school(folder.path(), &throw_away()).expect("a made-up school");
    let app = shell(folder.path());
    let head = school.accounts.iter().find(|account| account.role == Role::Head).expect("a head");
    ask(&app, "session_unlock", json!({ "form": { "name": head.name, "password": head.password } }));

    let form = json!({ "name": "Helper", "role": "teacher", "until": null, "password": "first-password" });
    assert_eq!(ask(&app, "account_add", json!({ "form": form }))["standing"], "waiting");
    assert_eq!(ask(&app, "account_authorise", json!({ "name": "Helper" }))["authorised_by"], json!(head.name));
    let days = json!({ "name": "Helper", "from": "2099-12-01", "to": "2099-12-04" });
    assert_eq!(ask(&app, "deputy_name", days)["deputy_to_come"], json!([["2099-12-01", "2099-12-04"]]));
    assert_eq!(ask(&app, "deputy_end", json!({ "name": "Helper" }))["deputy_to_come"], json!([]));
    assert_eq!(ask(&app, "account_disable", json!({ "name": "Helper" }))["standing"], "disabled");
    ask(&app, "account_new_password", json!({ "form": { "name": "Helper", "password": "second-password" } }));
    let listed = ask(&app, "accounts_list", json!({}));
    let helper = listed.as_array().expect("accounts").iter().find(|account| account["name"] == "Helper").expect("kept");
    assert_eq!(helper["standing"], "active");

    let people = ask(&app, "people_search", json!({ "query": "e", "limit": 5 }));
    let person = &people[0]["id"];
    let form = json!({ "people": [person], "reason": "Made up", "review_on": null, "covering_suffices": false });
    let entry = ask(&app, "guarded_add", json!({ "form": form }));
    let entered = |list: &Value| list.as_array().expect("a list").iter().find(|it| it["id"] == entry).cloned();
    assert_eq!(entered(&ask(&app, "guarded_list", json!({}))).expect("entered")["entered_by"], json!(head.name));
    ask(&app, "guarded_lift", json!({ "entry": entry }));
    assert!(entered(&ask(&app, "guarded_list", json!({}))).expect("kept")["lifted_on"].is_string());
    ask(&app, "objection_add", json!({ "person": person }));
    assert_eq!(&ask(&app, "objections_list", json!({}))[0]["person"], person);
    assert_eq!(ask(&app, "objection_lift", json!({ "person": person })), 1);

    ask(&app, "password_days_set", json!({ "days": 180 }));
    let form = json!({ "name": "Our website", "max_edge": 1200 });
    ask(&app, "purpose_set", json!({ "purpose": "website", "form": form }));
    ask(&app, "published_months_set", json!({ "purpose": "website", "months": 24 }));
    ask(&app, "expiry_takes_down_set", json!({ "purpose": "website", "takes": false }));
    let policy = ask(&app, "policy_show", json!({}));
    assert_eq!(policy["password_days"], 180);
    let website = &policy["purposes"][0];
    assert_eq!((&website["name"], &website["max_edge"]), (&json!("Our website"), &json!(1200)));
    assert_eq!((&website["published_months"], &website["expiry_takes_down"]), (&json!(24), &json!(false)));

    let change = |old: &str, new: &str| {
        call(&main_window(&app), "own_password_change", json!({ "form": { "old": old, "new": new } }))
    };
    assert_eq!(change("not-the-password", "a-new-password").expect_err("refused")["code"], "wrong_password");
    change(head.password, "a-new-password").expect("changed");
    ask(&app, "session_unlock", json!({ "form": { "name": head.name, "password": "a-new-password" } }));
}
