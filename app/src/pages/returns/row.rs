//! One row of the grid: its boxes, its state, and the notes below it.

use crate::{parts, shell::form::Choice};
use domain::{
    entry::Wrong,
    figure::{Absence, Approval, Figure, Origin, Reading, Status},
    indicator::Indicator,
    london, number,
    outline::Outline,
    returns::{Asking, Because, Draft, Filled, Sheet, Sum, Typed, asks_parts, read_as, saving::RowAnswer},
    wording,
};
use leptos::prelude::*;

/// What came of a row that was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct RowOutcome {
    /// What is wrong with it.
    pub(super) wrongs: Vec<Wrong>,
    /// What somebody else left there in between.
    pub(super) theirs: Option<Theirs>,
    /// Whether it lacks something without which it cannot be handed in.
    pub(super) lacks: Vec<String>,
}

/// What somebody else left in a cell, in words.
#[derive(Clone, Debug)]
pub(super) struct Theirs {
    pub(super) said: String,
    pub(super) typed: Typed,
}

/// Whether the boxes of a return take anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boxes {
    Open,
    Locked,
}

/// The columns of boxes, by their names in the form. Whether a figure is published is asked where its indicator is.
pub(super) fn columns(indicator: &Indicator) -> &'static [&'static str] {
    match (asks_parts(indicator.measure), indicator.origin) {
        (true, Origin::Published) => {
            &["numerator", "denominator", "value", "absence", "status", "origin", "note"]
        }
        (true, Origin::Partner) => &["numerator", "denominator", "value", "absence", "status", "note"],
        (false, Origin::Published) => &["value", "absence", "status", "origin", "note"],
        (false, Origin::Partner) => &["value", "absence", "status", "note"],
    }
}

/// The heading of a column.
pub(super) fn heading(column: &str) -> &'static str {
    match column {
        "numerator" => "Numerator",
        "denominator" => "Denominator",
        "value" => "Value",
        "absence" => "No value because",
        "status" => "Status",
        "origin" => "Published",
        _ => "Note",
    }
}

/// The row as the grid has it, and below it the notes on it.
pub(super) fn row(
    outline: &Outline,
    sheet: &Sheet,
    filled: &Filled<'_>,
    place: usize,
    (typed, told, boxes): (&Typed, &RowOutcome, Boxes),
) -> AnyView {
    let wanted = &filled.asked;
    let indicator = wanted.indicator;
    let who = wanted.where_and_whom(outline);
    let before: Vec<_> = filled
        .previous
        .iter()
        .map(|(period, figure)| {
            let label = period.label();
            view! { <td class="before" data-label=label>{parts::cell(indicator, *figure)}</td> }
        })
        .collect();
    // There may be fewer than four earlier periods: the columns keep their places.
    let missing: Vec<_> = (before.len()..4).map(|_| view! { <td class="before"></td> }).collect();
    let cells: Vec<_> = match boxes {
        Boxes::Open => {
            columns(indicator).iter().map(|column| open(column, place, typed, &who, told)).collect()
        }
        Boxes::Locked => locked(indicator, filled, sheet),
    };
    let hidden = (boxes == Boxes::Open).then(|| {
        let seen = sheet.seen(wanted).map(|number| number.to_string()).unwrap_or_default();
        view! {
            <input type="hidden" name=format!("key.{place}") value=wanted.key()/>
            <input type="hidden" name=format!("seen.{place}") value=seen/>
            <input type="hidden" name=format!("was.{place}") value=filled.typed.joined()/>
        }
    });
    let class = if told.wrongs.is_empty() && told.theirs.is_none() { "" } else { "wrong" };
    let span = 2 + 4 + columns(indicator).len();
    let below = below(filled, place, typed, told, boxes);
    let is_silent = below.is_none();
    view! {
        <tr data-row=place.to_string() data-key=(boxes == Boxes::Locked).then(|| wanted.key()) class=class>
            <th scope="row">{who} {hidden}</th>
            {missing}
            {before}
            {cells}
            <td class="stands-here" id=format!("state-{place}")>{stands(sheet, filled)}</td>
        </tr>
        <tr class="told" hidden=is_silent><td colspan=span.to_string() id=format!("told-{place}")>{below}</td></tr>
    }
    .into_any()
}

