//! Indicators as a table, one line each: how big, over time, against whom, since when, against what.

mod notes;

use super::filter::{Filter, Order};
use crate::{
    ask::{address::indicator_address, desk::Asked},
    parts,
};
use domain::{
    board::{
        Moment, NotComparable, Row, Until,
        order::{Column, Direction, Since, change},
    },
    chart::{Span, View},
    comparison::{Comparison, Merit, Verdict},
    control_chart::Variation,
    figure::{Absence, Figure, Status},
    indicator::{Indicator, Measure},
    like::NotAlike,
    wording,
};
use leptos::prelude::*;

/// How many columns the table has.
const COLUMNS: usize = 8;

/// The rows of a table that belong together, below what heads them.
pub(super) struct Part<'a> {
    /// A heading; nothing where the table has one part.
    pub(super) head: Option<AnyView>,
    /// Its indicators.
    pub(super) rows: Vec<&'a Row<'a>>,
}

/// The table of a board.
pub(super) fn table(
    asked: &Asked,
    moment: Moment<'_>,
    figures: &[Figure],
    filter: &Filter,
    parts: Vec<Part<'_>>,
) -> AnyView {
    let comparator = asked.outline.main_comparator().map(|code| asked.outline.area_name(code));
    let difference = comparator.map_or_else(|| "Compared".to_owned(), |name| format!("Against {name}"));
    let columns = [
        (Column::Indicator, "Indicator".to_owned()),
        (Column::Latest, "Latest".to_owned()),
        (Column::Difference, difference),
        (Column::Change, "Change".to_owned()),
        (Column::Rating, "Rating".to_owned()),
        (Column::Variation, "Variation".to_owned()),
        (Column::Outlook, "Outlook".to_owned()),
    ];
    let mut heads: Vec<_> =
        columns.into_iter().map(|(column, name)| head(asked, moment, filter, column, name)).collect();
    heads.insert(2, view! { <th scope="col" role="columnheader">"Over time"</th> }.into_any());
    let bodies: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let head = part.head.map(|head| {
                view! { <tr class="part" role="row"><td role="cell" colspan=COLUMNS.to_string()>{head}</td></tr> }
            });
            let rows: Vec<_> = part.rows.into_iter().map(|row| line(asked, moment, figures, row)).collect();
            view! { <tbody role="rowgroup">{head} {rows}</tbody> }
        })
        .collect();
    view! {
        <table class="board-table" role="table">
            <caption class="unseen">"Indicators"</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            {bodies}
        </table>
    }
    .into_any()
}

/// A column's head: a link that orders the board by it, and by its other end where it already does.
fn head(asked: &Asked, moment: Moment<'_>, filter: &Filter, column: Column, name: String) -> AnyView {
    let (sort, next) = match filter.order {
        Order::By(by, Direction::Usual) if by == column => (Some("ascending"), Direction::Reversed),
        Order::By(by, Direction::Reversed) if by == column => (Some("descending"), Direction::Usual),
        _ => (None, Direction::Usual),
    };
    let address = filter.address(asked, moment, Order::By(column, next));
    view! { <th scope="col" role="columnheader" aria-sort=sort><a href=address>{name}</a></th> }.into_any()
}

fn line(asked: &Asked, moment: Moment<'_>, figures: &[Figure], row: &Row<'_>) -> AnyView {
    let indicator = row.indicator;
    let area = &asked.outline.plan.area;
    let address = indicator_address(asked, indicator, moment, area, View::Comparators, Span::All);
    let spark = parts::sparkline(asked, figures, row);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <a href=address>{indicator.name.clone()}</a>
                <span class="below">
                    <span class="when">{parts::owner(asked, indicator).to_owned()}</span>
                    {notes::notes(asked, row)}
                </span>
            </th>
            <td role="cell" class="latest">{latest(asked, moment, row)}</td>
            <td role="cell" class="over-time" inner_html=spark></td>
            <td role="cell" class="difference">{difference(asked, row)}</td>
            <td role="cell" class="since">{changes(row)}</td>
            <td role="cell" class="rating">{rating(asked, row)}</td>
            <td role="cell" class="variation">{variation(asked, row)}</td>
            <td role="cell" class="outlook">{row.target.map(|_| parts::assurance_short(row))}</td>
        </tr>
    }
    .into_any()
}

