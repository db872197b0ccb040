//! What a file would change, before anybody confirms it; and the confirmation.

use super::{count, counted, number_of};
use crate::{
    ask::{
        address::with_done, choice::Choices, desk::Asked, done::Done, fault::Fault, named::Name, path,
        typed::Typed,
    },
    shell::{
        form::{Button, Errors, Form, is_again, summary_of},
        page::{Head, Place, Script, page},
        slow::{Progress, watched},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    figure::{Origin, Reading, Status},
    period::Kind,
    proposal::{NotTaken, Problem, Proposal, Question, RefusedCells},
    series::Series,
    slug::Slug,
    wording,
};
use exchange::import::{Known, Layout, Mapping, Options, read};
use leptos::prelude::*;
use std::io::Cursor;
use storage::import::{self, Change, Kept, Left, Preview, Said, Waiting, Why};

/// How somebody asked for a file to be read, beyond what it says itself: all of it is in the address.
#[derive(Clone, Default)]
struct ReadingChoices {
    layout: String,
    /// `column=role` pairs, a line each.
    mapping: String,
    kinds: Vec<(Slug, Kind)>,
    /// The origin of figures of indicators that the record lacks, where somebody chose one.
    origin: Option<Origin>,
}

/// What a file was read as.
enum Looked {
    /// What it proposes and would change.
    Whole(Box<(Proposal, Preview)>),
    /// Why it cannot be read.
    Faults(Vec<String>),
}

pub(crate) async fn look(asked: Asked, choices: Choices, name: Name) -> Result<Response, Fault> {
    let number = number_of(&name)?;
    let file = waiting(&asked, number).await?;
    let told = told(|name| choices.text(name).to_owned(), |add| choices.pairs().for_each(add));
    let (head, progress) = (head(&file, ""), Progress::default());
    let (within, seen) = (asked.clone(), progress.clone());
    let work = async move {
        let looked = looked(&within, &file, &told, &seen).await?;
        Ok(whole(&within, number, &file, &told, &looked, None).into_response())
    };
    watched(&asked, &head, progress, work).await
}

/// Takes the file in.
pub(crate) async fn confirm(asked: Asked, name: Name, typed: Typed) -> Result<Response, Fault> {
    let number = number_of(&name)?;
    let file = waiting(&asked, number).await?;
    let told = told(
        |name| typed.get(name).to_owned(),
        |add| typed.0.iter().for_each(|(name, value)| add((name.as_str(), value.as_str()))),
    );
    let (head, progress) = (head(&file, ""), Progress::default());
    let (within, seen) = (asked.clone(), progress.clone());
    let work = async move { taken_in(&within, (number, &file), &told, &typed, &seen).await };
    watched(&asked, &head, progress, work).await
}

async fn taken_in(
    asked: &Asked,
    (number, file): (i64, &Waiting),
    told: &ReadingChoices,
    typed: &Typed,
    progress: &Progress,
) -> Result<Response, Fault> {
    let looked = looked(asked, file, told, progress).await?;
    let again = |wrong: Option<String>| whole(asked, number, file, told, &looked, wrong);
    if is_again(typed) {
        return Ok(again(None).into_response());
    }
    let Looked::Whole(whole) = &looked else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again(None)).into_response());
    };
    let (proposal, _) = &**whole;
    let refused = if typed.get("skip").is_empty() { RefusedCells::Stop } else { RefusedCells::LeftOut };
    let kept = Kept::of(file, proposal.layout);
    progress.begin("Writing figures", Some(proposal.figures.len() as u64));
    let seen = typed.get("seen").parse().ok();
    let clock = || asked.now();
    let taken =
        import::confirm(&asked.desk, (proposal, refused), kept, seen, clock, &mut |done| progress.at(done))
            .await;
    let done = match taken {
        Ok(imported) if imported.number.is_some() => Done::Imported,
        Ok(_) => Done::Same,
        Err(storage::Error::NotTaken(why)) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, again(Some(in_words(&why)))).into_response());
        }
        Err(error @ storage::Error::ChangedSince) => {
            let asked = Asked { desk: asked.desk.now().await?, ..asked.clone() };
            let looked = self::looked(&asked, file, told, progress).await?;
            let wrong = Some(format!("{}.", wording::capital(&error.to_string())));
            let page = self::whole(&asked, number, file, told, &looked, wrong);
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&with_done(&path::Import, done)).into_response())
}

/// Why nothing was taken in, and what to do about it on the page.
fn in_words(why: &NotTaken) -> String {
    match why {
        NotTaken::Questions(_) => "Choose first which kind of period is meant.".to_owned(),
        NotTaken::Refused(_) => {
            "Some cells are refused: correct the file, or tick the box to import the rest without them."
                .to_owned()
        }
        NotTaken::Nothing => format!("{}.", wording::capital(&why.to_string())),
    }
}

