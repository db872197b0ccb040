//! Setting a figure apart, so that it makes no limits, or judging it with the others again: what people said of it, and the form.

use super::{cell, whole};
use crate::{
    ask::{
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, indicator_of},
        path,
        typed::Typed,
    },
    parts::{self, Cell},
    shell::{
        form::{Again, Button, Errors, Form, Refused, Sent, go_on_by, sent},
        page::{self, Head, Place, Script},
    },
};
use axum::response::{Html, Response};
use domain::{
    access::Action,
    figure::Figure,
    indicator::Indicator,
    judgement::Mark,
    london,
    point_mark::{Refusal, Wish, can_be_marked},
    wording,
};
use leptos::prelude::*;
use storage::point_mark::{Marked, Outcome, put};

/// What a form for one mark says.
struct Words {
    heading: &'static str,
    /// What it means.
    lead: &'static str,
}

fn words(mark: Mark, stands: Option<Mark>) -> Words {
    match (mark, stands) {
        (Mark::Apart, _) => Words {
            heading: "Set this figure apart",
            lead: "It stays in its place on the chart and in the table, and makes no mean and no limits. The others are judged without it.",
        },
        (Mark::Kept, Some(Mark::Apart)) => Words {
            heading: "Judge it with the others again",
            lead: "It makes the mean and the limits together with the others again.",
        },
        (Mark::Kept, _) => Words {
            heading: "Judge it with the others",
            lead: "It makes the mean and the limits together with the others, even where it is so far from them that it would be set apart.",
        },
    }
}

/// What people said of the figure of one period, the newest first, and what the visitor may say of it. `approved` is its approved
/// figure.
pub(super) fn of_period(
    asked: &Asked,
    indicator: &Indicator,
    approved: Option<&Figure>,
    marks: &[&Marked],
) -> AnyView {
    let stands = marks.first().map(|marked| said(marked, ""));
    let earlier: Vec<_> = marks.iter().skip(1).map(|marked| said(marked, "Earlier: ")).collect();
    view! { {stands} {earlier} {forms(asked, indicator, approved, marks.first().copied())} }.into_any()
}

/// One mark: who, when and why.
fn said(marked: &Marked, before: &'static str) -> AnyView {
    let what = match marked.mark.mark {
        Mark::Apart => "Set apart",
        Mark::Kept => "Judged with the others",
    };
    let by = &marked.by;
    let who = wording::by(&by.sort, by.person, by.name.as_deref());
    let why = format!(" by {who} on {}: \u{201c}{}\u{201d}", london::minute_said(by.at), marked.mark.reason);
    let class = if before.is_empty() { "stands apart" } else { "aside apart" };
    view! { <p class=class>{before} <strong>{what}</strong> {why}</p> }.into_any()
}

/// Buttons for what the visitor may say of the figure now.
fn forms(
    asked: &Asked,
    indicator: &Indicator,
    approved: Option<&Figure>,
    stands: Option<&Marked>,
) -> Option<AnyView> {
    let may = asked.looking_back.is_none() && asked.may(Action::SetApart, Some(indicator));
    let figure = approved.filter(|_| may)?;
    can_be_marked(indicator, Some(figure), asked.today).ok()?;
    let (typed, errors) = (Typed::default(), Errors::default());
    let form = Form { typed: &typed, errors: &errors };
    let cell = Cell { series: figure.series.clone(), period: figure.period };
    let in_force = stands.map(|marked| marked.mark.mark);
    let offered = [Mark::Apart, Mark::Kept].into_iter().filter(|mark| in_force != Some(*mark));
    let forms: Vec<_> = offered
        .map(|mark| {
            let replaces = stands.map(|marked| marked.by.number.to_string()).unwrap_or_default();
            view! {
                <form method="post" action=path::FigureMark::of(&indicator.slug).to_string()>
                    {cell.hidden(&form)}
                    {form.hidden("replaces", replaces)}
                    {form.hidden("stood", in_force.map_or("", Mark::as_str))}
                    {form.hidden("mark", mark.as_str())}
                    {Button::Second.view_for(words(mark, in_force).heading, &format!(" ({})", figure.period))}
                </form>
            }
        })
        .collect();
    Some(view! { <div class="row steps">{forms}</div> }.into_any())
}

