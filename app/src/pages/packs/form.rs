//! Making a pack, and changing what it is to hold.

use super::{is_frozen, pack_of};
use crate::{
    ask::{choice::Choices, desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    parts,
    shell::{
        form::{
            Button, Choice, Errors, Form, Refused, Text, in_a_line,
            replacing::{self, Pair},
        },
        page::{Place, page},
    },
};
use axum::response::{Html, Response};
use domain::{action::LONGEST_NAME, entry, narrative::LONGEST, pack::Pack, slug::Slug, wording};
use leptos::prelude::*;
use std::num::ParseIntError;
use storage::pack::{Outcome, PackVersion};

type Beside<'a> = replacing::Beside<'a, PackVersion>;

/// The boxes for the places of priorities begin so.
const PLACE: &str = "place-";

/// What those boxes are called together.
const PRIORITIES: &str = "priorities";
/// The most items of an agenda, and the most characters of one.
const ITEMS: usize = 40;
const LONGEST_ITEM: usize = 300;

pub(crate) async fn open_new(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let year = choices.year(&asked)?;
    let typed = Typed::default()
        .with("pack", asked.new_name("pack"))
        .with("meeting", asked.outline.plan.partnership.as_str())
        .with("on", wording::day(asked.today))
        .with("year", year.slug.as_str());
    let of = asked.outline.priorities_of(asked.outline.year_of_priorities(year));
    let typed = (1..).zip(of).fold(typed, |typed, (place, priority)| {
        typed.with(&format!("{PLACE}{}", priority.slug), place.to_string())
    });
    Ok(form(&asked, None, &typed, &Errors::default(), &Beside::Nothing))
}

pub(crate) async fn add(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    sent(&asked, None, &typed).await
}

pub(crate) async fn open(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let (entry, frozen) = pack_of(&asked, &name).await?;
    if frozen.is_some() {
        return Err(is_frozen());
    }
    let typed = of_pack(&entry.pack).with("replaces", entry.by.number.to_string());
    Ok(form(&asked, Some(&entry), &typed, &Errors::default(), &Beside::Nothing))
}

pub(crate) async fn change(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let entry = storage::pack::one(&asked.desk, &asked.outline.plan.slug, &name).await?;
    let entry = replacing::seen(entry, &typed, "pack")?;
    sent(&asked, entry.as_ref(), &typed.with("pack", name)).await
}

/// The boxes filled with a pack.
fn of_pack(pack: &Pack) -> Typed {
    let typed = Typed::default()
        .with("pack", pack.slug.as_str())
        .with("meeting", pack.meeting.as_str())
        .with("on", wording::day(pack.on))
        .with("year", pack.year.as_str())
        .with("agenda", pack.agenda.join("\n"))
        .with("cover-note", pack.cover_note.as_str());
    (1..).zip(&pack.priorities).fold(typed, |typed, (place, priority): (usize, _)| {
        typed.with(&format!("{PLACE}{priority}"), place.to_string())
    })
}

async fn sent(asked: &Asked, entry: Option<&PackVersion>, typed: &Typed) -> Result<Response, Fault> {
    let then = (&path::Pack::of(typed.get("pack")), Done::PackSaved);
    let again =
        |typed: &Typed, errors: &Errors, beside: &Beside<'_>| form(asked, entry, typed, errors, beside);
    replacing::answer(typed, record(asked, typed), |entry| entry.by.number, then, again).await
}

/// Records the pack that a form says: the one way it is done by hand.
async fn record(asked: &Asked, typed: &Typed) -> Result<Outcome, Refused> {
    let slug = Slug::new(typed.get("pack")).map_err(|_| Fault::broken_form())?;
    let replaces = typed.number("replaces")?;
    let mut errors = Errors::default();
    let meeting = typed.line("meeting");
    errors.check_needed("meeting", &meeting, LONGEST_NAME, "enter which meeting it is for");
    let on = errors.take("on", entry::day(typed.get("on")));
    let year = parts::year_chosen(asked, typed, &mut errors);
    let agenda = agenda(typed, &mut errors);
    let cover_note = typed.text("cover-note");
    errors.check_length("cover-note", &cover_note, LONGEST);
    let priorities = year.as_ref().map(|year| chosen(asked, typed, year, &mut errors)).unwrap_or_default();
    let (Some(on), Some(year), true) = (on, year, errors.is_empty()) else { return Err(errors.into()) };
    let pack = Pack { slug, year, meeting, on, agenda, cover_note, priorities };
    let plan = &asked.outline.plan.slug;
    match storage::pack::record(&asked.desk, plan, &pack, replaces, || asked.now()).await? {
        Outcome::Twice => {
            let message = "there is already a pack for this meeting on that day: change that one, or give this one another name or day";
            Err(Errors::of("meeting", message).into())
        }
        outcome => Ok(outcome),
    }
}

fn agenda(typed: &Typed, errors: &mut Errors) -> Vec<String> {
    let text = typed.text("agenda");
    let items: Vec<_> = text.lines().map(in_a_line).filter(|item| !item.is_empty()).collect();
    if items.len() > ITEMS {
        errors.add(
            "agenda",
            format!("shorten this to {ITEMS} items, one on each line: there are {}", items.len()),
        );
    } else if items.iter().any(|item| item.chars().count() > LONGEST_ITEM) {
        errors.add("agenda", format!("shorten each item to {LONGEST_ITEM} characters"));
    } else if !entry::is_printable(&text) {
        errors.add("agenda", entry::UNPRINTABLE);
    }
    items
}

/// The priorities that have a place, in its order. Two of the same place are in the plan's order.
fn chosen(asked: &Asked, typed: &Typed, year: &Slug, errors: &mut Errors) -> Vec<Slug> {
    let own = own_priorities(asked, year.as_str());
    let mut placed: Vec<(u32, Slug)> = Vec::new();
    for choice in parts::priorities(asked) {
        let Ok(slug) = Slug::new(&choice.value) else { continue };
        match place(typed, &choice.value) {
            None => {}
            Some(Ok(place)) if own.contains(&slug) => placed.push((place, slug)),
            Some(Ok(_)) => errors.add(
                PRIORITIES,
                format!("“{}” is not a priority of {year}: leave its place empty", choice.label),
            ),
            Some(Err(_)) => errors.add(
                PRIORITIES,
                format!(
                    "enter the place of “{}” as a whole number, such as 1, or leave it empty",
                    choice.label
                ),
            ),
        }
    }
    if placed.is_empty() && errors.at(PRIORITIES).is_none() {
        errors
            .add(PRIORITIES, "number at least one priority of the plan year: an empty pack cannot be frozen");
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, slug)| slug).collect()
}

