//! Writing the story behind the numbers: of an indicator or a priority, for one quarter.

mod form;
mod withdraw;

use crate::{
    ask::{
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, indicator_of, missing, slug},
        path,
        typed::Typed,
    },
    parts,
    shell::form::{Errors, Refused, go_on_by, is_again, withdrawing},
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    access::Action,
    indicator::Indicator,
    narrative::{About, Narrative, Part, Parts, Stage, quarters},
    outline::Outline,
    period::Period,
    slug::Slug,
};
use storage::narrative::{Change, NarrativeVersion, Written};

/// What is written about.
struct Subject<'a> {
    about: About,
    name: &'a str,
    /// The address of its page.
    page: String,
    /// The address of the form.
    form: String,
    /// The indicators whose figures it describes.
    indicators: Vec<&'a Slug>,
}

/// What the buttons of the form ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Keep(Stage),
    Preview,
    Withdraw,
}

impl Step {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "draft" => Self::Keep(Stage::Draft),
            "publish" => Self::Keep(Stage::Published),
            "preview" => Self::Preview,
            "withdraw" => Self::Withdraw,
            _ => return None,
        })
    }
}

/// What is printed around the boxes.
#[derive(Default)]
struct Beside<'a> {
    /// What somebody else left there since the form was opened.
    theirs: Option<Option<&'a NarrativeVersion>>,
    /// How what was typed will look.
    preview: Option<&'a Parts>,
    /// The figures that changed since the form was opened.
    changed: &'a [Change],
}

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    asked.must_answer_for(Action::WriteNarrative, asked.outline.indicator_named(&name)).await?;
    let subject = of_indicator(&asked, &name)?;
    opened(&asked, &subject, &choices).await
}

pub(crate) async fn show_priority(
    asked: Asked,
    choices: Choices,
    Name(name): Name,
) -> Result<Html<String>, Fault> {
    let subject = of_priority(&asked, &name)?;
    opened(&asked, &subject, &choices).await
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    asked.must_answer_for(Action::WriteNarrative, asked.outline.indicator_named(&name)).await?;
    let subject = of_indicator(&asked, &name)?;
    sent(&asked, &subject, &typed).await
}

pub(crate) async fn save_priority(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let subject = of_priority(&asked, &name)?;
    sent(&asked, &subject, &typed).await
}

fn of_indicator<'a>(asked: &'a Asked, name: &str) -> Result<Subject<'a>, Fault> {
    let indicator = indicator_of(asked, name)?;
    Ok(Subject {
        about: About::Indicator(indicator.slug.clone()),
        name: &indicator.name,
        page: path::Indicator::of(&indicator.slug).to_string(),
        form: path::IndicatorNarrative::of(&indicator.slug).to_string(),
        indicators: vec![&indicator.slug],
    })
}

fn of_priority<'a>(asked: &'a Asked, name: &str) -> Result<Subject<'a>, Fault> {
    let name = slug(name, "priority")?;
    let priority = asked.outline.priorities.iter().rfind(|priority| priority.slug == name);
    let priority = priority.ok_or_else(|| missing("priority"))?;
    Ok(Subject {
        about: about_priority(&asked.outline, &priority.slug),
        name: &priority.name,
        page: path::Priority::of(&priority.slug).to_string(),
        form: path::PriorityNarrative::of(&priority.slug).to_string(),
        indicators: placed_under(&asked.outline, &priority.slug).map(|indicator| &indicator.slug).collect(),
    })
}

/// A priority of the plan, as narratives name it.
pub(super) fn about_priority(outline: &Outline, priority: &Slug) -> About {
    About::Priority { plan: outline.plan.slug.clone(), priority: priority.clone() }
}

/// The indicators that are placed under a priority.
pub(super) fn placed_under<'a>(
    outline: &'a Outline,
    priority: &'a Slug,
) -> impl Iterator<Item = &'a Indicator> {
    let is_placed = move |indicator: &&Indicator| {
        indicator.placements.iter().any(|placement| placement.priority.as_ref() == Some(priority))
    };
    outline.indicators.iter().filter(is_placed)
}