async fn waiting(asked: &Asked, number: i64) -> Result<Waiting, Fault> {
    let file = import::waiting(&asked.desk, number).await?;
    file.ok_or_else(|| {
        Fault::NotFound(
            "You have no file waiting at this address. Files wait for a day: send it again.".into(),
        )
    })
}

/// The prefix of a choice that says which kind of period an indicator's labels mean.
const KIND: &str = "kind.";

fn told<'a>(
    get: impl Fn(&str) -> String,
    each: impl FnOnce(&mut dyn FnMut((&'a str, &'a str))),
) -> ReadingChoices {
    let mut kinds = Vec::new();
    each(&mut |(name, value)| {
        let slug = name.strip_prefix(KIND).and_then(|slug| Slug::new(slug).ok());
        kinds.extend(slug.zip(Kind::parse(value)));
    });
    ReadingChoices {
        layout: get("as"),
        mapping: get("map").replace("\r\n", "\n"),
        kinds,
        origin: Origin::parse(&get("origin")),
    }
}

async fn looked(
    asked: &Asked,
    file: &Waiting,
    told: &ReadingChoices,
    progress: &Progress,
) -> Result<Looked, Fault> {
    let mapping = match told.mapping.trim() {
        "" => None,
        text => match Mapping::parse(text) {
            Ok(mapping) => Some(mapping),
            Err(error) => return Ok(Looked::Faults(vec![error.to_string()])),
        },
    };
    let (indicators, areas) = storage::outline::known(&asked.desk).await?;
    let known = Known { indicators, areas };
    let options = Options {
        layout: Layout::parse(&told.layout).or(mapping.is_some().then_some(Layout::Mapped)),
        mapping,
        meta: file.meta.clone(),
        name: file.name.clone(),
        today: Some(asked.today),
        kinds: told.kinds.clone(),
        origin: told.origin,
        ..Options::default()
    };
    let bytes = file.bytes.clone();
    progress.begin("Reading", Some(bytes.len() as u64));
    let seen = progress.clone();
    // A large workbook takes a moment, and others are not to wait for it.
    let read = tokio::task::spawn_blocking(move || {
        read(Cursor::new(bytes), &known, &options, &mut |done| seen.at(done))
    });
    let read = read.await.map_err(|error| {
        tracing::error!(%error, "a file could not be read");
        Fault::Ours
    })?;
    match read {
        Err(faults) => Ok(Looked::Faults(faults.iter().take(20).map(ToString::to_string).collect())),
        Ok(proposal) => {
            progress.begin("Comparing with the record", None);
            let preview = import::preview(&asked.desk, &proposal).await?;
            Ok(Looked::Whole(Box::new((proposal, preview))))
        }
    }
}

