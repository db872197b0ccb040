//! Narratives, as those who may read them find them on a page.

use super::claim::Checked;
use crate::{
    ask::{address::pair, desk::Asked, path::Address},
    shell::markdown,
};
use domain::{
    checking, london,
    narrative::{Narrative, Part, Parts, Stage, quarters},
    period::Period,
    wording,
};
use leptos::prelude::*;
use storage::{
    claim::Carrier,
    narrative::{Change, NarrativeVersion},
};

/// The narratives of a page, newest quarter first, each with what changed since it was written; the newest quarter is open.
/// Nothing where there are none. `change` is the address of the form, where the visitor may write. `checked` says what came of
/// the claims that they carry.
pub(crate) fn narratives(
    asked: &Asked,
    entries: &[(NarrativeVersion, Vec<Change>)],
    change: Option<&impl Address>,
    checked: Checked<'_>,
) -> Option<AnyView> {
    let newest = newest_published(entries).or(entries.first())?.0.narrative.quarter;
    let (open, older): (Vec<_>, Vec<_>) =
        entries.iter().partition(|(entry, _)| entry.narrative.quarter == newest);
    // A draft for a later quarter is not yet published to the board.
    let (drafted, older): (Vec<_>, Vec<_>) =
        older.into_iter().partition(|(entry, _)| entry.narrative.quarter > newest);
    let open: Vec<_> = open
        .into_iter()
        .map(|(entry, changes)| {
            view! {
                <article class=class(&entry.narrative)>
                    <h3>{heading(&entry.narrative)}</h3>
                    {whole(asked, entry, changes, change, checked)}
                </article>
            }
        })
        .collect();
    let folded = |(entry, changes): &(NarrativeVersion, Vec<Change>)| {
        let stale = (!changes.is_empty()).then_some(" (figures changed since)");
        view! {
            <details class=class(&entry.narrative)>
                <summary><h3>{heading(&entry.narrative)} {stale}</h3></summary>
                {whole(asked, entry, changes, change, checked)}
            </details>
        }
    };
    let drafted: Vec<_> = drafted.into_iter().map(folded).collect();
    let older: Vec<_> = older.into_iter().map(folded).collect();
    Some(
        view! {
            <section aria-labelledby="narrative">
                <h2 id="narrative">"The story behind the numbers"</h2>
                {drafted}
                {open}
                {older}
            </section>
        }
        .into_any(),
    )
}

/// The newest that is published.
fn newest_published(entries: &[(NarrativeVersion, Vec<Change>)]) -> Option<&(NarrativeVersion, Vec<Change>)> {
    entries.iter().find(|(entry, _)| entry.narrative.stage == Stage::Published)
}

/// The way to the newest that is published, for the top of the page; and a remark that nothing is published for the page's
/// figure yet, where `latest` ended after its quarter and there is a quarter that could cover it.
pub(crate) fn to_narrative(
    asked: &Asked,
    entries: &[(NarrativeVersion, Vec<Change>)],
    latest: Option<&Period>,
) -> Option<AnyView> {
    let (newest, _) = newest_published(entries)?;
    let quarter = &newest.narrative.quarter;
    let offered = quarters(&asked.outline.years, asked.today);
    let could = |latest: &&Period| offered.iter().any(|offered| offered.last() >= latest.last());
    let behind = latest.filter(|latest| latest.last() > quarter.last()).filter(could);
    let behind = behind.map(|latest| format!(" (nothing has been published for {latest} yet)"));
    let label = quarter.label();
    Some(view! { <p><a href="#narrative">"Why: the story of " {label}</a> {behind}</p> }.into_any())
}

/// A draft is for the screen of those who may write it, and not for paper that goes round.
fn class(narrative: &Narrative) -> &'static str {
    match narrative.stage {
        Stage::Draft => "narrative draft",
        Stage::Published => "narrative",
    }
}

fn heading(narrative: &Narrative) -> AnyView {
    let draft = (narrative.stage == Stage::Draft).then(|| view! { " " <span class="tag">"Draft"</span> });
    view! { {narrative.quarter.label()} {draft} }.into_any()
}

