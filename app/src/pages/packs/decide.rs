//! What a meeting decided, and the actions that it agreed on, noted beside its pack.

use super::{must, one};
use crate::{
    ask::{
        address::pair,
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing},
        typed::Typed,
    },
    pages::{
        actions,
        withdrawing::{self, Withdrawing},
    },
    parts,
    shell::{
        form::{Errors, Long},
        sign_in::is_again,
    },
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{access::Action, action, entry, pack::Decision, slug::Slug, wording};
use storage::{
    Outcome,
    pack::{Decided, Entry},
};

/// The most characters of a decision.
const LONGEST: usize = 1000;

pub(crate) async fn decide(
    asked: Asked,
    choices: Choices,
    Name(name): Name,
    Long(typed): Long,
) -> Result<Response, Fault> {
    let (entry, frozen) = must(&asked, Action::RecordDecision, &name, &typed).await?;
    let Some(frozen) = frozen else {
        return Err(Fault::Conflict("Freeze the pack first: a meeting decides on what it was given.".into()));
    };
    let again = |errors: Errors, status: StatusCode| {
        let (asked, choices, entry, frozen, typed) = (&asked, &choices, &entry, &frozen, &typed);
        async move {
            let page = one::opened(asked, choices, entry, frozen, typed, &errors).await?;
            Ok((status, page).into_response())
        }
    };
    if is_again(&typed) {
        return again(Errors::default(), StatusCode::OK).await;
    }
    let (decision, agreed) = match read(&asked, &entry, &typed)? {
        Ok(read) => read,
        Err(errors) => return again(errors, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let plan = &asked.outline.plan.slug;
    match storage::pack::decide(&asked.desk, plan, &decision, agreed.as_ref(), || asked.now()).await? {
        Outcome::Twice => {
            let errors = Errors::of("decision", "that was noted already");
            again(errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Outcome::Stale(_) => {
            let errors = Errors::of(
                "decision",
                "this form was sent before with other words: open the page again, and note it anew",
            );
            again(errors, StatusCode::CONFLICT).await
        }
        Outcome::Saved | Outcome::Same => {
            let to = format!("/packs/{name}?{}#decisions", pair("done", Done::Decided.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

type Read = Result<(Decision, Option<action::Action>), Errors>;

fn read(asked: &Asked, of: &Entry, typed: &Typed) -> Result<Read, Fault> {
    let slug = Slug::new(typed.get("name")).map_err(|_| Fault::broken_form())?;
    let mut errors = Errors::default();
    let text = typed.text("decision");
    if text.is_empty() || text.chars().count() > LONGEST {
        errors.add("decision", format!("say what was decided, in up to {LONGEST} characters"));
    } else if !entry::is_printable(&text) {
        errors.add("decision", entry::UNPRINTABLE);
    }
    let priority = match typed.get("priority") {
        "" => None,
        chosen => {
            let found = parts::one_of(&parts::priorities(asked), chosen);
            if found.is_none() {
                errors.add("priority", "choose one of the priorities in the list");
            }
            found
        }
    };
    let organisation = match typed.get("organisation") {
        "" => None,
        chosen => {
            let found = parts::one_of(&actions::offered(asked), chosen);
            if found.is_none() {
                errors.add("organisation", "choose one of the organisations in the list");
            }
            found
        }
    };
    let mut agreed = None;
    if let Some(organisation) = organisation {
        let Some(priority) = priority.clone() else {
            errors.add("priority", "an action is for a priority: choose one");
            return Ok(Err(errors));
        };
        let due = errors.take("due", entry::day(typed.get("due")));
        if let Some(due) = due.filter(|due| *due < of.pack.on) {
            errors.add("due", format!("{} is before the meeting: give a day after it", wording::day(due)));
        }
        let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        actions::check_name(&mut errors, "decision", &name, "say what is to be done");
        if let Some(due) = due {
            let slug = Slug::new(&format!("action-{slug}")).map_err(|_| Fault::broken_form())?;
            let indicators = Vec::new();
            agreed = Some(action::Action {
                slug,
                priority,
                name,
                organisation,
                indicators,
                starts: of.pack.on,
                due,
            });
        }
    }
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    let action = agreed.as_ref().map(|action| action.slug.clone());
    Ok(Ok((Decision { slug, pack: of.pack.slug.clone(), priority, text, action }, agreed)))
}

pub(crate) async fn ask_why(
    asked: Asked,
    Path((pack, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (_, decided) = decision(&asked, &pack, &name, &Typed::default()).await?;
    let none = Errors::default();
    let of = withdrawing(&decided, decided.by.number);
    Ok(withdrawing::page(&asked, &of, &Typed::default(), &none).into_response())
}

pub(crate) async fn withdraw(
    asked: Asked,
    Path((pack, name)): Path<(String, String)>,
    Long(typed): Long,
) -> Result<Response, Fault> {
    let (_, decided) = decision(&asked, &pack, &name, &typed).await?;
    let replaces = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &withdrawing(&decided, replaces), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let plan = &asked.outline.plan.slug;
    let clock = || asked.now();
    let of = &decided.decision;
    match storage::pack::withdraw_decision(&asked.desk, plan, of, replaces, &reason, clock).await? {
        Outcome::Stale(_) => Err(missing("decision")),
        Outcome::Saved | Outcome::Same | Outcome::Twice => {
            let to = format!("/packs/{pack}?{}", pair("done", Done::DecisionWithdrawn.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

async fn decision(asked: &Asked, pack: &str, name: &str, typed: &Typed) -> Result<(Entry, Decided), Fault> {
    let (entry, _) = must(asked, Action::WithdrawDecision, pack, typed).await?;
    let decisions = storage::pack::decisions(&asked.desk, &asked.outline.plan.slug).await?;
    let found = decisions
        .into_iter()
        .find(|decided| decided.decision.pack == entry.pack.slug && decided.decision.slug.as_str() == name);
    Ok((entry, found.ok_or_else(|| missing("decision"))?))
}

fn withdrawing(decided: &Decided, replaces: i64) -> Withdrawing {
    let decision = &decided.decision;
    Withdrawing {
        heading: "Withdraw a decision",
        lead: "It is told no more from now on. What it said stays in the record, and an action that was agreed with it goes on.",
        what: decision.text.clone(),
        address: format!("/packs/{}/decisions/{}", decision.pack, decision.slug),
        hidden: vec![("replaces", replaces.to_string())],
        button: "Withdraw the decision",
    }
}
