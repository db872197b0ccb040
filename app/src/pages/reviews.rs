//! The annual review: each plan year with what its priorities came to, and what the next becomes.

mod complete;
mod say;

use super::packs;
use crate::{
    ask::{
        address::{address, pair},
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing},
        path,
        typed::Typed,
    },
    parts::document::{self, Beside},
    shell::{
        form::{Button, Choice, Errors, Form, go_on_by},
        page::{Head, Place, Script, page},
    },
};
use axum::response::{Html, Response};
use documents::{
    Unmade,
    review::{PDF, WORKBOOK},
    since,
};
use domain::{
    access::Action,
    frozen::Kind,
    london, pack,
    plan::{PlanYear, Priority},
    review::{Course, Reviewed, next_year, seeded},
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use std::sync::Arc;
use storage::{
    frozen::{File, Frozen},
    review::ReviewVersion,
};

pub(crate) use complete::{complete, pdf, workbook};
pub(crate) use say::save;

pub(crate) async fn list(asked: Asked) -> Result<Html<String>, Fault> {
    let frozen = storage::frozen::all(&asked.desk, &asked.outline.plan.slug, Kind::Review).await?;
    let head = Head {
        title: "Annual reviews".into(),
        description: "What each plan year achieved, and what comes next.".into(),
        place: Place::Reviews,
        script: Script::None,
    };
    Ok(page(&asked, &head, || {
        let items: Vec<_> = asked
            .outline
            .years
            .iter()
            .map(|year| {
                let to = address(&asked, &path::Review::of(&year.slug), Vec::new());
                let state = match frozen.iter().find(|frozen| frozen.slug == year.slug) {
                    Some(frozen) => format!("complete since {}", london::day_said(frozen.by.at)),
                    None if year.first > asked.today => "not begun".to_owned(),
                    None => "open".to_owned(),
                };
                view! { <li><a href=to>{year.slug.to_string()}</a> ": " {state}</li> }
            })
            .collect();
        view! {
            <header class="page-head">
                <h1>"Annual reviews"</h1>
                <p class="lead">"What each plan year achieved, what was decided about its priorities, and \
                    what the next year concentrates on. The public does not see this page."</p>
            </header>
            <ul class="reviews">{items}</ul>
        }
    }))
}

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let year = year_of(&asked, &name)?.clone();
    let plan = &asked.outline.plan.slug;
    match storage::frozen::one(&asked.desk, plan, Kind::Review, &year.slug).await? {
        Some(frozen) => completed(&asked, &year, &frozen).await,
        None => open(&asked, &year, choices.get("of"), &Typed::default(), &Errors::default()).await,
    }
}

fn year_of<'a>(asked: &'a Asked, name: &str) -> Result<&'a PlanYear, Fault> {
    asked.outline.years.iter().find(|year| year.slug.as_str() == name).ok_or_else(|| missing("plan year"))
}

/// A review that is complete: as it was, with what was revised since.
async fn completed(asked: &Asked, year: &PlanYear, frozen: &Frozen) -> Result<Html<String>, Fault> {
    let model = storage::frozen::model(&asked.desk, frozen).await?;
    let files = storage::frozen::files(&asked.desk, frozen).await?;
    let model = match documents::freeze::read(&model) {
        Ok(model) => model,
        Err(why @ Unmade::Newer(_)) => return Ok(closed(asked, year, frozen, &files, &why)),
        Err(other) => return Err(other.into()),
    };
    let revised = since::revised(&asked.desk, &asked.outline, &model).await?;
    let head = Head {
        title: model.document.title.clone(),
        description: model.document.subtitle.clone(),
        place: Place::Reviews,
        script: Script::None,
    };
    let next = next_year(&asked.outline, year).map(|next| next.slug.to_string());
    Ok(page(asked, &head, || {
        let next = next.map(|next| {
            let to = address(asked, &path::Home, vec![pair("year", &next)]);
            view! { <p><a href=to>{format!("The plan in {next}")}</a></p> }
        });
        view! {
            <header class="page-head">
                <p class="kind"><a href=address(asked, &path::Reviews, Vec::new())>"Annual reviews"</a></p>
                <h1>{model.document.title.clone()}</h1>
                <p class="lead">{since_when(frozen)}</p>
                {downloads(asked, year, &files)}
                {next}
            </header>
            {document::redacted(frozen)}
            {document::document(&model.document, Beside { figures: &model.figures, revised: &revised })}
            {kept(frozen, &files)}
        }
    }))
}

fn since_when(frozen: &Frozen) -> String {
    let by = wording::by(&frozen.by.sort, frozen.by.person, frozen.by.name.as_deref());
    format!("Complete since {}, by {by}.", london::minute_said(frozen.by.at))
}