fn open(column: &'static str, place: usize, typed: &Typed, who: &str, told: &RowOutcome) -> AnyView {
    let name = format!("{column}.{place}");
    let label = format!("{}, {who}", heading(column));
    let is_wrong = told.wrongs.iter().any(|wrong| wrong.at.name() == column).then_some("true");
    let described = (is_wrong.is_some()).then(|| format!("told-{place}"));
    let input = match column {
        "absence" | "status" | "origin" => {
            let words: Vec<Choice> = match column {
                "absence" => Choice::words(Absence::ALL.iter().map(|word| word.as_str())),
                "origin" => vec![Choice::new(Origin::Published.as_str(), "Yes")],
                _ => Choice::words(Status::ALL.iter().map(|word| word.as_str())),
            };
            let chosen = match column {
                "absence" => &typed.absence,
                "origin" => &typed.origin,
                _ => &typed.status,
            };
            let none = match column {
                "absence" => Some(""),
                "origin" => Some("Not yet"),
                _ => None,
            };
            let none = none.map(|label| view! { <option value="">{label}</option> });
            let options: Vec<_> = words
                .into_iter()
                .map(|word| {
                    let is_chosen = word.value == *chosen;
                    view! { <option value=word.value selected=is_chosen>{word.label}</option> }
                })
                .collect();
            view! {
                <select id=name.clone() name=name data-col=column aria-label=label aria-invalid=is_wrong aria-describedby=described>
                    {none}
                    {options}
                </select>
            }
            .into_any()
        }
        _ => {
            let (value, keys) = match column {
                "numerator" => (&typed.numerator, "decimal"),
                "denominator" => (&typed.denominator, "decimal"),
                "value" => (&typed.value, "decimal"),
                _ => (&typed.note, "text"),
            };
            view! {
                <input type="text" id=name.clone() name=name data-col=column value=value.clone() inputmode=keys
                    autocomplete="off" aria-label=label aria-invalid=is_wrong aria-describedby=described/>
            }
            .into_any()
        }
    };
    view! { <td class=format!("box {column}") data-label=heading(column)>{input}</td> }.into_any()
}

/// What a locked row shows in the place of its boxes.
fn locked(indicator: &Indicator, filled: &Filled<'_>, sheet: &Sheet) -> Vec<AnyView> {
    let wanted = &filled.asked;
    let figure = sheet.figure(&wanted.series, &wanted.period);
    let fraction = figure.and_then(|figure| match &figure.reading {
        Reading::Value(measured) => measured.fraction(),
        Reading::Absent(_) => None,
    });
    let plain = |number: f64| number::print(number, if number.fract() == 0.0 { 0 } else { 2 });
    columns(indicator)
        .iter()
        .map(|column| {
            let text = match *column {
                "numerator" => fraction.map(|fraction| plain(fraction.numerator)),
                "denominator" => fraction.map(|fraction| plain(fraction.denominator)),
                "value" => figure.and_then(|figure| figure.reading.value()).map(|value| indicator.print(value)),
                "absence" => {
                    figure.and_then(|figure| figure.reading.absence()).map(|word| wording::capital(word.as_str()))
                }
                "status" => figure.map(|figure| wording::capital(figure.status.as_str())),
                "origin" => figure.map(|figure| match figure.origin {
                    Origin::Published => "Yes".to_owned(),
                    Origin::Partner => "Not yet".to_owned(),
                }),
                _ => figure.and_then(Figure::remarks),
            };
            view! { <td class=format!("fixed {column}") data-label=heading(column)>{text.unwrap_or_default()}</td> }
                .into_any()
        })
        .collect()
}

/// How far the figure of a row has come, and who recorded it.
pub(super) fn stands(sheet: &Sheet, filled: &Filled<'_>) -> AnyView {
    let wanted = &filled.asked;
    let mark = sheet.mark(&wanted.series, &wanted.period);
    let draft = sheet.draft(&wanted.series, &wanted.period);
    if let Some(draft) = draft.filter(|draft| Some(draft.by.number) > mark.map(|mark| mark.by.number)) {
        let text = format!("by {}, {}", by(draft), london::minute_said(draft.by.at));
        return view! { <span class="mark saved">"Saved"</span> <span class="when">{text}</span> }.into_any();
    }
    let Some(mark) = mark else {
        return view! { <span class="mark blank">"Blank"</span> }.into_any();
    };
    let word = match mark.approval {
        Approval::Draft => "Draft",
        Approval::Submitted => "Submitted",
        Approval::Approved => "Approved",
    };
    let who = wording::by(&mark.by.sort, mark.by.person, mark.by.name.as_deref());
    let text = format!("{who}, {}", london::minute_said(mark.by.at));
    view! { <span class="mark">{word}</span> <span class="when">{text}</span> }.into_any()
}

fn by(draft: &Draft) -> String {
    wording::by(&draft.by.sort, draft.by.person, draft.by.name.as_deref())
}

