//! The grid of one return: a table for each indicator and period, its boxes beside the four periods before.

use super::{
    Named, adding, address,
    lock::{boxes, lock_said, may},
    row::{Boxes, RowOutcome, columns, heading, in_words, row},
    sent::Sent,
};
use crate::{
    ask::{cookie::keeps, desk::Asked, fault::Fault, path},
    islands::{Grid, Kept, Source},
    shell::{
        form::{Button, summary_of},
        page::{Head, Place, Script, page},
    },
};
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::{
    access::Action,
    figure::Absence,
    london,
    returns::{Filled, Return, Seen, Sheet, State, due},
    wording,
};
use leptos::prelude::*;

pub(crate) async fn show(asked: Asked, named: Named, jar: CookieJar) -> Result<Response, Fault> {
    let of = named.find(&asked)?;
    let sheet = storage::returns::sheet(&asked.desk, &asked.outline, &of).await?;
    let page = whole(&asked, &sheet, &Sent::default());
    let person = asked.who.signed_in.as_ref().filter(|_| boxes(&asked, &sheet) == Boxes::Open);
    let keeps = person.map(|signed_in| keeps(jar, &asked.site, signed_in.person.id));
    Ok((keeps, page).into_response())
}

/// The page of a return.
pub(super) fn whole(asked: &Asked, sheet: &Sheet, sent: &Sent) -> Html<String> {
    let rows = sheet.rows(&asked.outline);
    let organisation = asked.outline.organisation_name(&sheet.of.organisation).to_owned();
    let is_error = !sent.wrong.is_empty() || !sent.told.is_empty();
    let boxes = boxes(asked, sheet);
    let sent = &with_outdone(sheet, &rows, sent, boxes);
    let head = Head {
        title: format!(
            "{}Return of {organisation}, {}",
            if is_error { "Error: " } else { "" },
            sheet.of.quarter
        ),
        description: format!("What {organisation} hands in for {}.", sheet.of.quarter),
        place: Place::Returns,
        script: if boxes == Boxes::Open { Script::Grid } else { Script::Kept },
    };
    page(asked, &head, || {
        view! {
            {heading_of(asked, sheet, &rows, &organisation)}
            {lock(asked, sheet, boxes)}
            {(boxes == Boxes::Locked).then(|| kept(asked, &address(&sheet.of).to_string()))}
            {summary(sent)}
            {sent.note.clone().map(|text| view! { <div class="done" role="status"><p>{text}</p></div> })}
            {if rows.is_empty() { nothing_asked() } else { form(asked, sheet, &rows, sent, boxes) }}
            {steps(asked, sheet, &rows, sent)}
            {files(sheet, boxes)}
            {log(sheet)}
        }
    })
}

