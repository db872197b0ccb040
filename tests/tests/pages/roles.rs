//! Every role at every address that the router knows: the table of `domain::access` describes what happens.

use app::{Need, islands::SentBoxes};
use axum::http::Method;
use domain::{
    access::{Action, Role, Visitor},
    action as agreed,
    slug::Slug,
};
use serde_json::json;
use storage::Record;
use tests::{
    application::{Answer, application, ask, call, call_as, get_as, post, post_as},
    on_both_engines,
    people::{Member, member},
    plans,
};

const MORNING: &str = "2026-11-23T07:00:00Z";

/// The organisation that answers for the indicator at every address here, and one that does not.
const OWNER: &str = "oxford-health";
const OTHER: &str = "thames-valley-police";

/// An action of that organisation and a funding line, which [`agree`] puts there.
const ACTION: &str = "open-a-clinic";
const LINE: &str = "a-nurse";

/// A pack and what was decided on it.
const PACK: &str = "a-pack";
const DECISION: &str = "a-decision";

/// Agrees on an action and a funding line.
async fn agree(record: &Record) {
    let slug = |text| Slug::new(text).expect("a slug");
    let desk = plans::operator(record).await;
    let plan = slug("oxfordshire-2018-21");
    let priority = slug("children-affected-by-domestic-abuse");
    let action = agreed::Action {
        slug: slug(ACTION),
        priority: priority.clone(),
        name: "Open a clinic".into(),
        organisation: slug(OWNER),
        indicators: vec![slug("self-harm-reports")],
        starts: plans::moment(MORNING).date_naive(),
        due: plans::moment(MORNING).date_naive(),
    };
    let clock = || plans::moment(MORNING);
    storage::action::record(&desk, &plan, &action, None, clock).await.expect("agreed");
    let budget = domain::money::Money::of_pence(1).expect("a penny");
    let line = domain::funding::Line {
        slug: slug(LINE),
        priority,
        year: slug("2018-19"),
        name: "A nurse".into(),
        source: "A grant".into(),
        budget,
        spent: None,
    };
    storage::funding::record(&desk, &plan, &line, None, clock).await.expect("set aside");
    meet(record).await;
}

/// A frozen pack, what was decided on it, and a review that is complete: [`agree`] puts them there.
async fn meet(record: &Record) {
    let slug = |text| Slug::new(text).expect("a slug");
    let clock = || plans::moment(MORNING);
    let desk = plans::operator(record).await;
    let plan = slug("oxfordshire-2018-21");
    let outline = storage::outline::of(&desk, &plan).await.expect("readable").expect("a plan");
    let year = outline.years[0].clone();
    let pack = domain::pack::Pack {
        slug: slug(PACK),
        year: year.slug.clone(),
        meeting: "Board".into(),
        on: plans::moment(MORNING).date_naive(),
        agenda: Vec::new(),
        cover_note: String::new(),
        priorities: outline.priorities_of(&year).map(|priority| priority.slug.clone()).collect(),
    };
    storage::pack::record(&desk, &plan, &pack, None, clock).await.expect("made");
    documents::freeze::freeze(&desk, outcomes::maker(), &plan, (PACK, documents::freeze::Saw::Newest), clock)
        .await
        .expect("frozen");
    let decision = domain::pack::Decision {
        slug: slug(DECISION),
        pack: slug(PACK),
        priority: None,
        text: "Noted.".into(),
        action: None,
    };
    storage::pack::decide(&desk, &plan, &decision, None, clock).await.expect("noted");
    for priority in outline.priorities_of(&year) {
        let said = domain::review::Reviewed {
            year: year.slug.clone(),
            priority: priority.slug.clone(),
            recommended: domain::review::Course::CarryOn,
            because: String::new(),
            decided: Some(domain::review::Course::CarryOn),
            reason: "Agreed.".into(),
            focus_area: priority.focus_area.clone(),
            name: priority.name.clone(),
            summary: priority.summary.clone(),
        };
        storage::review::say(&desk, &plan, &said, None, clock).await.expect("said");
    }
    let entries =
        storage::review::of(&plans::operator(record).await, &plan, &year.slug).await.expect("readable");
    let saw: Vec<_> = entries.iter().map(|entry| entry.by.number).collect();
    let done = documents::review::complete(&desk, outcomes::maker(), &plan, &year.slug, &saw, clock)
        .await
        .expect("complete");
    assert!(matches!(done, storage::review::Completed::Done(_)), "{done:?}");
}