/// The narratives of a page, each with what changed since it was written.
pub(super) async fn standing(
    asked: &Asked,
    about: &About,
    indicators: &[&Slug],
) -> Result<Vec<(NarrativeVersion, Vec<Change>)>, Fault> {
    let entries = storage::narrative::of(&asked.desk, &asked.outline, about, asked.today).await?;
    let changes = storage::narrative::since(&asked.desk, indicators, &entries).await?;
    Ok(entries.into_iter().zip(changes).collect())
}

/// The form as the address asks for it: for the chosen quarter, else the newest.
async fn opened(asked: &Asked, subject: &Subject<'_>, choices: &Choices) -> Result<Html<String>, Fault> {
    let offered = quarters(&asked.outline.years, asked.today);
    let mut errors = Errors::default();
    let chosen = match choices.get("period") {
        None => offered.first().copied(),
        Some(text) => errors.take("period", quarter(&offered, text)),
    };
    let Some(chosen) = chosen else {
        let typed = Typed::default().with("period", choices.text("period"));
        return form::page(asked, subject, &offered, None, &typed, &errors, &Beside::default()).await;
    };
    let stands = storage::narrative::newest(&asked.desk, &subject.about, &chosen).await?;
    let typed = Typed::default().with("period", chosen.label()).with("seen", asked.desk.seen().to_string());
    let typed = match &stands {
        None => typed,
        Some(entry) => Part::ALL
            .iter()
            .fold(typed, |typed, part| typed.with(part.as_str(), entry.narrative.parts.get(*part)))
            .with("replaces", entry.by.number.to_string()),
    };
    let claims = storage::claim::of_plan(&asked.desk, &asked.outline).await?;
    let claim = stands.as_ref().and_then(|entry| claims.of(&parts::carrier_of(&entry.narrative)));
    let typed = parts::claim_filled(&asked.outline, typed, claim.and_then(|carried| carried.claim.as_ref()));
    form::page(asked, subject, &offered, Some(chosen), &typed, &errors, &Beside::default()).await
}

/// The quarter that somebody chose.
fn quarter(offered: &[Period], text: &str) -> Result<Period, &'static str> {
    let quarter = domain::returns::quarter(text).filter(|quarter| offered.contains(quarter));
    quarter.ok_or("choose a quarter of the plan that has begun, such as 2018-19 Q2")
}

/// What came of the form.
enum Sent {
    /// It is done.
    Done(Done),
    /// It is shown again with how it will look.
    Preview(Parts),
    /// It is asked why first.
    Why(Period),
    /// Somebody else wrote in between: what they left.
    Stale(Option<Box<NarrativeVersion>>),
    /// Figures that it describes changed in between: which.
    Changed(Vec<Change>),
}

async fn sent(asked: &Asked, subject: &Subject<'_>, typed: &Typed) -> Result<Response, Fault> {
    let offered = quarters(&asked.outline.years, asked.today);
    let chosen = quarter(&offered, typed.get("period")).ok();
    let form = async |status, typed: &Typed, errors: &Errors, beside: &Beside<'_>| {
        let page = form::page(asked, subject, &offered, chosen, typed, errors, beside).await?;
        Ok::<_, Fault>((status, page).into_response())
    };
    if is_again(typed) {
        // Typed before a session ended: shown again, and kept only when it is sent again.
        if let (Some(Step::Withdraw), Some(quarter)) = (Step::read(typed.get("step")), &chosen) {
            return Ok(withdraw::page(asked, subject, quarter, typed, &Errors::default()).into_response());
        }
        return form(StatusCode::OK, typed, &Errors::default(), &Beside::default()).await;
    }
    match take(asked, subject, &offered, typed).await {
        Ok(Sent::Done(done)) => Ok(go_on_by(&subject.page, done)),
        Ok(Sent::Preview(parts)) => {
            let beside = Beside { preview: Some(&parts), ..Beside::default() };
            form(StatusCode::OK, typed, &Errors::default(), &beside).await
        }
        Ok(Sent::Why(quarter)) => {
            Ok(withdraw::page(asked, subject, &quarter, typed, &Errors::default()).into_response())
        }
        Ok(Sent::Stale(theirs)) => {
            let replaces = theirs.as_ref().map(|theirs| theirs.by.number.to_string()).unwrap_or_default();
            let typed = typed.clone().with("replaces", replaces);
            let beside = Beside { theirs: Some(theirs.as_deref()), ..Beside::default() };
            form(StatusCode::CONFLICT, &typed, &Errors::default(), &beside).await
        }
        Ok(Sent::Changed(changes)) => {
            let typed = typed.clone().with("seen", asked.desk.seen().to_string());
            let beside = Beside { changed: &changes, ..Beside::default() };
            form(StatusCode::CONFLICT, &typed, &Errors::default(), &beside).await
        }
        Err(Refused::Errors(errors)) => match (errors.at("reason"), chosen) {
            (Some(_), Some(quarter)) => {
                let page = withdraw::page(asked, subject, &quarter, typed, &errors);
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            _ => form(StatusCode::UNPROCESSABLE_ENTITY, typed, &errors, &Beside::default()).await,
        },
        Err(Refused::Fault(fault)) => Err(fault),
    }
}

