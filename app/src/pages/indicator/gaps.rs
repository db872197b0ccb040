//! One group beside everyone, over time: the difference and the ratio, each with its margin of error.

use super::Chosen;
use crate::{
    ask::{address::gap_address, desk::Asked},
    parts::cell,
};
use domain::{
    change_note::{ChangeNote, break_between},
    comparison,
    figure::{Figure, Interval, Reading, Status},
    gap::{Gap, gap},
    indicator::{Indicator, Measure},
    number,
    outline::Outline,
    period::Period,
    series::{self, Breakdown},
    wording,
};
use leptos::prelude::*;

/// Links to the gaps of the area's other groups.
pub(super) fn groups(asked: &Asked, chosen: Chosen<'_>, all: &[&Breakdown]) -> Vec<AnyView> {
    let Chosen { indicator, moment, area, span, .. } = chosen;
    let link = |group: &Breakdown| {
        let address = gap_address(asked, indicator, moment, area, group, span);
        let current = (chosen.group == Some(group)).then_some("true");
        view! { <li><a href=address aria-current=current>{wording::group(group)}</a></li> }.into_any()
    };
    all.iter().copied().map(link).collect()
}

/// The latest gap in a sentence and all of them as a table; or that there is none, and why.
pub(super) fn gaps(
    outline: &Outline,
    chosen: Chosen<'_>,
    figures: &[Figure],
    until: Option<Period>,
) -> AnyView {
    let Some(group) = chosen.group else {
        return view! {
            <p class="nothing-drawn">"No figures for any group have been recorded for this area. A gap needs a group and a figure for everyone."</p>
        }
        .into_any();
    };
    let indicator = chosen.indicator;
    let name = category(group);
    let own = series::of_group(figures, &indicator.slug, chosen.area, group);
    let all = series::of(figures, &indicator.slug, chosen.area);
    // As the chosen plan year sees it: nothing in it is later than that year.
    let known = own.iter().take_while(|figure| until.is_some_and(|until| figure.period <= until));
    let found: Vec<_> = known.map(|figure| (figure, gap_of(indicator, figure, all))).collect();
    let latest = found.iter().rev().find_map(|(figure, gap)| Some((figure, gap.as_ref().ok()?)));
    let sentence = latest.map_or_else(
        || format!("No period has a value for both {name} and everyone."),
        |(figure, gap)| {
            let provisional = match figure.status {
                Status::Provisional => " This figure is provisional.",
                Status::Final | Status::Revised => "",
            };
            said(indicator, name, &figure.period.label(), gap) + provisional
        },
    );
    let before = std::iter::once(None).chain(found.iter().map(|(figure, _)| Some(&figure.period)));
    let rows: Vec<_> = found
        .iter()
        .zip(before)
        .map(|((figure, gap), before)| {
            let notes = &outline.change_notes;
            let broken =
                before.and_then(|before| break_between(notes, &indicator.slug, before, &figure.period));
            row(indicator, figure, gap.as_ref(), broken)
        })
        .collect();
    let heads: Vec<_> =
        heads(indicator).iter().map(|head| view! { <th scope="col" class="figure">{*head}</th> }).collect();
    let beside = if indicator.measure == Measure::Count { "everyone else" } else { "everyone" };
    view! {
        <section aria-labelledby="gaps">
            <h2 id="gaps">{format!("{name} and {beside}")}</h2>
            <p class="gap-sentence">{sentence}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Gaps (scrollable table)">
                <table class="figures">
                    <caption>{indicator.name.clone()} ", " {indicator.unit_said()} ". The 95% margin of error is in brackets."</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Period"</th>
                            <th scope="col" class="figure">{name.to_owned()}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn category(group: &Breakdown) -> &str {
    match group {
        Breakdown::Total => "Everyone",
        Breakdown::Category { category, .. } => category,
    }
}

/// The heads behind the group's own: of counts the rest and the share, since a part is never judged by the size of the whole.
fn heads(indicator: &Indicator) -> &'static [&'static str] {
    match indicator.measure {
        Measure::Count => &["Everyone else", "Share of everyone"],
        _ => &["Everyone", "Difference", "Times everyone's"],
    }
}

/// The gap in a figure's period, or why there is none.
fn gap_of(indicator: &Indicator, figure: &Figure, all: &[Figure]) -> Result<Gap, String> {
    let everyone = all.iter().find(|other| other.period == figure.period);
    let everyone = everyone.ok_or("nothing is recorded for everyone")?;
    match (&figure.reading, &everyone.reading) {
        (Reading::Value(own), Reading::Value(total)) => Ok(gap(indicator.measure, own, total)),
        (Reading::Absent(absence), _) | (_, Reading::Absent(absence)) => Err(absence.to_string()),
    }
}

fn row(
    indicator: &Indicator,
    figure: &Figure,
    gap: Result<&Gap, &String>,
    broken: Option<&ChangeNote>,
) -> AnyView {
    let class = if broken.is_some() { "after-break" } else { "" };
    let broken = broken.map(|note| {
        let said = format!("[b] The series breaks on {}.", wording::day(note.on));
        view! { <span class="when">{said}</span> }
    });
    let period = view! { {figure.period.label()} {broken} };
    let gap = match gap {
        Ok(gap) => gap,
        Err(reason) => {
            let reason = format!("no gap: {reason}");
            let columns = 1 + heads(indicator).len();
            return view! { <tr class=class><th scope="row">{period}</th> <td colspan=columns class="nothing">{reason}</td></tr> }.into_any();
        }
    };
    let total = (indicator.measure != Measure::Count)
        .then(|| view! { <td class="figure">{indicator.print(gap.total)}</td> });
    let reason =
        gap.margin.as_ref().err().map(|reason| view! { <span class="when">{reason.to_string()}</span> });
    view! {
        <tr class=class>
            <th scope="row">{period}</th>
            <td class="figure">{cell(indicator, Some(figure))}</td>
            {total}
            <td class="figure">{apart(indicator, gap)} {reason}</td>
            <td class="figure">{times(indicator, gap)}</td>
        </tr>
    }
    .into_any()
}

/// The difference with its margin.
fn apart(indicator: &Indicator, gap: &Gap) -> AnyView {
    let sign = if matches!(indicator.measure, Measure::Count) { -1.0 } else { 1.0 };
    let print = |value: f64| number::print(sign * value, indicator.decimals);
    let ends = gap.margin.as_ref().ok().map(|margin| {
        let Interval { lower, upper } = margin.difference;
        let (from, to) = if sign < 0.0 { (upper, lower) } else { (lower, upper) };
        view! { <span class="when">{format!("({} to {})", print(from), print(to))}</span> }
    });
    view! { {print(gap.difference)} {ends} }.into_any()
}

/// The ratio with its margin.
fn times(indicator: &Indicator, gap: &Gap) -> AnyView {
    let Some(ratio) = gap.ratio else { return view! { <span class="nothing">"–"</span> }.into_any() };
    let print = |ratio: f64| match indicator.measure {
        Measure::Count => format!("{}%", number::print(100.0 * ratio, 1)),
        _ => number::print(ratio, 2),
    };
    let ends = gap.margin.as_ref().ok().and_then(|margin| margin.ratio).map(|ends| {
        view! { <span class="when">{format!("({} to {})", print(ends.lower), print(ends.upper))}</span> }
    });
    view! { {print(ratio)} {ends} }.into_any()
}

/// `Female: 58.2% of everyone in 2020-21 Q4 (52.1% to 64.0%).`
fn said(indicator: &Indicator, name: &str, period: &str, gap: &Gap) -> String {
    let margin = gap.margin.as_ref().ok();
    match (indicator.measure, gap.ratio) {
        (Measure::Count, Some(ratio)) => {
            let percent = |share: f64| format!("{}%", number::print(100.0 * share, 1));
            let ends = margin.and_then(|margin| margin.ratio);
            let ends = ends
                .map(|ends| format!(" (margin of error {} to {})", percent(ends.lower), percent(ends.upper)));
            format!(
                "{name}: {} of {} in {period}, a share of {}{}. The size of each group is not recorded, so \
                    this is a share, not a rate.",
                indicator.print(gap.group),
                indicator.say(gap.total),
                percent(ratio),
                ends.unwrap_or_default()
            )
        }
        _ => {
            let amount = comparison::amount_said(indicator, gap.difference.abs());
            let side = if gap.difference < 0.0 { "below" } else { "above" };
            let beyond = match margin.map(|margin| margin.difference) {
                Some(ends) if ends.lower > 0.0 || ends.upper < 0.0 => ", more than chance",
                Some(_) => ", which may be chance",
                None => "",
            };
            format!("{name}: {amount} {side} everyone in {period}{beyond}.")
        }
    }
}