/// The notes below a row: what is wrong, who wrote in between, what its parts come to, and what is unlikely, with the boxes
/// for why it is right all the same. Nothing if there are no notes.
pub(super) fn below(
    filled: &Filled<'_>,
    place: usize,
    typed: &Typed,
    told: &RowOutcome,
    boxes: Boxes,
) -> Option<AnyView> {
    let indicator = filled.asked.indicator;
    let wrongs: Vec<_> = told
        .wrongs
        .iter()
        .map(|wrong| {
            let text = format!("Not saved. {}: {}.", heading(wrong.at.name()), wrong.message);
            view! { <p class="field-error">{text}</p> }
        })
        .collect();
    let lacks: Vec<_> =
        told.lacks.iter().map(|text| view! { <p class="field-error">{text.clone()}</p> }).collect();
    let theirs = told.theirs.as_ref().map(|theirs| conflict(place, theirs));
    let sums: Vec<_> = filled
        .sums
        .iter()
        .filter(|sum| sum.whole.is_none())
        .map(|sum| view! { <p class="sum">{sum_said(sum)}</p> })
        .collect();
    let read = read_as(indicator, typed).filter(|_| told.wrongs.is_empty());
    let read = read.map(|read| view! { <p class="comes-to">{format!("Read as {read}.")}</p> });
    let computed = computed(indicator, filled);
    let doubts = (!filled.doubts.is_empty()).then(|| doubts(filled, place, typed, boxes));
    let away = (boxes == Boxes::Open && filled.asked.because == Asking::Added).then(|| away(place));
    let is_silent = wrongs.is_empty()
        && lacks.is_empty()
        && theirs.is_none()
        && sums.is_empty()
        && read.is_none()
        && computed.is_none()
        && doubts.is_none()
        && away.is_none();
    (!is_silent)
        .then(|| view! { {wrongs} {lacks} {theirs} {sums} {read} {computed} {doubts} {away} }.into_any())
}

/// The box that removes a row which somebody added, when the form is saved.
fn away(place: usize) -> AnyView {
    view! {
        <p class="away">
            <label><input type="checkbox" name=format!("drop.{place}") value="yes"/> " This row was added. Remove it when saving"</label>
        </p>
    }
    .into_any()
}

/// What numerator and denominator come to.
fn computed(indicator: &Indicator, filled: &Filled<'_>) -> Option<AnyView> {
    let Some(Ok(Reading::Value(measured))) = &filled.reading else { return None };
    measured.fraction()?;
    let text = format!("= {}", indicator.say(measured.value()));
    Some(view! { <p class="comes-to">{text}</p> }.into_any())
}

fn sum_said(sum: &Sum) -> String {
    let parts = number::print(sum.parts, if sum.parts.fract() == 0.0 { 0 } else { 1 });
    match sum.by.as_str() {
        "districts" => format!("The districts add up to {parts}."),
        by => format!("The parts by {by} add up to {parts}."),
    }
}

fn conflict(place: usize, theirs: &Theirs) -> AnyView {
    let name = format!("choose.{place}");
    view! {
        <fieldset class="conflict">
            <legend>"Somebody else changed this while you were typing. " {theirs.said.clone()} " Which should be used?"</legend>
            <input type="hidden" name=format!("conflict.{place}") value="yes"/>
            <label>
                <input type="radio" name=name.clone() value="mine"/>
                " What I typed"
            </label>
            <label data-theirs=theirs.typed.joined()>
                <input type="radio" name=name value="theirs"/>
                " Theirs"
            </label>
        </fieldset>
    }
    .into_any()
}

fn doubts(filled: &Filled<'_>, place: usize, typed: &Typed, boxes: Boxes) -> AnyView {
    let indicator = filled.asked.indicator;
    let said: Vec<_> =
        filled.doubts.iter().map(|doubt| view! { <li>{doubt.sentence(indicator)}</li> }).collect();
    let boxes = match boxes {
        Boxes::Locked => None,
        Boxes::Open => Some(why(place, typed)),
    };
    view! { <div class="doubt"><p class="doubt-head">"Unlikely"</p> <ul>{said}</ul> {boxes}</div> }.into_any()
}

fn why(place: usize, typed: &Typed) -> AnyView {
    let (because, reason) = (format!("because.{place}"), format!("reason.{place}"));
    let options: Vec<_> = [
        ("", "Choose"),
        (Because::Checked.as_str(), "It is right"),
        (Because::RecordingChanged.as_str(), "Recording changed: add a note"),
        (Because::SeriesBreaks.as_str(), "Recording changed: not comparable with before"),
    ]
    .into_iter()
    .map(|(value, label)| {
        let is_chosen = value == typed.because;
        view! { <option value=value selected=is_chosen>{label}</option> }
    })
    .collect();
    view! {
        <p class="why">
            <label for=because.clone()>"Why is it right? "</label>
            <select id=because.clone() name=because data-col="because">{options}</select>
            <label for=reason.clone() class="unseen">"Explanation"</label>
            <input type="text" id=reason.clone() name=reason data-col="reason" value=typed.reason.clone()
                placeholder="Explanation" autocomplete="off"/>
        </p>
    }
    .into_any()
}

/// The notes on a row, by what came of it.
pub(super) fn told(outline: &Outline, filled: &Filled<'_>, answer: RowAnswer) -> RowOutcome {
    RowOutcome {
        wrongs: answer.wrongs,
        theirs: answer.theirs.map(|theirs| in_words(filled, theirs)),
        lacks: answer.lacks.iter().map(|lack| lack.sentence(outline, &filled.asked)).collect(),
    }
}

/// What somebody else left in a row, in words.
pub(super) fn in_words(filled: &Filled<'_>, theirs: domain::returns::Theirs) -> Theirs {
    Theirs { said: theirs.sentence(filled.asked.indicator), typed: theirs.typed }
}