fn head(file: &Waiting, before: &str) -> Head {
    Head {
        title: format!("{before}Import {}", file.name),
        description: "What a file would change.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    }
}

fn whole(
    asked: &Asked,
    number: i64,
    file: &Waiting,
    told: &ReadingChoices,
    looked: &Looked,
    wrong: Option<String>,
) -> Html<String> {
    let is_wrong = wrong.is_some() || matches!(looked, Looked::Faults(_));
    let head = head(file, if is_wrong { "Error: " } else { "" });
    let wrongs: Vec<String> = match looked {
        Looked::Faults(faults) => {
            wrong.into_iter().chain(faults.iter().map(|fault| wording::capital(fault))).collect()
        }
        Looked::Whole(_) => wrong.into_iter().collect(),
    };
    page(asked, &head, || {
        let summary = summary_of(wrongs.into_iter().map(|text| view! { <li>{text}</li> }).collect());
        let body = match looked {
            Looked::Faults(_) => None,
            Looked::Whole(whole) => Some(found((number, asked.desk.seen()), told, &whole.0, &whole.1)),
        };
        view! {
            <div class="form-page wide">
                <p class="kind"><a href=path::Import.to_string()>"Import figures"</a></p>
                <h1>{file.name.clone()}</h1>
                {summary}
                {body}
                {other_ways(number, told)}
            </div>
        }
    })
}

/// What the file would change, and the form to confirm it.
fn found(
    (number, seen): (i64, i64),
    told: &ReadingChoices,
    proposal: &Proposal,
    preview: &Preview,
) -> AnyView {
    let counts = &preview.counts;
    let said = format!(
        "{}, {}: {} new, {} changed, {} the same, {} left alone; {} refused. Read as {}.",
        counted(proposal.rows, "row", "rows"),
        counted(proposal.figures.len() as u64, "figure", "figures"),
        count(counts.new),
        count(counts.changed),
        count(counts.same),
        count(counts.kept),
        count(proposal.refused),
        proposal.layout
    );
    let waits = (preview.proposals > 0).then(|| {
        let figures = counted(preview.proposals, "partner's figure", "partners' figures");
        view! { <p>{format!("{figures} will wait for approval.")}</p> }
    });
    let notes: Vec<_> = proposal.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
    let notes = (!notes.is_empty()).then(|| view! { <ul>{notes}</ul> });
    view! {
        <p class="lead">{said}</p>
        {waits}
        {notes}
        {questions(number, told, &proposal.questions)}
        {added((number, told), preview)}
        {changed(&preview.changed, counts.changed)}
        {left(&preview.kept, counts.kept)}
        {refused(&proposal.problems, proposal.refused)}
        {yes((number, seen), told, proposal)}
    }
    .into_any()
}

fn questions(number: i64, told: &ReadingChoices, questions: &[Question]) -> Option<AnyView> {
    if questions.is_empty() {
        return None;
    }
    let boxes: Vec<_> = questions
        .iter()
        .enumerate()
        .map(|(place, question)| {
            let id = format!("question-{place}");
            let options: Vec<_> = question
                .kinds
                .iter()
                .map(|kind| view! { <option value=kind.as_str()>{wording::capital(kind.as_str())}</option> })
                .collect();
            view! {
                <div class="field">
                    <label for=id.clone()>{question.text.clone()}</label>
                    <select id=id name=format!("{KIND}{}", question.about)>{options}</select>
                </div>
            }
        })
        .collect();
    Some(
        view! {
            <form method="get" action=path::ImportFile::of(&number).to_string() class="form">
                {hidden(told)}
                {boxes}
                {Button::Main.view("Read it this way")}
            </form>
        }
        .into_any(),
    )
}

/// The choices made for the file so far, to be sent along.
fn hidden(told: &ReadingChoices) -> AnyView {
    let kinds: Vec<_> = told
        .kinds
        .iter()
        .map(|(slug, kind)| view! { <input type="hidden" name=format!("{KIND}{slug}") value=kind.as_str()/> })
        .collect();
    view! {
        <input type="hidden" name="as" value=told.layout.clone()/>
        <input type="hidden" name="map" value=told.mapping.clone()/>
        {kinds}
        {told.origin.map(|origin| view! { <input type="hidden" name="origin" value=origin.as_str()/> })}
    }
    .into_any()
}

/// The origin of the figures of added indicators, and the way to choose the other.
fn whose(number: i64, told: &ReadingChoices, preview: &Preview) -> Option<AnyView> {
    let origin = preview.indicators.first()?.indicator.origin;
    let (said, other, label) = match origin {
        Origin::Published => (
            "These figures count as published: everybody sees them at once.",
            Origin::Partner,
            "They are partners' own figures",
        ),
        Origin::Partner => (
            "These figures count as partners' own: they wait for approval, and the public does not see them.",
            Origin::Published,
            "They are published",
        ),
    };
    let told = ReadingChoices { origin: Some(other), ..told.clone() };
    Some(
        view! {
            <form method="get" action=path::ImportFile::of(&number).to_string() class="form small">
                <p><strong>{said}</strong></p>
                {hidden(&told)}
                {Button::Second.view(label)}
            </form>
        }
        .into_any(),
    )
}

fn added((number, told): (i64, &ReadingChoices), preview: &Preview) -> Option<AnyView> {
    let indicators: Vec<_> = preview
        .indicators
        .iter()
        .map(|added| {
            let text = format!("{} ({})", added.indicator.name, counted(added.figures, "figure", "figures"));
            view! { <li>{text}</li> }
        })
        .collect();
    let areas = preview.areas.len();
    if indicators.is_empty() && areas == 0 {
        return None;
    }
    let indicators = (!indicators.is_empty()).then(|| view! { <ul>{indicators}</ul> });
    let areas = (areas > 0).then(|| {
        let names: Vec<_> = preview.areas.iter().take(12).map(|area| area.name.as_str()).collect();
        let more =
            if areas > names.len() { format!(" and {} more", areas - names.len()) } else { String::new() };
        view! { <p>{format!("Areas: {}{more}.", names.join(", "))}</p> }
    });
    Some(
        view! {
            <section aria-labelledby="added">
                <h2 id="added">"New to the record"</h2>
                <p>"These will be added with their figures. An indicator appears on \
                    no page of the plan until a lead places it."</p>
                {indicators}
                {whose(number, told, preview)}
                {areas}
            </section>
        }
        .into_any(),
    )
}

fn what(series: &Series) -> String {
    format!("{}, {}, {}", series.indicator, series.area, series.breakdown)
}

fn print(said: &Said) -> String {
    let reading = match &said.reading {
        Reading::Value(measured) => domain::number::shortest(measured.value()),
        Reading::Absent(absence) => format!("[{}] {absence}", absence.symbol()),
    };
    if said.status == Status::Final { reading } else { format!("{reading} ({})", said.status) }
}

fn changed(changes: &[Change], all: u64) -> Option<AnyView> {
    let rows: Vec<_> = changes
        .iter()
        .map(|change| {
            view! {
                <tr>
                    <td>{change.row.to_string()}</td>
                    <th scope="row">{what(&change.series)}</th>
                    <td>{change.period.label()}</td>
                    <td>{print(&change.was)}</td>
                    <td><strong>{print(&change.becomes)}</strong></td>
                </tr>
            }
        })
        .collect();
    table(
        "changed",
        format!("Changed ({})", count(all)),
        &["Row", "Figure", "Period", "Was", "Becomes"],
        rows,
    )
}

fn left(kept: &[Left], all: u64) -> Option<AnyView> {
    let rows: Vec<_> = kept
        .iter()
        .map(|left| {
            let why = match left.why {
                Why::Waiting => "somebody has a draft there",
                Why::ByHand => "somebody recorded or approved the current figure",
                Why::Withdrawn => "somebody withdrew the figure that was there",
            };
            view! {
                <tr>
                    <td>{left.row.to_string()}</td>
                    <th scope="row">{what(&left.series)}</th>
                    <td>{left.period.label()}</td>
                    <td>{left.stands.as_ref().map(print).unwrap_or_default()}</td>
                    <td>{print(&left.says)}</td>
                    <td>{why}</td>
                </tr>
            }
        })
        .collect();
    let heads = ["Row", "Figure", "Period", "Current figure", "The file says", "Why"];
    table("left", format!("Left alone ({})", count(all)), &heads, rows)
}

fn refused(problems: &[Problem], all: u64) -> Option<AnyView> {
    let rows: Vec<_> = problems
        .iter()
        .map(|problem| {
            view! {
                <tr>
                    <td>{problem.row.to_string()}</td>
                    <th scope="row">{problem.column.clone()}</th>
                    <td>{problem.reason.clone()}</td>
                </tr>
            }
        })
        .collect();
    table("refused", format!("Refused ({})", count(all)), &["Row", "Column", "Why"], rows)
}

fn table(
    id: &'static str,
    heading: String,
    heads: &[&'static str],
    rows: Vec<impl IntoView + 'static>,
) -> Option<AnyView> {
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2 id=id>{heading}</h2>
                <div class="grid-scroll" tabindex="0" role="region" aria-labelledby=id>
                    <table class="import-table"><thead><tr>{heads}</tr></thead> <tbody>{rows}</tbody></table>
                </div>
            </section>
        }
        .into_any()
    })
}