fn whole(
    asked: &Asked,
    entry: &NarrativeVersion,
    changes: &[Change],
    change: Option<&impl Address>,
    checked: Checked<'_>,
) -> AnyView {
    let narrative = &entry.narrative;
    let link = change.filter(|_| asked.looking_back.is_none()).map(|address| {
        let address = format!("{address}?{}", pair("period", &narrative.quarter.label()));
        view! { " " <a href=address>"Change it" <span class="unseen">{format!(": {}", narrative.quarter)}</span></a> }
    });
    view! {
        <p class="when">{written(entry)} "." {link}</p>
        {stale(asked, changes)}
        {told(&narrative.parts)}
        {claimed(asked, narrative, checked)}
    }
    .into_any()
}

/// What a narrative claims of the figures, and whether they support it; nothing where it claims nothing.
fn claimed(asked: &Asked, narrative: &Narrative, checked: Checked<'_>) -> Option<AnyView> {
    let carrier = carrier_of(narrative);
    let claim = checked.claims.of(&carrier)?.claim.as_ref()?;
    let said = checking::claim_said(checked.outline, claim);
    let mark = checked.mark(asked, &carrier);
    Some(
        view! { <p class="claimed">{format!("What this says of the figures: {said}.")} {mark}</p> }
            .into_any(),
    )
}

/// A narrative as what carries a claim.
pub(crate) fn carrier_of(narrative: &Narrative) -> Carrier {
    Carrier::Narrative {
        about: narrative.about.clone(),
        quarter: narrative.quarter.first(),
        stage: narrative.stage,
    }
}

/// Who wrote a narrative, when, and who may read it.
pub(crate) fn written(entry: &NarrativeVersion) -> String {
    let by = wording::by(&entry.by.sort, entry.by.person, entry.by.name.as_deref());
    let when = london::minute_said(entry.by.at);
    match entry.narrative.stage {
        Stage::Draft => format!("A draft by {by}, {when}, visible to people who can write narratives"),
        Stage::Published => format!("Published to the board by {by}, {when}"),
    }
}

/// The parts that are not empty.
pub(crate) fn told(parts: &Parts) -> AnyView {
    let parts: Vec<_> = Part::ALL
        .iter()
        .filter(|part| !parts.get(**part).is_empty())
        .map(|part| {
            let html = markdown::to_html(parts.get(*part));
            view! { <dt>{part.title()}</dt> <dd inner_html=html></dd> }
        })
        .collect();
    view! { <dl class="told">{parts}</dl> }.into_any()
}

/// How many changed figures are named; the rest are counted.
const NAMED: usize = 6;

/// Which figures changed since a narrative was written; nothing where none did.
pub(crate) fn stale(asked: &Asked, changes: &[Change]) -> Option<AnyView> {
    changed_figures(asked, changes).map(|list| {
        view! {
            <div class="stale">
                <p><strong>"Figures have changed since this was written."</strong> " Read it with these changes in mind:"</p>
                {list}
            </div>
        }
        .into_any()
    })
}

/// A list of figures that changed: the first few by name.
pub(crate) fn changed_figures(asked: &Asked, changes: &[Change]) -> Option<AnyView> {
    // An indicator and a period may have a figure for each district and group: they are shown as one.
    let mut cells: Vec<(&str, String, Vec<String>)> = Vec::new();
    for (series, period) in changes {
        let outline = &asked.outline;
        let indicator = outline.indicator(&series.indicator);
        let name = indicator.map_or(series.indicator.as_str(), |indicator| indicator.name.as_str());
        let place = outline.area_name(&series.area).to_owned();
        let label = period.label();
        match cells.iter_mut().find(|(of, when, _)| *of == name && *when == label) {
            Some((_, _, places)) if places.contains(&place) => {}
            Some((_, _, places)) => places.push(place),
            None => cells.push((name, label, vec![place])),
        }
    }
    let own = asked.outline.area_name(&asked.outline.plan.area).to_owned();
    let more = cells.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
    let items: Vec<_> = cells
        .into_iter()
        .take(NAMED)
        .map(|(name, period, mut places)| {
            // The plan's own area goes first, and may go without saying.
            places.sort_by_key(|place| *place != own);
            let said = match places.as_slice() {
                [one] if *one == own => String::new(),
                [one] => format!(" ({one})"),
                [first, other] => format!(" ({first} and {other})"),
                [first, rest @ ..] => format!(" ({first} and {} other places)", rest.len()),
                [] => String::new(),
            };
            view! { <li>{format!("{name}, {period}{said}")}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul>{items} {more}</ul> }.into_any())
}