/// The address of a path.
fn address(path: &str) -> String {
    match path {
        "/focus-areas/{slug}" => "/focus-areas/be-safe".to_owned(),
        "/priorities/{slug}" => "/priorities/children-affected-by-domestic-abuse".to_owned(),
        "/priorities/{slug}/rating" => {
            "/priorities/children-affected-by-domestic-abuse/rating?year=2018-19".to_owned()
        }
        "/priorities/{slug}/narrative" => {
            "/priorities/children-affected-by-domestic-abuse/narrative".to_owned()
        }
        // Whoever adds one adds it for an organisation.
        "/actions/new" => format!("/actions/new?organisation={OWNER}"),
        // No file is waiting there, which only those who may import are shown.
        "/import/{number}" => "/import/0".to_owned(),
        path => path
            .replace("{slug}", "self-harm-reports")
            .replace("{plan}", "oxfordshire-2018-21")
            .replace("{part}", "focus-areas")
            .replace("{secret}", &"0".repeat(64))
            .replace("{action}", ACTION)
            .replace("{line}", LINE)
            .replace("{pack}", PACK)
            .replace("{decision}", DECISION)
            .replace("{year}", "2018-19")
            .replace("{organisation}", OWNER)
            .replace("{quarter}", "2018-19-q2"),
    }
}

/// Whether somebody in a role may do one of some actions here, by the table.
fn may(role: Role, organisation: &str, actions: &[Action]) -> bool {
    let slug = |text| Slug::new(text).expect("a slug");
    let grant = domain::access::Grant { organisation: slug(organisation), role };
    let visitor = Visitor::Person(domain::access::Person { id: 1, grants: vec![grant] });
    actions.iter().any(|action| visitor.may(*action, Some(&slug(OWNER))))
}

/// The forms that an address is sent, one for each action that it needs.
fn forms(path: &str, actions: &[Action]) -> Vec<(Action, Vec<(&'static str, &'static str)>)> {
    actions
        .iter()
        .map(|action| {
            let step = match action {
                Action::SubmitFigure => "submit",
                Action::ApproveFigure => "approve",
                Action::SendBackFigure => "send-back",
                Action::WithdrawFigure => "withdraw",
                Action::ApproveReturn => "approve",
                Action::SendBackReturn => "send-back",
                Action::ReopenReturn => "reopen",
                _ => "",
            };
            let form = if path.ends_with("/step") { vec![("step", step)] } else { Vec::new() };
            (*action, form)
        })
        .collect()
}

/// Whether a server function is at a path: what is sent to it is JSON.
fn is_function(path: &str) -> bool {
    path.starts_with("/fn/")
}

/// What a server function is sent: for a return of the organisation, and nothing to be done.
fn arguments(path: &str) -> String {
    let row = json!({ "key": "", "seen": null, "was": "", "typed": SentBoxes::default() });
    let new = json!({ "what": "", "area": "", "group": "", "other": "" });
    let of = json!({ "organisation": OWNER, "quarter": "2018-19-q2" });
    let sent = match path {
        "/fn/save-rows" => json!({ "of": of, "rows": [] }),
        "/fn/choose" => json!({ "of": of, "row": row, "chosen": "Mine" }),
        _ => json!({ "of": of, "row": new }),
    };
    sent.to_string()
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer.status.as_u16(), 401 | 403 | 404)
}

/// What asks for nothing, or for no role: all of it, so that a need which is taken out of the table is missed here.
#[test]
fn little_is_open_to_everybody() {
    let asking = |need: Need| {
        let ways = app::ways().into_iter().filter(|way| way.need == need);
        ways.map(|way| format!("{} {}", way.method, way.path)).collect::<Vec<_>>()
    };
    assert_eq!(
        asking(Need::Nothing),
        [
            "GET /",
            "GET /board",
            "GET /board/present",
            "GET /focus-areas/{slug}",
            "GET /priorities/{slug}",
            "GET /indicators/{slug}",
            "GET /indicators/{slug}/chart.svg",
            "GET /indicators/{slug}/chart.png",
            "GET /indicators/{slug}/figures.csv",
            "GET /indicators/{slug}/figures.xlsx",
            "GET /indicators/{slug}/history",
            "GET /sign-in",
            "POST /sign-in",
            "POST /sign-out",
            "GET /invitations/{secret}",
            "POST /invitations/{secret}",
        ]
    );
    assert_eq!(asking(Need::Person), ["GET /account", "POST /account/sessions"]);
}