fn downloads(asked: &Asked, year: &PlanYear, files: &[File]) -> Option<AnyView> {
    // They are all there, or a redaction removed them all.
    if files.is_empty() {
        return None;
    }
    let workbook = address(asked, &path::ReviewWorkbook::of(&year.slug), Vec::new());
    let named = [
        (PDF, "The review (PDF)", address(asked, &path::ReviewPdf::of(&year.slug), Vec::new())),
        (WORKBOOK, "The data behind it (XLSX)", workbook),
    ];
    let links: Vec<_> = named
        .into_iter()
        .filter_map(|(name, said, to)| Some((files.iter().find(|file| file.name == name)?, said, to)))
        .map(|(file, said, to)| {
            view! { <li><a href=to download="">{said}</a> " " <span class="when">{packs::size(file.size)}</span></li> }
        })
        .collect();
    Some(view! { <nav class="files" aria-label="Files"><ul>{links}</ul></nav> }.into_any())
}

/// What proves that it is what was kept.
fn kept(frozen: &Frozen, files: &[File]) -> AnyView {
    let hashes: Vec<_> = files
        .iter()
        .map(|file| view! { <dt>{file.name.clone()}</dt> <dd><code class="hash">{file.sha256.clone()}</code></dd> })
        .collect();
    view! {
        <section aria-labelledby="kept">
            <h2 id="kept">"How it is kept"</h2>
            <p>"Each file is checked against these SHA-256 sums whenever it is opened:"</p>
            <dl class="in-words hashes"><dt>"Contents"</dt> <dd><code class="hash">{frozen.sha256.clone()}</code></dd> {hashes}</dl>
        </section>
    }
    .into_any()
}

/// A review that is complete and that this program cannot read: why, and its files.
fn closed(asked: &Asked, year: &PlanYear, frozen: &Frozen, files: &[File], why: &Unmade) -> Html<String> {
    let title = format!("Annual review, {}", year.slug);
    let head = Head {
        title: title.clone(),
        description: "A review that cannot be opened here.".into(),
        place: Place::Reviews,
        script: Script::None,
    };
    page(asked, &head, || {
        view! {
            <header class="page-head">
                <p class="kind"><a href=address(asked, &path::Reviews, Vec::new())>"Annual reviews"</a></p>
                <h1>{title}</h1>
                <p class="lead">{since_when(frozen)}</p>
                {downloads(asked, year, files)}
            </header>
            {document::redacted(frozen)}
            <div class="notice" role="alert"><p>{wording::capital(&format!("{why}."))}</p></div>
            {kept(frozen, files)}
        }
    })
}

/// A review that is open: what the year came to so far, with a form for each priority for whoever may. `typed` is what a form held that
/// could not be taken; `of` is the priority that is chosen.
async fn open(
    asked: &Asked,
    year: &PlanYear,
    of: Option<&str>,
    typed: &Typed,
    errors: &Errors,
) -> Result<Html<String>, Fault> {
    let plan = &asked.outline.plan.slug;
    let entries = storage::review::of(&asked.desk, plan, &year.slug).await?;
    let made = documents::review::make(
        &asked.desk,
        Arc::clone(&asked.outline),
        &year.slug,
        &entries,
        asked.moment(),
    )
    .await?;
    let may = asked.may(Action::ReviewPriority, None) && asked.looking_back.is_none();
    let head = Head {
        title: errors.title(&made.document.title),
        description: made.document.subtitle.clone(),
        place: Place::Reviews,
        script: Script::None,
    };
    Ok(page(asked, &head, || body(asked, year, &made, (&entries, of), (typed, errors), may)))
}

/// The priorities of the year, each with what the review says of it, and a form for the one that is chosen.
fn deciding(
    asked: &Asked,
    year: &PlanYear,
    entries: &[ReviewVersion],
    of: Option<&str>,
    typed: &Typed,
    errors: &Errors,
) -> AnyView {
    let own: Vec<_> = asked.outline.priorities_of(year).collect();
    let added = entries.iter().filter(|entry| !own.iter().any(|own| own.slug == entry.reviewed.priority));
    let said = |slug: &Slug| entries.iter().find(|entry| entry.reviewed.priority == *slug);
    let listed = own.iter().map(|own| (own.slug.clone(), own.name.clone(), said(&own.slug)));
    let listed: Vec<_> = listed
        .chain(added.map(|entry| (entry.reviewed.priority.clone(), entry.reviewed.name.clone(), Some(entry))))
        .collect();
    let to = |slug: &str| format!("{}?{}#decide", path::Review::of(&year.slug), pair("of", slug));
    let items: Vec<_> = listed
        .iter()
        .map(|(slug, name, entry)| {
            let current = (of == Some(slug.as_str())).then_some("true");
            view! {
                <li><a href=to(slug.as_str()) aria-current=current>{name.clone()}</a> " " <span class="when">{say::state(*entry)}</span></li>
            }
        })
        .collect();
    let chosen = match of {
        Some(NEW) => Some(say::form(asked, year, None, None, typed, errors)),
        Some(of) => listed.iter().find(|(slug, ..)| slug.as_str() == of).map(|(slug, _, entry)| {
            let priority = own.iter().find(|own| own.slug == *slug).copied();
            say::form(asked, year, priority, *entry, typed, errors)
        }),
        None => None,
    };
    let add = (!own.is_empty()).then(|| view! { <li><a href=to(NEW)>"Add a priority"</a></li> });
    view! {
        <section class="decide" aria-labelledby="decide">
            <h2 id="decide">"Recommend and decide"</h2>
            <ul class="deciding">{items} {add}</ul>
            {chosen}
        </section>
    }
    .into_any()
}