/// With the rows where somebody recorded a figure after they were typed: both are shown, and whoever fills the return chooses.
fn with_outdone(sheet: &Sheet, rows: &[Filled<'_>], sent: &Sent, boxes: Boxes) -> Sent {
    let mut sent = sent.clone();
    if boxes == Boxes::Locked {
        return sent;
    }
    for (place, row) in rows.iter().enumerate() {
        let Some(draft) = sheet.outdone(&row.asked.series, &row.asked.period) else { continue };
        let told = sent.told.entry(place).or_default();
        told.theirs.get_or_insert_with(|| in_words(row, sheet.theirs(row)));
        sent.typed.entry(place).or_insert_with(|| draft.typed.clone());
    }
    sent
}

fn heading_of(asked: &Asked, sheet: &Sheet, rows: &[Filled<'_>], organisation: &str) -> AnyView {
    let filled = rows.iter().filter(|row| row.is_answered()).count();
    let due = due(rows.iter().map(|row| &row.asked)).map(|day| format!("Due {}. ", wording::day(day)));
    let seen = sheet.seen_on(rows, asked.today);
    let heir = asked.heir(&sheet.of.organisation).filter(|heir| **heir != sheet.of.organisation);
    let heir = heir.map(|heir| {
        let text = format!(
            "{organisation} has ended: {} hands in its returns.",
            asked.outline.organisation_name(heir)
        );
        view! { <p>{text}</p> }
    });
    view! {
        <header class="page-head">
            <p class="kind"><a href=path::Returns.to_string()>"Returns"</a></p>
            <h1>{organisation.to_owned()} " " <span class="quarter">{format!("due in {}", sheet.of.quarter)}</span></h1>
            <p class="lead">
                {state(seen)} " " {due}
                <span id="progress">{format!("{filled} of {} filled.", rows.len())}</span>
            </p>
            {heir}
        </header>
    }
    .into_any()
}

/// The state of a return with its sign: never by colour alone.
pub(super) fn state(seen: Seen) -> AnyView {
    let (class, sign) = match seen {
        Seen::NotDue => ("quiet", "◦"),
        Seen::Open => ("open", "○"),
        Seen::Late => ("late", "!"),
        Seen::SentBack => ("late", "↩"),
        Seen::Submitted | Seen::Nil => ("handed-in", "◐"),
        Seen::Approved => ("agreed", "●"),
    };
    view! {
        <span class=format!("return-state {class}")>
            <span aria-hidden="true">{sign}</span> " " {wording::capital(seen.as_str())}
        </span>
    }
    .into_any()
}

fn lock(asked: &Asked, sheet: &Sheet, boxes: Boxes) -> AnyView {
    let lock = (boxes == Boxes::Locked).then(|| lock_said(asked, sheet)).flatten();
    let lock = lock.map(|text| view! { <p class="stands lock">{text}</p> });
    let sent_back = (sheet.standing.state == State::SentBack).then_some(sheet.standing.by.as_ref()).flatten();
    let sent_back = sent_back.map(|by| {
        let who = wording::by(&by.sort, by.person, by.name.as_deref());
        let head = format!("Sent back by {who} on {}: ", london::minute_said(by.at));
        view! { <p class="stands sent-back">{head} <strong>{by.reason.clone().unwrap_or_default()}</strong></p> }
    });
    view! { {lock} {sent_back} }.into_any()
}

/// Where a script shows unsaved input, as far as this browser keeps it.
pub(super) fn kept(asked: &Asked, path: &str) -> AnyView {
    view! { <Kept person=person(asked) path=path.to_owned()/> }.into_any()
}

/// The number of whoever is signed in, under which their browser keeps what they type.
fn person(asked: &Asked) -> String {
    asked.who.signed_in.as_ref().map(|signed_in| signed_in.person.id.to_string()).unwrap_or_default()
}

fn summary(sent: &Sent) -> Option<AnyView> {
    let mut items: Vec<AnyView> =
        sent.wrong.iter().map(|text| view! { <li>{text.clone()}</li> }.into_any()).collect();
    let mut places: Vec<_> = sent.told.keys().copied().collect();
    places.sort_unstable();
    for place in places {
        let Some(told) = sent.told.get(&place) else { continue };
        let texts = told
            .wrongs
            .iter()
            .map(|wrong| wording::capital(&wrong.message))
            .chain(told.lacks.iter().cloned())
            .chain(
                told.theirs.iter().map(|theirs| format!("Changed while you were typing: {}", theirs.said)),
            );
        items.extend(
            texts.map(|text| view! { <li><a href=format!("#told-{place}")>{text}</a></li> }.into_any()),
        );
    }
    summary_of(items)
}

fn nothing_asked() -> AnyView {
    view! { <p class="stands">"Nothing falls due in this quarter."</p> }.into_any()
}

fn form(asked: &Asked, sheet: &Sheet, rows: &[Filled<'_>], sent: &Sent, boxes: Boxes) -> AnyView {
    let tables = tables(asked, sheet, rows, sent, boxes);
    if boxes == Boxes::Locked {
        return view! { <div class="grid">{tables}</div> }.into_any();
    }
    let (organisation, quarter) = (sheet.of.organisation.to_string(), sheet.of.quarter_slug());
    let source = if sent.note.is_some() { Source::File } else { Source::Record };
    let finish = finish(rows);
    let adding = adding::boxes(asked, rows, &sent.adding);
    view! {
        <Grid organisation quarter person=person(asked) source>
            {tables}
            <p id="told" class="grid-status" role="status"></p>
            {finish}
            {adding}
        </Grid>
    }
    .into_any()
}

/// The buttons below the grid.
fn finish(rows: &[Filled<'_>]) -> AnyView {
    let blank = rows.iter().filter(|row| row.reading.is_none()).count();
    let options: Vec<_> = std::iter::once(("", "Choose a reason"))
        .chain(
            [Absence::Awaited, Absence::NotCollected, Absence::NotApplicable, Absence::NotAvailable]
                .map(|word| (word.as_str(), word.as_str())),
        )
        .map(|(value, label)| view! { <option value=value>{wording::capital(label)}</option> })
        .collect();
    let blanks = (blank > 0).then(|| {
        view! {
            <div class="field">
                <label for="blank">"Rows left blank"</label>
                <p class="hint">"A return is complete when every row has a figure, or a reason why there is none."</p>
                <select id="blank" name="blank">{options}</select>
            </div>
        }
    });
    view! {
        <div class="grid-end">
            {blanks}
            <div class="row steps">
                <button type="submit" name="step" value="save" class="button second">"Save"</button>
                <button type="submit" name="step" value="submit" class="button">"Hand in"</button>
                <button type="submit" name="step" value="submit nil" class="button second">"Hand in as nil"</button>
            </div>
            <p class="hint">"Nil means nothing happened: every blank count is handed in as 0."</p>
        </div>
    }
    .into_any()
}

/// A table for each indicator and period.
fn tables(asked: &Asked, sheet: &Sheet, rows: &[Filled<'_>], sent: &Sent, boxes: Boxes) -> Vec<AnyView> {
    let mut tables = Vec::new();
    let mut from = 0;
    let silent = RowOutcome::default();
    while let Some(first) = rows.get(from) {
        let is_kin = |row: &&Filled<'_>| {
            row.asked.indicator.slug == first.asked.indicator.slug && row.asked.period == first.asked.period
        };
        let count = rows.iter().skip(from).take_while(is_kin).count();
        let kin = rows.iter().enumerate().skip(from).take(count);
        let body: Vec<_> = kin
            .map(|(place, filled)| {
                let typed = sent.typed.get(&place).unwrap_or(&filled.typed);
                let told = sent.told.get(&place).unwrap_or(&silent);
                row(&asked.outline, sheet, filled, place, (typed, told, boxes))
            })
            .collect();
        tables.push(table(first, body));
        from += count;
    }
    tables
}

fn table(first: &Filled<'_>, body: Vec<AnyView>) -> AnyView {
    let indicator = first.asked.indicator;
    let periods: Vec<_> = first.previous.iter().map(|(period, _)| period.label()).collect();
    let missing: Vec<_> = (periods.len()..4).map(|_| view! { <td></td> }).collect();
    let periods: Vec<_> =
        periods.into_iter().map(|label| view! { <th scope="col" class="before">{label}</th> }).collect();
    let boxes: Vec<_> = columns(indicator)
        .iter()
        .map(|column| view! { <th scope="col" class=*column>{heading(column)}</th> })
        .collect();
    let address = path::Indicator::of(&indicator.slug).to_string();
    let due = format!("{}, due {}", first.asked.period, wording::day(first.asked.due));
    view! {
        <div class="grid-scroll" tabindex="0" role="region" aria-label=format!("{}, {}", indicator.name, first.asked.period)>
            <table class="returns-table">
                <caption>
                    <a href=address>{indicator.name.clone()}</a>
                    <span class="when">{wording::capital(&indicator.unit_said())} ". " {due}</span>
                </caption>
                <thead>
                    <tr><th scope="col" class="who">"Place"</th> {missing} {periods} {boxes} <th scope="col">"State"</th></tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What an approver can do with a return that was handed in, or agreed.
fn steps(asked: &Asked, sheet: &Sheet, rows: &[Filled<'_>], sent: &Sent) -> Option<AnyView> {
    if asked.looking_back.is_some() || !may(asked, Action::ApproveReturn, &sheet.of.organisation) {
        return None;
    }
    let is_handed_in = matches!(sheet.standing.state, State::Submitted | State::Nil);
    if !is_handed_in && sheet.standing.state != State::Approved {
        return None;
    }
    let to = path::ReturnStep::of(&sheet.of.organisation, &sheet.of.quarter_slug()).to_string();
    let seen: String = rows
        .iter()
        .map(|row| sheet.seen(&row.asked).map(|number| number.to_string()).unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ");
    let why = |step: &'static str, label: &'static str| {
        let reason = sent.reason.clone();
        view! {
            <form method="post" action=to.clone() class="form">
                <input type="hidden" name="step" value=step/>
                <div class="field">
                    <label for="reason">"Reason"</label>
                    <p class="hint">"The analysts see it, and the log keeps it."</p>
                    <input type="text" id="reason" name="reason" value=reason autocomplete="off"/>
                </div>
                {Button::Second.view(label)}
            </form>
        }
    };
    if !is_handed_in {
        return Some(
            view! { <section><h2>"Reopen it"</h2> {why("reopen", "Reopen it")}</section> }.into_any(),
        );
    }
    Some(
        view! {
            <section aria-labelledby="approve">
                <h2 id="approve">"Approve or send back"</h2>
                <form method="post" action=to.clone() class="form">
                    <input type="hidden" name="step" value="approve"/>
                    <input type="hidden" name="seen" value=seen/>
                    <p>"Once approved, its figures are on the board. You cannot approve figures that you \
                        typed or handed in yourself."</p>
                    {Button::Main.view("Approve")}
                </form>
                {why("send-back", "Send back")}
            </section>
        }
        .into_any(),
    )
}

/// The return as a file, and back.
fn files(sheet: &Sheet, boxes: Boxes) -> AnyView {
    let (organisation, quarter) = (&sheet.of.organisation, &sheet.of.quarter_slug());
    let upload = (boxes == Boxes::Open).then(|| {
        view! {
            <form method="post" action=path::ReturnFile::of(organisation, quarter).to_string() enctype="multipart/form-data" class="form">
                <div class="field">
                    <label for="file">"A filled template"</label>
                    <p class="hint">"It fills the rows above. Nothing is saved until you have checked it."</p>
                    <input type="file" id="file" name="file" accept=".xlsx,.ods,.csv" required/>
                </div>
                {Button::Second.view("Fill from file")}
            </form>
        }
    });
    view! {
        <section aria-labelledby="files">
            <h2 id="files">"Work in a spreadsheet"</h2>
            <p>
                "Take this return as a template: " <a href=path::TemplateXlsx::of(organisation, quarter).to_string()>"workbook (XLSX)"</a> " or "
                <a href=path::TemplateCsv::of(organisation, quarter).to_string()>"CSV"</a> "."
            </p>
            {upload}
        </section>
    }
    .into_any()
}

/// What was done with it, by whom and when.
fn log(sheet: &Sheet) -> Option<AnyView> {
    let items: Vec<_> = sheet
        .log
        .iter()
        .map(|(state, by)| {
            let who = wording::by(&by.sort, by.person, by.name.as_deref());
            let reason = by.reason.as_deref().map(|reason| format!(" Reason: {reason}")).unwrap_or_default();
            let text = format!(
                "{} by {who}, {}.{reason}",
                wording::capital(state.as_str()),
                london::minute_said(by.at)
            );
            view! { <li>{text}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <section class="versions" aria-labelledby="log"><h2 id="log">"What was done"</h2> <ol>{items}</ol></section> }
            .into_any()
    })
}

/// The return of an organisation and quarter, for those who link to it.
pub(super) fn link(of: &Return, text: String) -> AnyView {
    view! { <a href=address(of).to_string()>{text}</a> }.into_any()
}
