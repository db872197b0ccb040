//! A priority's indicators as a table: how big, beside whom, since when, against what.

use super::absence;
use crate::ask::{address::indicator_address, desk::Asked};
use domain::{
    board::{Group, NotComparable, Row},
    change_note::{ChangeNote, break_between},
    chart::{Span, View, line},
    comparison::Merit,
    control_chart::Variation,
    figure::Absence,
    indicator::Indicator,
    like::NotAlike,
    organisation::answering,
    plan::PlanYear,
    wording,
};
use leptos::prelude::*;

/// The table of a group of indicators.
pub(crate) fn group(asked: &Asked, year: &PlanYear, group: &Group<'_>) -> AnyView {
    let caption = match group.priority {
        Some(priority) => format!("Indicators of the priority {}", priority.name),
        None => "Indicators that are under no priority this year".to_owned(),
    };
    if group.rows.is_empty() {
        return view! { <p class="aside">"No indicators have been placed under this priority yet."</p> }
            .into_any();
    }
    view! { {super::roll_up(group.ratings())} {table(asked, year, caption, group.rows.iter())} }.into_any()
}

/// Indicators as a table.
pub(crate) fn table<'a>(
    asked: &Asked,
    year: &PlanYear,
    caption: String,
    rows: impl Iterator<Item = &'a Row<'a>>,
) -> AnyView {
    let comparator = asked.outline.main_comparator().map(|code| asked.outline.area_name(code).to_owned());
    let beside = comparator
        .map(|name| view! { <th scope="col" role="columnheader">{format!("Compared with {name}")}</th> });
    let rows: Vec<_> = rows.map(|row| indicator_row(asked, year, row)).collect();
    view! {
        <table class="board-table" role="table">
            <caption class="unseen">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Indicator"</th>
                    <th scope="col" role="columnheader" class="figure">"Latest"</th>
                    {beside}
                    <th scope="col" role="columnheader">"Since the baseline, and a year"</th>
                    <th scope="col" role="columnheader">"Target"</th>
                    <th scope="col" role="columnheader">"Rating"</th>
                    <th scope="col" role="columnheader">"Variation"</th>
                    <th scope="col" role="columnheader">"Assurance"</th>
                    <th scope="col" role="columnheader">"Over time"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn indicator_row(asked: &Asked, year: &PlanYear, row: &Row<'_>) -> AnyView {
    let indicator = row.indicator;
    let address =
        indicator_address(asked, indicator, year, &asked.outline.plan.area, View::Comparators, Span::All);
    let comparator = asked.outline.main_comparator().map(|code| asked.outline.area_name(code));
    let beside = comparator.map(|name| {
        let said = row
            .comparison
            .as_ref()
            .map_or_else(|| "–".to_owned(), |comparison| comparison.say_judged(indicator, name));
        view! { <td role="cell" data-label=format!("Compared with {name}")>{said}</td> }
    });
    let target = row.target.map(|target| {
        let when = (row.latest.map(|latest| latest.period) != Some(target.period)).then(|| format!("for {}", target.period));
        view! { {wording::aim(indicator, target.aim)} {when.map(|when| view! { <span class="when">{when}</span> })} }
    });
    let target = target.map_or_else(|| "none set".into_any(), IntoAny::into_any);
    // A stranger is not told for which periods partners have recorded a figure.
    let figures = if is_concealed(asked, row) { &[] } else { row.figures };
    let own = line(&asked.outline, figures, indicator, &asked.outline.plan.area);
    let spark = charts::sparkline(&own, &spark_said(asked, row));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <a href=address>{indicator.name.clone()}</a>
                <span class="unit">{indicator.unit_said()}</span>
                <span class="owner">{owner(asked, indicator)}</span>
            </th>
            <td role="cell" class="figure" data-label="Latest">{latest(asked, row)} {awaited(row)}</td>
            {beside}
            <td role="cell" data-label="Since the baseline">{since_baseline(asked, row)} {since_last_year(row)}</td>
            <td role="cell" data-label="Target" class="target">{target}</td>
            <td role="cell" data-label="Rating">{super::rating(row)}</td>
            <td role="cell" data-label="Variation">{super::variation(row)}</td>
            <td role="cell" data-label="Assurance">{super::assurance(row)}</td>
            <td role="cell" data-label="Over time" class="over-time" inner_html=spark></td>
        </tr>
    }
    .into_any()
}

/// Whether the visitor sees nothing of an indicator, whatever is recorded: partners' figures, of which none is public.
fn is_concealed(asked: &Asked, row: &Row<'_>) -> bool {
    row.latest.is_none() && !asked.is_rated(row.indicator)
}

fn latest(asked: &Asked, row: &Row<'_>) -> AnyView {
    if is_concealed(asked, row) {
        return absence(Absence::Confidential);
    }
    let value = row.latest.and_then(|figure| Some((figure.reading.value()?, figure.period))).map(
        |(value, period)| {
            let notes = texts(&row.latest_notes);
            let stage = row.latest.and_then(|figure| wording::stage(figure.approval));
            view! {
                <strong class="value">{row.indicator.print(value)}</strong>
                <span class="when">{period.label()}</span>
                {stage.map(|stage| view! { <span class="note-beside">{wording::capital(stage)} "."</span> })}
                {notes.map(|text| view! { <span class="note-beside">{text}</span> })}
            }
        },
    );
    let missing = row
        .missing
        .filter(|_| asked.is_rated(row.indicator))
        .and_then(|figure| Some((figure.reading.absence()?, figure.period)))
        .map(|(why, period)| {
            let reason = texts(&row.missing_notes).map(|text| format!(" {text}"));
            view! {
                <span class="missing">{absence(why)} {format!(" {period}: {why}.")} {reason}</span>
            }
        });
    let nothing = (row.latest.is_none() && row.missing.is_none()).then(|| {
        let said = match row.later {
            Some(later) => format!("none yet: first for {}", later.period),
            None => "no figure yet".to_owned(),
        };
        view! { <span class="missing">{said}</span> }
    });
    view! { {value} {missing} {nothing} {now(asked, row)} }.into_any()
}

/// The newest value after the plan year that the page looks at, where there is one.
pub(crate) fn now(asked: &Asked, row: &Row<'_>) -> Option<AnyView> {
    let comparator = asked.outline.main_comparator().map_or("", |code| asked.outline.area_name(code));
    let said = wording::now(row.indicator, row.now.as_ref()?, comparator);
    Some(view! { <span class="note-beside now">{said}</span> }.into_any())
}

/// Who answers for an indicator now.
fn owner(asked: &Asked, indicator: &Indicator) -> String {
    let outline = &asked.outline;
    let heir = answering(&outline.organisations, &indicator.owner, asked.today);
    heir.map_or_else(|| outline.organisation_name(&indicator.owner).to_owned(), |heir| heir.name.clone())
}

/// Why there is no newer figure of the plan year.
pub(super) fn awaited(row: &Row<'_>) -> Option<AnyView> {
    let text = wording::missing(row.awaited.as_ref()?);
    Some(view! { <span class="note-beside awaited">{text}</span> }.into_any())
}

/// The difference from the same period a year before, or why there is none.
fn since_last_year(row: &Row<'_>) -> Option<AnyView> {
    row.latest?;
    let text = match &row.since_last_year {
        Ok(change) => {
            let merit = match change.merit(row.indicator) {
                Merit::Better => ", better",
                Merit::Worse => ", worse",
                Merit::Neither => "",
            };
            format!("In a year: {}{merit}.", change.say_change(row.indicator))
        }
        Err(NotComparable::NotRecorded(_) | NotComparable::NoValue) => return None,
        Err(reason) => format!("In a year: not comparable, {reason}."),
    };
    Some(view! { <span class="note-beside year">{text}</span> }.into_any())
}

fn since_baseline(asked: &Asked, row: &Row<'_>) -> AnyView {
    let (Some(baseline), Some(_)) = (row.baseline, row.latest) else {
        let is_hidden = is_concealed(asked, row)
            || row.figures.iter().any(|figure| figure.reading.absence() == Some(Absence::Confidential));
        let said = match &row.since_baseline {
            _ if is_hidden => "not shown to the public",
            Err(NotComparable::NoBaseline(why @ NotAlike::OtherSeasons)) => wording::no_baseline(*why),
            _ => "no baseline",
        };
        return view! { <span class="nothing">{said}</span> }.into_any();
    };
    let change = match &row.since_baseline {
        Ok(change) => change,
        Err(reason) => {
            let said = match reason {
                NotComparable::Same => format!("the baseline, {}", baseline.period),
                reason => format!("not comparable with {}: {reason}", baseline.period),
            };
            return view! { <span class="nothing">{said}</span> }.into_any();
        }
    };
    let merit = change.merit(row.indicator);
    let (class, sign, word) = match merit {
        Merit::Better => ("merit better", "✓", "better"),
        Merit::Worse => ("merit worse", "✗", "worse"),
        Merit::Neither => ("merit neither", "", ""),
    };
    // Only a change beyond the usual ups and downs is marked: any other may be noise.
    let is_unusual = row.signals.variation().is_ok_and(|variation| variation != Variation::CommonCause);
    let verdict = (merit != Merit::Neither).then(|| match is_unusual {
        false => view! { <span class="merit usual">{word}</span> }.into_any(),
        true => {
            view! { <span class=class><span aria-hidden="true">{sign}</span> " " {word}</span> }.into_any()
        }
    });
    view! {
        {change.say_change(row.indicator)} " " {verdict}
        <span class="when">"from " {row.indicator.print(change.other)} " in " {baseline.period.label()}</span>
    }
    .into_any()
}

/// What a sparkline shows, in words: from what to what, as far back as nothing breaks the series.
fn spark_said(asked: &Asked, row: &Row<'_>) -> String {
    let mut values = row.figures.iter().filter_map(|figure| Some((figure.reading.value()?, figure.period)));
    let Some((last, to)) = values.next_back() else { return "No figures".to_owned() };
    let notes = &asked.outline.change_notes;
    let first = values.find(|(_, from)| break_between(notes, &row.indicator.slug, from, &to).is_none());
    match first {
        Some((first, from)) => {
            format!("From {} ({from}) to {} ({to})", row.indicator.print(first), row.indicator.print(last))
        }
        None => format!("{} ({to})", row.indicator.print(last)),
    }
}

/// What change notes say, one after the other.
fn texts(notes: &[&ChangeNote]) -> Option<String> {
    let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// That a plan year uses the priorities of another, where it does.
pub(crate) fn priorities_note(asked: &Asked, year: &PlanYear) -> Option<AnyView> {
    let of = asked.outline.year_of_priorities(year);
    let said = if of != year {
        format!("No priorities have been entered for {}; those of {} are shown.", year.slug, of.slug)
    } else if asked.outline.priorities_of(year).next().is_none() {
        format!("No priorities have been entered for {}.", year.slug)
    } else {
        return None;
    };
    Some(view! { <p class="aside">{said}</p> }.into_any())
}