/// The place that was typed for a priority; nothing where its box was left empty.
fn place(typed: &Typed, priority: &str) -> Option<Result<u32, ParseIntError>> {
    let text = typed.text(&format!("{PLACE}{priority}"));
    (!text.is_empty()).then(|| text.parse())
}

/// The priorities that a pack of a plan year can show; none where there is no such year.
fn own_priorities(asked: &Asked, year: &str) -> Vec<Slug> {
    let outline = &asked.outline;
    let of = outline.years.iter().find(|other| other.slug.as_str() == year);
    let of = of.map(|year| outline.priorities_of(outline.year_of_priorities(year)));
    of.into_iter().flatten().map(|priority| priority.slug.clone()).collect()
}

fn form(
    asked: &Asked,
    entry: Option<&PackVersion>,
    typed: &Typed,
    errors: &Errors,
    beside: &Beside<'_>,
) -> Html<String> {
    let heading = if entry.is_some() { "Change a pack" } else { "Make a pack" };
    let head = beside.head(heading, errors, Place::Packs);
    let address = match entry {
        Some(entry) => path::PackChange::of(&entry.pack.slug).to_string(),
        None => path::PackNew.to_string(),
    };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let withdraw = entry.map(|entry| {
            let to = path::PackWithdraw::of(&entry.pack.slug).to_string();
            view! { <p><a href=to>"Withdraw this pack"</a></p> }
        });
        let day = Text {
            name: "on",
            label: "Day of the meeting",
            hint: "Such as 12 June 2019.",
            width: "short",
            ..Text::default()
        };
        let meeting =
            Text { name: "meeting", label: "Meeting", hint: "The name of the meeting.", ..Text::default() };
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Packs.to_string()>"Packs"</a></p>
                <h1>{heading}</h1>
                {form.summary()}
                {beside.conflict("pack", |theirs| &theirs.by, |theirs| pairs(asked, theirs, typed))}
                <form method="post" class="form" action=address novalidate>
                    {form.hidden("pack", typed.get("pack"))}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.line(meeting)}
                    <div class="row">
                        {form.line(day)}
                        {form.list("year", "Plan year", "", Some("Choose one"), &parts::plan_years(asked))}
                    </div>
                    {form.lines("agenda", "Agenda", "One item on each line.")}
                    {form.lines("cover-note", "Cover note", "What the board reads first. You can use lists, *emphasis* and links, as in narratives.")}
                    {places(asked, &form)}
                    {Button::Main.view(beside.button("Save the pack"))}
                </form>
                {withdraw}
            </div>
        }
    })
}

