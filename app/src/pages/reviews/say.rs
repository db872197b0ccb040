//! What a review recommends and what was decided of one priority.

use super::{back, courses, focus_areas, named, open, year_of};
use crate::{
    ask::{
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing},
        path,
        typed::Typed,
    },
    shell::form::{Again, Button, Errors, Form, Refused, Sent, Text, sent},
};
use axum::response::Response;
use domain::{
    action::LONGEST_NAME,
    entry,
    plan::{PlanYear, Priority},
    review::{Course, Reviewed},
    slug::Slug,
};
use leptos::prelude::*;
use storage::{Outcome, review::ReviewVersion};

/// The most characters of a reason or a summary.
const LONGEST: usize = 2000;

/// What the form says where a priority is not to be added any more.
const DROP: &str = "drop";

/// What came of a form.
enum Came {
    Said(Outcome<ReviewVersion>),
    /// It is not to be added any more.
    Dropped,
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let year = year_of(&asked, &name)?.clone();
    let again = match sent(&typed, take(&asked, &year, &typed)).await? {
        Sent::Taken(Came::Dropped) => return Ok(back(&year, Done::NotAdded)),
        Sent::Taken(Came::Said(Outcome::Stale(theirs))) => {
            return overtaken(&asked, &year, typed, theirs.as_deref()).await;
        }
        Sent::Taken(Came::Said(Outcome::Same)) => return Ok(back(&year, Done::Same)),
        Sent::Taken(Came::Said(Outcome::Saved | Outcome::Twice)) => return Ok(back(&year, Done::Reviewed)),
        Sent::Again(again) => again,
    };
    Ok(again.answer(open(&asked, &year, of(&typed), &typed, &again.errors).await?))
}

/// Does what a form asks for: the one way a priority is reviewed by hand.
async fn take(asked: &Asked, year: &PlanYear, typed: &Typed) -> Result<Came, Refused> {
    let replaces = typed.number("replaces")?;
    let plan = &asked.outline.plan.slug;
    if typed.get("step") != DROP {
        let said = read(asked, year, typed)?;
        let came = storage::review::say(&asked.desk, plan, &said, replaces, || asked.now()).await?;
        return Ok(Came::Said(came));
    }
    let entries = storage::review::of(&asked.desk, plan, &year.slug).await?;
    let entry = entries.iter().find(|entry| entry.reviewed.priority.as_str() == typed.get("priority"));
    let entry = entry.ok_or_else(|| missing("priority of this review"))?;
    let replaces = replaces.ok_or_else(Fault::broken_form)?;
    match storage::review::withdraw(&asked.desk, plan, &entry.reviewed, replaces, || asked.now()).await? {
        Outcome::Stale(_) => Err(stale().into()),
        Outcome::Saved | Outcome::Same | Outcome::Twice => Ok(Came::Dropped),
    }
}

/// The form again, with what somebody else recorded in between.
async fn overtaken(
    asked: &Asked,
    year: &PlanYear,
    typed: Typed,
    theirs: Option<&ReviewVersion>,
) -> Result<Response, Fault> {
    let asked = Asked { desk: asked.desk.now().await?, ..asked.clone() };
    let message = match theirs {
        Some(theirs) => format!(
            "somebody else has changed this since you opened the page: {}, {}. Send yours again to replace it",
            theirs.reviewed.recommended,
            theirs.reviewed.decided.map_or("not decided", Course::as_str)
        ),
        None => "somebody has withdrawn this since you opened the page. Send yours again to add it back"
            .to_owned(),
    };
    let number = theirs.map_or(String::new(), |theirs| theirs.by.number.to_string());
    let typed = typed.with("replaces", number);
    let again = Again::stale(Errors::of("recommended", message));
    Ok(again.answer(open(&asked, year, of(&typed), &typed, &again.errors).await?))
}

fn stale() -> Fault {
    Fault::Conflict("Somebody has changed this since you opened the page. Open it again.".into())
}

fn read(asked: &Asked, year: &PlanYear, typed: &Typed) -> Result<Reviewed, Refused> {
    let mut errors = Errors::default();
    let own =
        asked.outline.priorities_of(year).find(|priority| priority.slug.as_str() == typed.get("priority"));
    let known = courses(own);
    let course = |text: &str| Course::parse(text).filter(|_| known.iter().any(|choice| choice.value == text));
    let recommended = errors.need("recommended", course(typed.get("recommended")), "choose a recommendation");
    let decided = match typed.get("decided") {
        "" => None,
        text => errors.need("decided", course(text), "choose what was decided, or “Not yet”"),
    };
    let (because, reason) = (typed.text("because"), typed.text("reason"));
    errors.check_length("because", &because, LONGEST);
    errors.check_length("reason", &reason, LONGEST);
    if decided.is_some() && reason.is_empty() {
        errors.add("reason", "say why it was decided: people will ask when they read next year's plan");
    }
    let (mut name, mut summary) = (typed.line("name"), typed.line("summary"));
    let is_worded = own.is_none() || [recommended, decided].contains(&Some(Course::Reword));
    if is_worded {
        errors.check_needed("name", &name, LONGEST_NAME, "enter what it will be called");
        if summary.is_empty() || summary.chars().count() > LONGEST || !entry::is_printable(&summary) {
            errors.add("summary", format!("enter what it is about, in {LONGEST} characters or fewer"));
        }
    } else if let Some(own) = own {
        (name, summary) = (own.name.clone(), own.summary.clone());
    }
    let focus_area = match (is_worded, own) {
        (false, Some(own)) => Some(own.focus_area.clone()),
        _ => {
            let missing = "choose its focus area";
            errors.chosen("focus-area", &focus_areas(asked), typed.get("focus-area"), missing)
        }
    };
    let priority = match typed.get("priority") {
        "" => named(asked, &name).filter(|_| !name.is_empty()),
        text => Some(Slug::new(text).map_err(|_| Fault::broken_form())?),
    };
    let (Some(priority), Some(recommended), Some(focus_area), true) =
        (priority, recommended, focus_area, errors.is_empty())
    else {
        return Err(errors.into());
    };
    let year = year.slug.clone();
    Ok(Reviewed { year, priority, recommended, because, decided, reason, focus_area, name, summary })
}