/// The page that asks why.
fn ask_why(
    asked: &Asked,
    indicator: &Indicator,
    cell: &Cell,
    (mark, typed, errors): (Mark, &Typed, &Errors),
) -> Html<String> {
    let Words { heading, lead } = words(mark, Mark::parse(typed.get("stood")));
    let head = Head {
        title: errors.title(format_args!("{heading}: {}", indicator.name)),
        description: heading.to_owned(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    page::page(asked, &head, || {
        view! {
            <div class="form-page">
                <p class="kind">{indicator.name.clone()} ", " {parts::cell_said(asked, &cell.series, &cell.period)}</p>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
                {form.summary()}
                <form method="post" action=path::FigureMark::of(&indicator.slug).to_string() class="form" novalidate>
                    {cell.hidden(&form)}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.hidden("stood", typed.get("stood"))}
                    {form.hidden("mark", mark.as_str())}
                    {form.hidden("asked", "yes")}
                    {form.lines("reason", "Why", READ_BY)}
                    {Button::Main.view(heading)}
                </form>
            </div>
        }
    })
}

const READ_BY: &str = "Say what made this figure unlike the others, or that nothing did. It is shown in the history with your name. \
                       The public can read it where the figure is public.";

/// Marks the figure that a form names, once it says why.
pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    asked.must_answer_for(Action::SetApart, asked.outline.indicator_named(&name)).await?;
    let indicator = indicator_of(&asked, &name)?;
    let no_figure = || Fault::BadRequest("There is no such figure.".into());
    let mark = Mark::parse(typed.get("mark")).ok_or_else(no_figure)?;
    let cell = cell(&asked, indicator, &typed, &mut Errors::default()).ok_or_else(no_figure)?;
    let page = |errors: &Errors| ask_why(&asked, indicator, &cell, (mark, &typed, errors));
    // The reason is asked for first.
    if typed.get("asked").is_empty() {
        return Ok(Again::kept().answer(page(&Errors::default())));
    }
    let overtaken = async |message: String| {
        let again = Again::stale(Errors::of("history", message));
        let history = whole(&asked, indicator, &cell.series, Some(cell.period), &again.errors).await?;
        Ok(again.answer(history))
    };
    match sent(&typed, said_of(&asked, indicator, &cell, (mark, &typed))).await? {
        Sent::Again(again) => Ok(again.answer(page(&again.errors))),
        Sent::Taken(Outcome::Saved) => Ok(go_on_by(&history_of(indicator, &cell), done(mark))),
        Sent::Taken(Outcome::Refused(refusal)) => overtaken(refusal.to_string()).await,
        Sent::Taken(Outcome::Stale(_)) => overtaken(OVERTAKEN.to_owned()).await,
    }
}

const OVERTAKEN: &str = "somebody else set this figure apart, or took that back, while you had it open, so nothing was done: \
                         look at what is said of it now";

fn done(mark: Mark) -> Done {
    match mark {
        Mark::Apart => Done::SetApart,
        Mark::Kept => Done::JudgedWithOthers,
    }
}

/// The history of the series that a figure is of.
fn history_of(indicator: &Indicator, cell: &Cell) -> String {
    let series = parts::series_pairs(&cell.series.area, &cell.series.breakdown);
    format!("{}?{series}", path::History::of(&indicator.slug))
}

/// Marks a figure as a form says. What is wrong with its reason comes back at its box.
async fn said_of(
    asked: &Asked,
    indicator: &Indicator,
    cell: &Cell,
    (mark, typed): (Mark, &Typed),
) -> Result<Outcome, Refused> {
    let (replaces, reason) = (typed.number("replaces")?, typed.text("reason"));
    let wish = Wish { series: &cell.series, period: &cell.period, mark, reason: &reason };
    match put(&asked.desk, indicator, (wish, replaces), asked.today, || asked.now()).await? {
        Outcome::Refused(Refusal::NoReason(lack)) => Err(Errors::of("reason", lack.sentence()).into()),
        outcome => Ok(outcome),
    }
}
