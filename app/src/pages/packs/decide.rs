//! What a meeting decided, and the actions that it agreed on, noted beside its pack.

use super::{one, pack_of};
use crate::{
    ask::{
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing},
        path,
        typed::Typed,
    },
    pages::actions,
    parts,
    shell::form::{
        Again, Errors, Refused, Sent, go_on, go_on_by, in_a_line, sent,
        withdrawing::{self, Withdrawing},
    },
};
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use domain::{
    action::{self, LONGEST_NAME},
    entry,
    pack::Decision,
    slug::Slug,
    wording,
};
use storage::{
    Outcome,
    pack::{Decided, PackVersion},
};

/// The most characters of a decision.
const LONGEST: usize = 1000;

pub(crate) async fn decide(
    asked: Asked,
    choices: Choices,
    Name(name): Name,
    typed: Typed,
) -> Result<Response, Fault> {
    let (entry, frozen) = pack_of(&asked, &name).await?;
    let Some(frozen) = frozen else {
        return Err(Fault::Conflict(
            "Freeze the pack first: decisions are recorded against the pack that the meeting was given."
                .into(),
        ));
    };
    let again = match sent(&typed, note(&asked, &entry, &typed)).await? {
        Sent::Taken(Outcome::Saved | Outcome::Same) => {
            let decisions = format!("{}#decisions", path::Pack::of(&name));
            return Ok(go_on_by(&decisions, Done::Decided));
        }
        Sent::Taken(Outcome::Twice) => Again::wrong(Errors::of("decision", "this has already been recorded")),
        Sent::Taken(Outcome::Stale(_)) => Again::stale(Errors::of(
            "decision",
            "this form was sent before with different words: open the page again and record it there",
        )),
        Sent::Again(again) => again,
    };
    Ok(again.answer(one::opened(&asked, &choices, &entry, &frozen, &typed, &again.errors).await?))
}

/// Notes what a form says was decided: the one way it is done by hand.
async fn note(asked: &Asked, of: &PackVersion, typed: &Typed) -> Result<Outcome<Decided>, Refused> {
    let (decision, agreed) = read(asked, of, typed)?;
    let plan = &asked.outline.plan.slug;
    Ok(storage::pack::decide(&asked.desk, plan, &decision, agreed.as_ref(), || asked.now()).await?)
}

fn read(
    asked: &Asked,
    of: &PackVersion,
    typed: &Typed,
) -> Result<(Decision, Option<action::Action>), Refused> {
    let slug = Slug::new(typed.get("name")).map_err(|_| Fault::broken_form())?;
    let mut errors = Errors::default();
    let text = typed.text("decision");
    errors.check_within("decision", &text, LONGEST, "say what was decided");
    let is_chosen = |name| !typed.get(name).is_empty();
    let priority = is_chosen("priority").then(|| parts::priority_chosen(asked, typed, &mut errors)).flatten();
    let organisation =
        is_chosen("organisation").then(|| actions::chosen(asked, typed, &mut errors)).flatten();
    let mut agreed = None;
    if let Some(organisation) = organisation {
        let Some(priority) = priority.clone() else {
            errors.add("priority", "an action needs a priority: choose one");
            return Err(errors.into());
        };
        let due = errors.take("due", entry::day(typed.get("due")));
        if let Some(due) = due.filter(|due| *due < of.pack.on) {
            errors.add("due", format!("{} is before the meeting: enter a later day", wording::day(due)));
        }
        let name = in_a_line(&text);
        errors.check_needed("decision", &name, LONGEST_NAME, "enter what will be done");
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
        return Err(errors.into());
    }
    let action = agreed.as_ref().map(|action| action.slug.clone());
    Ok((Decision { slug, pack: of.pack.slug.clone(), priority, text, action }, agreed))
}

pub(crate) async fn ask_why(
    asked: Asked,
    Path((pack, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (_, decided) = decision(&asked, &pack, &name).await?;
    Ok(withdrawing::open(&asked, &withdrawing(&decided, decided.by.number)).into_response())
}

pub(crate) async fn withdraw(
    asked: Asked,
    Path((pack, name)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Fault> {
    let (_, decided) = decision(&asked, &pack, &name).await?;
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
            Ok(go_on(&path::Pack::of(&pack), Done::DecisionWithdrawn))
        }
    }
}

async fn decision(asked: &Asked, pack: &str, name: &str) -> Result<(PackVersion, Decided), Fault> {
    let (entry, _) = pack_of(asked, pack).await?;
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
        lead: "It will no longer be shown. The record keeps it, and any action agreed with it goes on.",
        what: decision.text.clone(),
        address: path::PackDecision::of(&decision.pack, &decision.slug).to_string(),
        hidden: vec![("replaces", replaces.to_string())],
        button: "Withdraw the decision",
    }
}
