//! One indicator a screen, for a projector: what stands out first, with links to the one before and the one after.

use super::{
    attention::{self, Agreed},
    filter::{Filter, Order},
};
use crate::{
    ask::{
        address::{at_moment_with, indicator_address, pair},
        choice::Choices,
        desk::Asked,
        fault::Fault,
        path,
    },
    parts,
    shell::page::{Head, Place, Script, page},
};
use axum::response::Html;
use charts::{Size, line_chart};
use domain::{
    board::{Moment, Row, by_exception, each, order::ordered, sections},
    chart::{Span, View, row_chart},
    figure::Figure,
    wording,
};
use leptos::prelude::*;

pub(crate) async fn show(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let moment = choices.moment(&asked)?;
    let figures = storage::figure::of_plan(&asked.desk, &asked.outline).await?;
    let filter = Filter::read(&asked, &choices)?;
    let mut sections = filter.take(&asked, sections(&asked.outline, &figures, moment));
    parts::missing(&asked, moment.year, &mut sections).await?;
    let rows = match filter.order {
        Order::Plan => each(&sections),
        Order::Exceptions => by_exception(&sections),
        Order::By(column, direction) => ordered(each(&sections), column, direction),
    };
    let place = place(&choices, rows.len())?;
    let agreed = Agreed::read(&asked).await?;
    let Some(row) = rows.get(place) else {
        return Err(Fault::NotFound("No indicators match these choices.".to_owned()));
    };
    let head = Head {
        title: format!("{}, {} of {}", row.indicator.name, place + 1, rows.len()),
        description: wording::headline(&asked.outline, row),
        place: Place::Board,
        script: Script::None,
    };
    let names: Vec<_> = rows.iter().map(|row| row.indicator.name.as_str()).collect();
    let ways = ways(&asked, moment, &filter, (place, &names));
    Ok(page(&asked, &head, || body(&asked, moment, &figures, row, agreed.as_ref(), ways)))
}

/// The chosen screen, counted from 0. The address counts from 1.
fn place(choices: &Choices, count: usize) -> Result<usize, Fault> {
    let Some(text) = choices.get("screen") else { return Ok(0) };
    let place = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    place.filter(|place| *place < count.max(1)).ok_or_else(|| {
        Fault::BadRequest(format!("There is no such screen. The screens are 1 to {}.", count.max(1)))
    })
}

/// Links to the screens before and after, and back to the board.
fn ways(asked: &Asked, moment: Moment<'_>, filter: &Filter, (place, names): (usize, &[&str])) -> AnyView {
    let to = |place: usize| {
        let mut pairs = filter.pairs(filter.order);
        pairs.push(pair("screen", &(place + 1).to_string()));
        at_moment_with(asked, &path::Present, moment, pairs)
    };
    let before = place.checked_sub(1).and_then(|before| Some((before, names.get(before)?)));
    let before = before.map(|(before, name)| {
        view! { <a rel="prev" href=to(before)>{format!("← {name}")}</a> }
    });
    let after = names.get(place + 1).map(|name| {
        view! { <a rel="next" href=to(place + 1)>{format!("{name} →")}</a> }
    });
    let board = filter.address(asked, moment, filter.order);
    view! {
        <nav class="present-ways" aria-label="Screens">
            <span>{before}</span>
            <span>{format!("{} of {} · ", place + 1, names.len())} <a href=board>"The whole board"</a></span>
            <span>{after}</span>
        </nav>
    }
    .into_any()
}

fn body(
    asked: &Asked,
    moment: Moment<'_>,
    figures: &[Figure],
    row: &Row<'_>,
    agreed: Option<&Agreed>,
    ways: AnyView,
) -> AnyView {
    let indicator = row.indicator;
    let area = &asked.outline.plan.area;
    let address = indicator_address(asked, indicator, moment, area, View::Comparators, Span::All);
    let is_shown = !parts::is_concealed(asked, row);
    let chart = row_chart(&asked.outline, figures, row).filter(|_| is_shown);
    let drawn = chart.map(|chart| {
        let said = wording::chart_described(&chart);
        let svg = line_chart(&chart, Size::Wide, "present", &indicator.name, &said);
        view! { <div class="drawing" inner_html=svg></div> }
    });
    view! {
        <article class="present">
            <header class="page-head">
                <h1><a href=address>{indicator.name.clone()}</a></h1>
                <p class="lead">
                    {format!("{}; {}", indicator.unit_said(), parts::owner(asked, indicator))}
                </p>
                <p class="sentence">{wording::headline(&asked.outline, row)}</p>
                {parts::now(asked, row).map(|now| view! { <p class="since-then">{now}</p> })}
            </header>
            <div class="panel-signals">{parts::rating(row)} {parts::variation(row)} {parts::assurance(row)}</div>
            {drawn}
            {agreed.map(|agreed| attention::done_and_asked(asked, moment, row, agreed))}
        </article>
        {ways}
    }
    .into_any()
}