/// What an address chooses where a priority is to be added.
const NEW: &str = "new";

fn body(
    asked: &Asked,
    year: &PlanYear,
    made: &pack::Frozen,
    (entries, of): (&[ReviewVersion], Option<&str>),
    (typed, errors): (&Typed, &Errors),
    may: bool,
) -> AnyView {
    let forms = may.then(|| deciding(asked, year, entries, of, typed, errors));
    let complete = may.then(|| completing(asked, year, entries));
    view! {
        <header class="page-head">
            <p class="kind"><a href=address(asked, &path::Reviews, Vec::new())>"Annual reviews"</a></p>
            <h1>{made.document.title.clone()}</h1>
            <p class="lead">"Open: this is the year as recorded so far."</p>
        </header>
        {forms}
        {complete}
        {document::document(&made.document, Beside::NOTHING)}
    }
    .into_any()
}

/// The button that completes the review, or what is still to be decided.
fn completing(asked: &Asked, year: &PlanYear, entries: &[ReviewVersion]) -> AnyView {
    let said: Vec<Reviewed> = entries.iter().map(|entry| entry.reviewed.clone()).collect();
    let saw: Vec<_> = entries.iter().map(|entry| entry.by.number.to_string()).collect();
    match seeded(&asked.outline, year, &said) {
        Ok((next, priorities)) => {
            let names: Vec<_> =
                priorities.iter().map(|priority| view! { <li>{priority.name.clone()}</li> }).collect();
            let (typed, errors) = (Typed::default(), Errors::default());
            let form = Form { typed: &typed, errors: &errors };
            view! {
                <section class="completing" aria-labelledby="completing">
                    <h2 id="completing">"Complete the review"</h2>
                    <p>{format!("{} will concentrate on:", next.slug)}</p>
                    <ul>{names}</ul>
                    <form method="post" action=path::ReviewComplete::of(&year.slug).to_string() class="form small">
                        {form.hidden("saw", saw.join(" "))}
                        <p>"Completing keeps the review exactly as it is at that moment, and gives the next \
                            plan year these priorities. You cannot undo it."</p>
                        {Button::Main.view("Complete the review")}
                    </form>
                </section>
            }
            .into_any()
        }
        Err(why) => {
            let items: Vec<_> =
                why.iter().map(|why| view! { <li>{wording::capital(&format!("{why}."))}</li> }).collect();
            view! {
                <section class="completing" aria-labelledby="completing">
                    <h2 id="completing">"To do before it can be completed"</h2>
                    <ul>{items}</ul>
                </section>
            }
            .into_any()
        }
    }
}

/// Back to the head of an open review: a form that was sent from further down would keep its place.
fn back(year: &PlanYear, done: Done) -> Response {
    go_on_by(&format!("{}#main", path::Review::of(&year.slug)), done)
}

fn courses(priority: Option<&Priority>) -> Vec<Choice> {
    let of =
        |courses: &[Course]| Choice::words(courses.iter().map(|course| course.as_str()).collect::<Vec<_>>());
    match priority {
        Some(_) => of(&[Course::CarryOn, Course::Reword, Course::Retire]),
        None => of(&[Course::Add, Course::Retire]),
    }
}

fn focus_areas(asked: &Asked) -> Vec<Choice> {
    asked.outline.focus_areas.iter().map(|area| Choice::new(area.slug.as_str(), area.name.as_str())).collect()
}

/// The name of a priority in addresses, from what it is called; a number where another of the plan has that name.
fn named(asked: &Asked, name: &str) -> Option<Slug> {
    let mut text = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => text.push(letter),
            _ if !text.is_empty() && !text.ends_with('-') => text.push('-'),
            _ => {}
        }
    }
    let text: String = text.trim_matches('-').chars().take(60).collect();
    let text = if text.is_empty() { "priority".to_owned() } else { text.trim_matches('-').to_owned() };
    let is_taken = |slug: &Slug| asked.outline.priorities.iter().any(|priority| priority.slug == *slug);
    (1..100)
        .map(|number| if number == 1 { text.clone() } else { format!("{text}-{number}") })
        .filter_map(|text| Slug::new(&text).ok())
        .find(|slug| !is_taken(slug))
}