/// The last value with its unit and its period; why there is no newer one; and what is known since the plan year.
fn latest(asked: &Asked, moment: Moment<'_>, row: &Row<'_>) -> AnyView {
    if parts::is_concealed(asked, row) {
        return parts::absence(Absence::Confidential);
    }
    let indicator = row.indicator;
    let value = row.latest.and_then(|figure| Some((figure.reading.value()?, figure)));
    let value = value.map(|(value, figure)| {
        let provisional =
            (figure.status == Status::Provisional).then(|| view! { <abbr title="provisional">" [p]"</abbr> });
        let stage = wording::stage(figure.approval).map(|stage| format!(", {stage}"));
        let unit = indicator.unit_said();
        view! {
            <strong class="value">{short(indicator, value)}</strong>
            <span class="when">{format!("{unit}, {}", figure.period)} {provisional} {stage}</span>
        }
    });
    let missing = row
        .missing
        .filter(|_| asked.is_rated(indicator))
        .and_then(|figure| Some((figure.reading.absence()?, figure.period)))
        .map(|(why, period)| {
            view! { <span class="when missing">{parts::absence(why)} {format!(" {period}: {why}")}</span> }
        });
    let nothing = (row.latest.is_none() && row.missing.is_none()).then(|| {
        let said = match row.later {
            Some(later) => format!("None yet: first for {}", later.period),
            None => "No figure yet".to_owned(),
        };
        view! { <span class="when missing">{said}</span> }
    });
    let awaited = row.awaited.as_ref().map(|missing| {
        let class = if missing.is_overdue() { "when awaited overdue" } else { "when awaited" };
        view! { <span class=class>{wording::missing(missing)}</span> }
    });
    let now = row.now.as_ref().filter(|_| moment.until == Until::Year).and_then(|now| {
        let value = short(indicator, now.figure.reading.value()?);
        Some(view! { <span class="when now">{format!("Now {value} ({})", now.figure.period)}</span> })
    });
    view! { {value} {missing} {nothing} {awaited} {now} }.into_any()
}

/// A value as large as it is read first: with its unit where that is a sign.
fn short(indicator: &Indicator, value: f64) -> String {
    match indicator.measure {
        Measure::Percentage | Measure::Money => indicator.say(value),
        Measure::Count | Measure::Rate { .. } | Measure::Average | Measure::Index => indicator.print(value),
    }
}

/// The last value against the main comparator's of the same period.
fn difference(asked: &Asked, row: &Row<'_>) -> Option<AnyView> {
    let name = asked.outline.main_comparator().map(|code| asked.outline.area_name(code))?;
    let comparison = row.comparison.as_ref()?;
    let verdict = comparison.verdict.map(|verdict| match verdict {
        Verdict::Better => view! { <span class="merit better">"better"</span> }.into_any(),
        Verdict::Worse => view! { <span class="merit worse">"worse"</span> }.into_any(),
        Verdict::Similar => view! { <span class="when">"within the margin of error"</span> }.into_any(),
        Verdict::Higher => view! { <span class="when">"higher"</span> }.into_any(),
        Verdict::Lower => view! { <span class="when">"lower"</span> }.into_any(),
    });
    Some(view! { {comparison.say(row.indicator, name)} " " {verdict} }.into_any())
}