fn yes((number, seen): (i64, i64), told: &ReadingChoices, proposal: &Proposal) -> Option<AnyView> {
    if proposal.checked(RefusedCells::LeftOut).is_err() {
        return None;
    }
    let skip = (proposal.refused > 0).then(|| {
        view! {
            <div class="radio">
                <input type="checkbox" id="skip" name="skip" value="yes"/>
                <label for="skip">{format!("Import the rest without the {} refused", count(proposal.refused))}</label>
            </div>
        }
    });
    Some(
        view! {
            <form method="post" action=path::ImportFile::of(&number).to_string() class="form">
                {hidden(told)}
                <input type="hidden" name="seen" value=seen.to_string()/>
                {skip}
                <p class="hint">"The file is imported whole or not at all. It is kept with its figures, and you can undo the import."</p>
                {Button::Main.view("Import it")}
            </form>
        }
        .into_any(),
    )
}

/// Reading the file in another way.
fn other_ways(number: i64, told: &ReadingChoices) -> AnyView {
    let options: Vec<_> = Layout::ALL
        .iter()
        .map(|layout| {
            let is_chosen = layout.as_str() == told.layout;
            view! { <option value=layout.as_str() selected=is_chosen>{wording::capital(layout.as_str())}</option> }
        })
        .collect();
    let form =
        Form { typed: &Typed::default().with("map", told.mapping.clone()), errors: &Errors::default() };
    let map = form.lines(
        "map",
        "What each column holds",
        "For any other table, write one line for each column: its heading, = and one of indicator, area, \
            period, period kind, filter, value, share, numerator, denominator, status, note, ignore. \
            *indicator=, *area= and *period= apply to the whole file.",
    );
    view! {
        <details>
            <summary>"Read it in another way"</summary>
            <form method="get" action=path::ImportFile::of(&number).to_string() class="form">
                <div class="field">
                    <label for="as">"Layout"</label>
                    <select id="as" name="as"><option value="">"Recognise it by its headings"</option> {options}</select>
                </div>
                {map}
                {Button::Second.view("Read it this way")}
            </form>
        </details>
    }
    .into_any()
}