/// The form of a priority; of one that is to be added, and of one more.
pub(super) fn form(
    asked: &Asked,
    year: &PlanYear,
    priority: Option<&Priority>,
    entry: Option<&ReviewVersion>,
    typed: &Typed,
    errors: &Errors,
) -> AnyView {
    let slug = priority.map(|priority| priority.slug.as_str());
    let slug = slug.or(entry.map(|entry| entry.reviewed.priority.as_str())).unwrap_or_default();
    let is_typed = !typed.0.is_empty();
    let (filled, none) = (filled(priority, entry), Errors::default());
    let form = match is_typed {
        true => Form { typed, errors },
        false => Form { typed: &filled, errors: &none },
    };
    let heading = match (priority, entry) {
        (Some(priority), _) => priority.name.clone(),
        (None, Some(entry)) => entry.reviewed.name.clone(),
        (None, None) => "Add a priority".to_owned(),
    };
    let known = courses(priority);
    let name = Text {
        name: "name",
        label: "What it is called next year",
        hint: "For a priority that is reworded or added.",
        ..Text::default()
    };
    let drop = entry.filter(|_| priority.is_none()).map(|entry| {
        let form = Form { typed: &Typed::default(), errors: &Errors::default() };
        let fields = view! {
            {form.hidden("priority", entry.reviewed.priority.as_str())}
            {form.hidden("replaces", entry.by.number.to_string())}
            {form.hidden("step", DROP)}
        }
        .into_any();
        view! {
            <form method="post" action=path::Review::of(&year.slug).to_string() class="form small">
                {fields}
                {Button::Second.view("Do not add it")}
            </form>
        }
    });
    view! {
        <div class="say">
            <h3>{heading}</h3>
            {form.summary()}
            <form method="post" action=format!("{}#decide", path::Review::of(&year.slug)) class="form" novalidate>
                {form.hidden("priority", slug)}
                {form.hidden("replaces", form.typed.get("replaces"))}
                <div class="row">
                    {form.list("recommended", "Recommended", "", Some("Choose"), &known)}
                    {form.list("decided", "Decided", "", Some("Not yet"), &known)}
                </div>
                {form.lines("because", "Why it is recommended", "")}
                {form.lines("reason", "Why it was decided", "")}
                {form.line(name)}
                {form.lines("summary", "What it is about next year", "In a sentence.")}
                {form.list("focus-area", "Focus area", "", Some("Choose"), &focus_areas(asked))}
                {Button::Main.view("Save")}
            </form>
            {drop}
        </div>
    }
    .into_any()
}

/// How far the review of a priority has come.
pub(super) fn state(entry: Option<&ReviewVersion>) -> String {
    match entry.map(|entry| &entry.reviewed) {
        None => "nothing recommended yet".to_owned(),
        Some(Reviewed { decided: Some(decided), .. }) => format!("decided: {decided}"),
        Some(said) => format!("recommended: {}, not decided yet", said.recommended),
    }
}

/// The priority that a form is about, as an address chooses it.
fn of(typed: &Typed) -> Option<&str> {
    match typed.get("priority") {
        "" => Some(super::NEW),
        slug => Some(slug),
    }
}

/// The boxes of a priority, filled with what is recorded.
fn filled(priority: Option<&Priority>, entry: Option<&ReviewVersion>) -> Typed {
    match (priority, entry) {
        (_, Some(ReviewVersion { reviewed, by })) => Typed::default()
            .with("replaces", by.number.to_string())
            .with("recommended", reviewed.recommended.as_str())
            .with("decided", reviewed.decided.map_or("", Course::as_str))
            .with("because", reviewed.because.as_str())
            .with("reason", reviewed.reason.as_str())
            .with("name", reviewed.name.as_str())
            .with("summary", reviewed.summary.as_str())
            .with("focus-area", reviewed.focus_area.as_str()),
        (Some(priority), None) => Typed::default()
            .with("name", priority.name.as_str())
            .with("summary", priority.summary.as_str())
            .with("focus-area", priority.focus_area.as_str()),
        (None, None) => Typed::default(),
    }
}