/// A box for the place of each priority: it works without a script, and says the order in the boxes themselves.
fn places(asked: &Asked, form: &Form<'_>) -> AnyView {
    let all = parts::priorities(asked);
    let own = own_priorities(asked, form.typed.get("year"));
    let is_wrong = |choice: &Choice| match place(form.typed, &choice.value) {
        _ if form.errors.at(PRIORITIES).is_none() => false,
        None => false,
        Some(place) => place.is_err() || own.iter().all(|priority| priority.as_str() != choice.value),
    };
    let wrong: Vec<_> = all.iter().map(is_wrong).collect();
    // The summary leads to the first that is wrong; where none is, because all are empty, to the first.
    let named = wrong.iter().position(|is_wrong| *is_wrong).unwrap_or(0);
    let boxes: Vec<_> = all
        .into_iter()
        .zip(wrong)
        .enumerate()
        .map(|(place, (choice, is_wrong))| {
            let name = format!("{PLACE}{}", choice.value);
            let value = form.typed.get(&name).to_owned();
            let id = if place == named { PRIORITIES.to_owned() } else { name.clone() };
            view! {
                <li>
                    <input
                        id=id.clone()
                        name=name
                        value=value
                        inputmode="numeric"
                        class="tiny"
                        autocomplete="off"
                        aria-invalid=is_wrong.then_some("true")
                    />
                    <label for=id>{choice.label}</label>
                </li>
            }
        })
        .collect();
    let boxes = if boxes.is_empty() {
        view! { <p id=PRIORITIES tabindex="-1">"The plan has no priorities yet."</p> }.into_any()
    } else {
        view! { <ul class="places">{boxes}</ul> }.into_any()
    };
    let hint = "1 comes first. Priorities without a number are left out of the pack.";
    form.group(PRIORITIES, "Priorities and their order", hint, boxes)
}

/// What is recorded now, beside what was typed.
fn pairs(asked: &Asked, theirs: &PackVersion, typed: &Typed) -> Vec<Pair> {
    let other = of_pack(&theirs.pack);
    let text = |name: &'static str| move |typed: &Typed| typed.text(name);
    let order = |typed: &Typed| {
        let mut placed: Vec<_> = parts::priorities(asked)
            .into_iter()
            .filter_map(|choice| {
                Some((typed.text(&format!("{PLACE}{}", choice.value)).parse::<u32>().ok()?, choice.label))
            })
            .collect();
        placed.sort();
        placed.into_iter().map(|(_, label)| label).collect::<Vec<_>>().join("; ")
    };
    replacing::pairs(
        &other,
        typed,
        &[
            ("Meeting", &text("meeting")),
            ("Day", &text("on")),
            ("Plan year", &text("year")),
            ("Agenda", &text("agenda")),
            ("Cover note", &text("cover-note")),
            ("Priorities", &order),
        ],
    )
}
