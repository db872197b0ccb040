//! One action: what was agreed, and how far it has come.

use super::{must, named};
use crate::{
    ask::{
        address::address,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing},
        path::{self, Address},
        typed::Typed,
    },
    parts,
    shell::{
        form::{Again, Button, Choice, Errors, Form, Refused, Sent, Text, go_on, sent},
        page::{Head, Place, Script, page},
    },
};
use axum::response::{Html, Response};
use domain::{
    access,
    action::{LONGEST_NOTE, State, Status},
    entry, london,
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::action::{ActionVersion, Logged, Outcome};

pub(crate) async fn show(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = named(&asked, &name).await?.ok_or_else(|| missing("action"))?;
    let typed = Typed::default()
        .with("status", asked.new_name("status"))
        .with("seen", entry.seen().to_string())
        .with("said", wording::day(asked.today));
    Ok(whole(&asked, &entry, &typed, &Errors::default()))
}

pub(crate) async fn log(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let entry = must(&asked, access::Action::LogStatus, &name).await?;
    match sent(&typed, say(&asked, &entry, &typed)).await? {
        Sent::Taken(Outcome::Stale(Some(now))) => {
            // Sent again it is another status: of the first, where that was kept, there is one already.
            let typed = typed.with("seen", now.seen().to_string()).with("status", asked.new_name("status"));
            let again = Again::stale(Errors::of(
                "note",
                "somebody else changed or updated this action while you were typing: \
                    read their change above, then send yours again",
            ));
            Ok(again.answer(whole(&asked, &now, &typed, &again.errors)))
        }
        Sent::Taken(Outcome::Stale(None)) => Err(missing("action")),
        Sent::Taken(outcome) => {
            let done = if outcome == Outcome::Same { Done::Same } else { Done::StatusLogged };
            Ok(go_on(&path::Action::of(&entry.action.slug), done))
        }
        Sent::Again(again) => Ok(again.answer(whole(&asked, &entry, &typed, &again.errors))),
    }
}

/// Says how far an action has come: the one way it is done by hand.
async fn say(asked: &Asked, entry: &ActionVersion, typed: &Typed) -> Result<Outcome, Refused> {
    let mut errors = Errors::default();
    let state = errors.need("state", State::parse(typed.get("state")), "choose its status");
    let said = errors.take("said", entry::day(typed.get("said")));
    if said.is_some_and(|said| said > asked.today) {
        errors.add("said", "enter today or an earlier day");
    }
    let note = typed.text("note");
    errors.check_needed(
        "note",
        &note,
        LONGEST_NOTE,
        "say in a sentence what was done, or why nothing was done",
    );
    let (Some(state), Some(said), true) = (state, said, errors.is_empty()) else { return Err(errors.into()) };
    let slug = Slug::new(typed.get("status")).map_err(|_| Fault::broken_form())?;
    let seen = typed.number("seen")?.ok_or_else(Fault::broken_form)?;
    let action = &entry.action;
    let status = Status { slug, action: action.slug.clone(), state, said, note };
    let plan = &asked.outline.plan.slug;
    Ok(storage::action::log(&asked.desk, plan, action, &status, seen, || asked.now()).await?)
}

fn whole(asked: &Asked, entry: &ActionVersion, typed: &Typed, errors: &Errors) -> Html<String> {
    let action = &entry.action;
    let head = Head {
        title: errors.title(&action.name),
        description: format!("An action of {}.", asked.outline.organisation_name(&action.organisation)),
        place: Place::Elsewhere,
        script: Script::None,
    };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let whose = asked.heir(&action.organisation);
        let may = |deed| asked.looking_back.is_none() && asked.desk.visitor().may(deed, whose);
        let log = may(access::Action::LogStatus).then(|| status_form(entry, &form));
        view! {
            <header class="page-head">
                <p class="kind"><a href=address(asked, &path::Actions, Vec::new())>"Action"</a></p>
                <h1>{action.name.clone()}</h1>
                {links(entry, may(access::Action::RecordAction), may(access::Action::WithdrawAction))}
            </header>
            {form.summary()}
            {facts(asked, entry)}
            <section aria-labelledby="log">
                <h2 id="log">"Progress"</h2>
                {told(entry)}
            </section>
            {log}
        }
    })
}