/// The change in a year or, where that is not known, since the baseline; and the change since the baseline below it. Or why
/// there is none.
fn changes(row: &Row<'_>) -> Option<AnyView> {
    let Some((first, since)) = change(row) else { return not_comparable(row) };
    let indicator = row.indicator;
    let when = match since {
        Since::LastYear => wording::since(row, since),
        Since::Baseline => from_baseline(row, first),
    };
    let below = row.since_baseline.as_ref().ok().filter(|_| since == Since::LastYear);
    let below = below.map(|change| {
        let from = from_baseline(row, change);
        let said = format!("{} {from}{}", change.say_change(indicator), merit_after(indicator, change));
        view! { <span class="when">{said}</span> }
    });
    let said = format!("{} {when}", first.say_change(indicator));
    Some(view! { {merit(row, first, said)} {below} }.into_any())
}

/// `from 14.62% in 2017/18`.
fn from_baseline(row: &Row<'_>, change: &Comparison) -> String {
    let when = row.baseline.map(|baseline| format!(" in {}", baseline.period.label()));
    format!("from {}{}", row.indicator.print(change.other), when.unwrap_or_default())
}

fn not_comparable(row: &Row<'_>) -> Option<AnyView> {
    let why = match &row.since_baseline {
        Err(NotComparable::NoBaseline(why @ NotAlike::OtherSeasons)) => wording::no_baseline(*why).to_owned(),
        Err(reason @ (NotComparable::Break(_) | NotComparable::Overlapping)) => {
            format!("not comparable with the baseline: {reason}")
        }
        _ => return None,
    };
    Some(view! { <span class="when">{wording::capital(&why)}</span> }.into_any())
}

fn merit_after(indicator: &Indicator, change: &Comparison) -> &'static str {
    match change.merit(indicator) {
        Merit::Better => ", better",
        Merit::Worse => ", worse",
        Merit::Neither => "",
    }
}

/// A change, and whether it is for the better. That is marked only where the latest figures are unusual to the same side: any other change
/// may be noise, or a step back on a long way.
fn merit(row: &Row<'_>, change: &Comparison, said: String) -> AnyView {
    let (class, sign, word) = match change.merit(row.indicator) {
        Merit::Better => ("merit better", "✓ ", "better"),
        Merit::Worse => ("merit worse", "✗ ", "worse"),
        Merit::Neither => return said.into_any(),
    };
    let is_marked = match row.signals.variation() {
        Ok(Variation::ImprovementHigh | Variation::ImprovementLow) => word == "better",
        Ok(Variation::ConcernHigh | Variation::ConcernLow) => word == "worse",
        Ok(Variation::CommonCause | Variation::NeutralHigh | Variation::NeutralLow) | Err(_) => false,
    };
    match is_marked {
        false => format!("{said}, {word}").into_any(),
        true => view! { {said} " " <span class=class><span aria-hidden="true">{sign}</span>{word}</span> }
            .into_any(),
    }
}

/// The rating with the target that it is against. Where it is that of an earlier value than the one beside it, it names both.
fn rating(asked: &Asked, row: &Row<'_>) -> Option<AnyView> {
    let Some(target) = row.target else {
        let is_shown = !parts::is_concealed(asked, row);
        return is_shown.then(|| view! { <span class="when">"No target"</span> }.into_any());
    };
    let is_of_latest = |period| row.latest.map(|latest| latest.period) == Some(period);
    let aim = format!("target {}", wording::aim(row.indicator, target.aim));
    let rated = row.rated.filter(|rated| row.signals.rating.is_ok() && !is_of_latest(rated.period));
    let rated = rated.and_then(|rated| Some((rated.period, rated.reading.value()?)));
    let against = match rated {
        Some((period, value)) => format!("{period}: {}, {aim}", short(row.indicator, value)),
        None if is_of_latest(target.period) => aim,
        None => format!("{aim}, {}", target.period),
    };
    Some(parts::rating_short(row, against))
}

/// What the latest figures show; nothing of what the visitor may not see.
fn variation(asked: &Asked, row: &Row<'_>) -> Option<AnyView> {
    (!parts::is_concealed(asked, row)).then(|| parts::variation_short(row))
}