/// Does what a button of the form asks for: the one way a narrative is written by hand.
async fn take(
    asked: &Asked,
    subject: &Subject<'_>,
    offered: &[Period],
    typed: &Typed,
) -> Result<Sent, Refused> {
    // A step that no button sends is taken for the most harmless.
    let step = Step::read(typed.get("step")).unwrap_or(Step::Preview);
    let mut errors = Errors::default();
    let quarter = errors.take("period", quarter(offered, typed.get("period")));
    let replaces = typed.number("replaces")?;
    if step == Step::Withdraw {
        let quarter = quarter.ok_or(errors)?;
        return take_back(asked, subject, quarter, replaces.ok_or_else(Fault::broken_form)?, typed).await;
    }
    let told = Parts::of(|part| typed.text(part.as_str()));
    for wrong in told.wrongs() {
        errors.add(wrong.at.as_str(), wrong.message);
    }
    let claim = parts::claim_typed(&asked.outline, typed, &mut errors);
    let (Some(quarter), true) = (quarter, errors.is_empty()) else { return Err(errors.into()) };
    let Step::Keep(stage) = step else { return Ok(Sent::Preview(told)) };
    // What is published as if it knew the newest figures must have been written with them in sight.
    if let Some(seen) = typed.number("seen")?.filter(|_| stage == Stage::Published) {
        let changes =
            storage::narrative::since_seen(&asked.desk, &subject.indicators, &[(seen, quarter)]).await?;
        if let Some(changes) = changes.into_iter().next().filter(|changes| !changes.is_empty()) {
            return Ok(Sent::Changed(changes));
        }
    }
    let narrative = Narrative { about: subject.about.clone(), quarter, stage, parts: told };
    let claiming = (&narrative, claim.as_ref());
    let written = storage::narrative::write_claiming(&asked.desk, claiming, replaces, || asked.now()).await?;
    Ok(match written {
        Written::Saved | Written::Same => Sent::Done(match stage {
            Stage::Draft => Done::NarrativeDrafted,
            Stage::Published => Done::NarrativePublished,
        }),
        Written::Stale(theirs) => Sent::Stale(theirs),
    })
}

async fn take_back(
    asked: &Asked,
    subject: &Subject<'_>,
    quarter: Period,
    replaces: i64,
    typed: &Typed,
) -> Result<Sent, Refused> {
    let Some(reason) = withdrawing::reason(typed)? else { return Ok(Sent::Why(quarter)) };
    let (desk, about) = (&asked.desk, &subject.about);
    let written =
        storage::narrative::withdraw(desk, about, &quarter, replaces, &reason, || asked.now()).await?;
    Ok(match written {
        Written::Stale(theirs) => Sent::Stale(theirs),
        Written::Saved | Written::Same => Sent::Done(Done::NarrativeWithdrawn),
    })
}