fn links(entry: &ActionVersion, may_change: bool, may_withdraw: bool) -> Option<AnyView> {
    let slug = &entry.action.slug;
    let change = may_change.then(|| link(&path::ActionChange::of(slug), "Change the action"));
    let withdraw = may_withdraw.then(|| link(&path::ActionWithdraw::of(slug), "Withdraw the action"));
    (may_change || may_withdraw).then(|| {
        view! { <nav class="change" aria-label="Change this action"><ul>{change} {withdraw}</ul></nav> }
            .into_any()
    })
}

fn link(to: &impl Address, label: &'static str) -> AnyView {
    view! { <li><a href=to.to_string()>{label}</a></li> }.into_any()
}

fn facts(asked: &Asked, entry: &ActionVersion) -> AnyView {
    let (action, by) = (&entry.action, &entry.by);
    let priority = address(asked, &path::Priority::of(&action.priority), Vec::new());
    let owner = asked.outline.organisation_name(&action.organisation).to_owned();
    let heir = asked.heir(&action.organisation).filter(|heir| **heir != action.organisation);
    let heir = heir.map(|heir| format!("; now {}", asked.outline.organisation_name(heir)));
    let indicators: Vec<_> = action
        .indicators
        .iter()
        .map(|slug| {
            let name =
                asked.outline.indicator(slug).map_or(slug.as_str(), |one| one.name.as_str()).to_owned();
            let to = address(asked, &path::Indicator::of(slug), Vec::new());
            view! { <li><a href=to>{name}</a></li> }
        })
        .collect();
    let indicators = match indicators.is_empty() {
        true => "None named.".into_any(),
        false => view! { <ul class="plain">{indicators}</ul> }.into_any(),
    };
    let agreed = format!(
        "{}, by {}.",
        london::minute_said(by.at),
        wording::by(&by.sort, by.person, by.name.as_deref())
    );
    view! {
        <dl class="facts">
            <dt>"Priority"</dt> <dd><a href=priority>{parts::priority_said(asked, &action.priority)}</a></dd>
            <dt>"Who"</dt> <dd>{owner} {heir} "."</dd>
            <dt>"Starts"</dt> <dd>{wording::day(action.starts)} "."</dd>
            <dt>"Due"</dt> <dd>{wording::day(action.due)} "."</dd>
            <dt>"Status"</dt> <dd>{parts::state(asked, entry)}</dd>
            <dt>"Should improve"</dt> <dd>{indicators}</dd>
            <dt>"Agreed"</dt> <dd>{agreed}</dd>
        </dl>
    }
    .into_any()
}

fn told(entry: &ActionVersion) -> AnyView {
    if entry.log.is_empty() {
        return view! { <p>"No progress has been reported yet."</p> }.into_any();
    }
    let items: Vec<_> = entry
        .log
        .iter()
        .map(|Logged { status, by }| {
            let who = wording::by(&by.sort, by.person, by.name.as_deref());
            view! {
                <li>
                    <p class="version-head"><strong>{wording::capital(status.state.as_str())}</strong> ", " {wording::day(status.said)}</p>
                    <p class="as-typed">{status.note.clone()}</p>
                    <p class="when">{format!("Reported by {who} on {}.", london::minute_said(by.at))}</p>
                </li>
            }
        })
        .collect();
    view! { <ol class="log">{items}</ol> }.into_any()
}

fn status_form(entry: &ActionVersion, form: &Form<'_>) -> AnyView {
    let states = Choice::words(State::ALL.iter().map(|state| state.as_str()));
    let said = Text {
        name: "said",
        label: "Date",
        hint: "The day this was the case, such as 1 April 2019.",
        width: "middle",
        ..Text::default()
    };
    view! {
        <section aria-labelledby="say">
            <h2 id="say">"Report progress"</h2>
            <form method="post" class="form" action=path::ActionStatus::of(&entry.action.slug).to_string() novalidate>
                {form.hidden("status", form.typed.get("status"))}
                {form.hidden("seen", form.typed.get("seen"))}
                {form.radios("state", "Status", "", &states)}
                {form.line(said)}
                {form.lines("note", "What was done", "Write for a board member who was not involved.")}
                {Button::Main.view("Add it to the log")}
            </form>
        </section>
    }
    .into_any()
}