on_both_engines! {
    /// Every role x every way of every route, with the rights that the table gives.
    async fn every_role_at_every_route(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        agree(&record).await;
        let mut members: Vec<(Role, &str, Member)> = Vec::new();
        for role in Role::ALL {
            for organisation in [OWNER, OTHER] {
                let name = format!("{role} {organisation}");
                members.push((*role, organisation, member(&record, &name, *role, organisation).await));
            }
        }
        let application = application(record.clone());
        let mut tried = 0;
        // Ending one's session would end the test.
        for way in app::ways().iter().filter(|way| way.path != "/sign-out") {
            let (path, method, address) = (way.path, &way.method, address(way.path));
            for (role, organisation, who) in &members {
                let actions = match way.need {
                    Need::Nothing | Need::Person => vec![(None, Vec::new())],
                    Need::OneOf(actions) => forms(path, actions).into_iter().map(|(action, form)| (Some(action), form)).collect(),
                };
                for (action, form) in actions {
                    let answer = if *method == Method::GET {
                        get_as(&application, who, &address).await
                    } else if is_function(path) {
                        call_as(&application, who, &address, &arguments(path)).await
                    } else {
                        post_as(&application, who, &address, &form).await
                    };
                    let said = format!("{role} of {organisation}: {method} {address} {form:?} gave {}", answer.status);
                    assert!(answer.status.as_u16() < 500, "{said}: {}", answer.read());
                    match action {
                        Some(action) if may(*role, organisation, &[action]) => {
                            // They may, and are shown that no file of theirs is waiting there.
                            let is_gone = path == "/import/{number}" && answer.status.as_u16() == 404;
                            assert!(is_gone || !is_refused(&answer), "{said}");
                        }
                        Some(_) => assert_eq!(answer.status.as_u16(), 403, "{said}"),
                        None => assert_ne!(answer.status.as_u16(), 403, "{said}"),
                    }
                    tried += 1;
                }
            }
        }
        assert!(tried >= 300, "only {tried} were tried");
    }

    /// A stranger is refused whatever is not for everybody, with nothing in the answer but the way to sign in.
    async fn a_stranger_learns_nothing(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        agree(&record).await;
        let application = application(record.clone());
        for way in app::ways() {
            let (path, method, address) = (way.path, &way.method, address(way.path));
            let asked = async |address: &str| {
                if *method == Method::GET {
                    ask(&application, Method::GET, address).await
                } else if is_function(path) {
                    call(&application, address, &arguments(path)).await
                } else {
                    post(&application, address, &[]).await
                }
            };
            let answer = asked(&address).await;
            let said = format!("{method} {address} gave {}: {}", answer.status, answer.read());
            assert!(answer.status.as_u16() < 500 && answer.status.as_u16() != 405, "{said}");
            if way.need != Need::Nothing {
                assert_eq!(answer.status.as_u16(), 401, "{said}");
                assert!(answer.text.contains("action=\"/sign-in\""), "{said}");
                assert!(!answer.text.contains("Self-harm"), "{said}");
            }
            // The same whether there is such an indicator or not.
            if way.need != Need::Nothing && path.contains("{slug}") {
                let other = asked(&address.replace("self-harm-reports", "no-such-thing")).await;
                assert_eq!(other.text.replace("no-such-thing", "self-harm-reports"), answer.text);
            }
        }
    }

    /// Other ways of asking are refused by the router.
    async fn other_ways_are_refused(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        agree(&record).await;
        let application = application(record);
        let ways = app::ways();
        for path in ways.iter().map(|way| way.path) {
            for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::GET, Method::POST] {
                if !ways.iter().any(|way| way.path == path && way.method == method) {
                    let answer = ask(&application, method.clone(), &address(path)).await;
                    assert_eq!(answer.status.as_u16(), 405, "{method} {path}");
                }
            }
        }
    }
}
