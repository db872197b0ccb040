//! What the page of an indicator shows, as files: the chart (SVG, PNG) and its figures (CSV, XLSX). The same choices are in
//! the address, the same desk reads the figures, and each file gives its source and its as-at date.

use super::{Chosen, Drawn, Found, chosen, drawn_of, panels};
use crate::ask::{
    address::{file_address, gap_address, indicator_address, view_word},
    as_at::LookingBack,
    choice::Choices,
    desk::Asked,
    fault::Fault,
    named::{Name, indicator_of},
    path,
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use charts::{Drawing, Sheet, Size};
use domain::{
    access::Audience,
    board::{Row, row},
    change_note::{ChangeNote, Effect},
    chart::{Chart, View},
    figure::Figure,
    london,
    plan::Nature,
    series,
    wording::{self, ILLUSTRATIVE},
};
use exchange::export::{Setting, tidy, xlsx};
use leptos::prelude::*;
use std::sync::{Arc, LazyLock};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// A picture or a workbook takes some hundredths of a second of a core and some megabytes, so few are made at once.
static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// The chart as SVG, to go on with.
pub(crate) async fn svg(asked: Asked, choices: Choices, Name(name): Name) -> Result<Response, Fault> {
    let (drawn, file) =
        seen(&asked, &choices, &name, |seen| Ok((seen.sheet()?, seen.file_name("svg")))).await?;
    Ok(answer(&file, "image/svg+xml; charset=utf-8", drawn.into_bytes()))
}

/// The chart as a picture.
pub(crate) async fn png(asked: Asked, choices: Choices, Name(name): Name) -> Result<Response, Fault> {
    let (drawn, file) =
        seen(&asked, &choices, &name, |seen| Ok((seen.sheet()?, seen.file_name("png")))).await?;
    let picture = in_turn(move || charts::png(&drawn)).await?;
    Ok(answer(&file, "image/png", picture.map_err(|error| failed(&error))?))
}

/// The figures that are shown, a row each.
pub(crate) async fn csv(asked: Asked, choices: Choices, Name(name): Name) -> Result<Response, Fault> {
    let (bytes, file) =
        seen(&asked, &choices, &name, |seen| Ok((seen.rows()?, seen.file_name("csv")))).await?;
    Ok(answer(&file, "text/csv; charset=utf-8", bytes))
}

/// The figures that are shown, as a workbook.
pub(crate) async fn workbook(asked: Asked, choices: Choices, Name(name): Name) -> Result<Response, Fault> {
    let (book, file) =
        seen(&asked, &choices, &name, |seen| Ok((seen.book(), seen.file_name("xlsx")))).await?;
    let outline = asked.outline.clone();
    let bytes = in_turn(move || book.write(&outline)).await?.map_err(|error| match error.kind() {
        // There are more than a workbook takes: that is for whoever asks to know.
        std::io::ErrorKind::InvalidInput => {
            Fault::BadRequest(format!("{}.", wording::capital(&error.to_string())))
        }
        _ => failed(&error),
    })?;
    Ok(answer(&file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
}

/// Links to the files, on the page that they are of.
pub(super) fn links(asked: &Asked, chosen: Chosen<'_>, found: &Found<'_>) -> Option<AnyView> {
    let own = series::of(found.figures, &chosen.indicator.slug, chosen.area);
    let page = page_address(asked, chosen);
    let slug = &chosen.indicator.slug;
    let link = |file: String, name: &'static str| view! { <li><a href=file download="">{name}</a></li> };
    let drawn = (!matches!(found.drawn, Drawn::Nothing)).then(|| {
        view! {
            {link(file_address(&page, &path::ChartPng::of(slug)), "Chart (PNG)")}
            {link(file_address(&page, &path::ChartSvg::of(slug)), "Chart (SVG)")}
        }
    });
    let csv = file_address(&page, &path::FiguresCsv::of(slug));
    let xlsx = file_address(&page, &path::FiguresXlsx::of(slug));
    let is_there = drawn.is_some() || !own.is_empty();
    is_there.then(|| {
        view! {
            <nav class="files" aria-label="Files">
                <span class="choices-name">"Download what is shown"</span>
                <ul>{drawn} {link(csv, "Figures (CSV)")} {link(xlsx, "Figures (XLSX)")}</ul>
            </nav>
        }
        .into_any()
    })
}

/// The page's own address, with every choice.
fn page_address(asked: &Asked, chosen: Chosen<'_>) -> String {
    let Chosen { indicator, moment, area, view, span, group } = chosen;
    match group.filter(|_| view == View::Gaps) {
        Some(group) => gap_address(asked, indicator, moment, area, group, span),
        None => indicator_address(asked, indicator, moment, area, view, span),
    }
}

/// What an address shows, as files need it.
struct Seen<'a> {
    asked: &'a Asked,
    chosen: Chosen<'a>,
    figures: &'a [Figure],
    row: &'a Row<'a>,
    drawn: &'a Drawn<'a>,
}

/// Reads what an address shows, as the page does, and makes something of it.
async fn seen<T>(
    asked: &Asked,
    choices: &Choices,
    name: &str,
    make: impl FnOnce(&Seen<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let indicator = indicator_of(asked, name)?;
    let figures = storage::figure::of_indicator(&asked.desk, indicator).await?;
    let group = choices.group()?;
    let chosen = chosen(asked, choices, indicator, &figures, group.as_ref())?;
    let row = row(&asked.outline, &figures, indicator, chosen.area, chosen.moment);
    let drawn = drawn_of(&asked.outline, &figures, chosen, &row);
    make(&Seen { asked, chosen, figures: &figures, row: &row, drawn: &drawn })
}

impl Seen<'_> {
    /// The chart with its title above it and what has to be known below.
    fn sheet(&self) -> Result<String, Fault> {
        let Chosen { indicator, area, .. } = self.chosen;
        let place = self.asked.outline.area_name(area);
        let (drawings, subtitle, description, mut foot) = match self.drawn {
            Drawn::Nothing => {
                return Err(Fault::NotFound(
                    "There is no value to draw here, so there is no chart.".to_owned(),
                ));
            }
            Drawn::One(chart) => {
                let described = wording::chart_described(chart);
                let svg = charts::line_chart(chart, Size::Wide, "chart", &indicator.name, &described);
                let mut foot = numbered(chart);
                // Whoever is sent only the picture has to know that this was not measured, and what the bands are.
                if let Some(forecast) = &chart.forecast {
                    foot.push(wording::forecast::told(indicator, forecast));
                    foot.push(wording::forecast::BANDS.to_owned());
                    foot.push(wording::forecast::basis(forecast));
                }
                (vec![("", svg)], place.to_owned(), described, foot)
            }
            Drawn::Many(many) => {
                let mut drawings = Vec::with_capacity(many.panels.len());
                let mut described = Vec::with_capacity(many.panels.len());
                for panel in &many.panels {
                    let name = panel.chart.lines.first().map_or("", |line| line.name);
                    drawings.push((name, charts::small_chart(&panel.chart, "panel", "", "")));
                    described.push(format!("{name}: {}", wording::panel(&panel.chart)));
                }
                let axes = vec![panels::same_axes(many)];
                let foot = axes.into_iter().chain(many.all.notes.iter().map(|note| told(note))).collect();
                (drawings, format!("{}, {place}", indicator.unit_said()), described.join(" "), foot)
            }
        };
        let figures = self.drawn.chart().into_iter().flat_map(|chart| &chart.lines);
        let meanings =
            wording::meanings(figures.flat_map(|line| line.points.iter().map(|point| point.figure)));
        if !meanings.is_empty() {
            foot.push(format!("{}.", meanings.join("; ")));
        }
        foot.extend(self.provenance());
        let drawings: Vec<_> = drawings.iter().map(|(name, svg)| Drawing { name, svg }).collect();
        let sheet =
            Sheet { title: &indicator.name, subtitle: &subtitle, description: &description, foot: &foot };
        Ok(charts::stand_alone(&drawings, &sheet))
    }

    /// Its source, its as-at date, its audience, and whether it is made up: a sentence each.
    fn provenance(&self) -> Vec<String> {
        let asked = self.asked;
        let source = self.chosen.indicator.source.trim_end_matches('.');
        let moment =
            asked.looking_back.as_ref().map_or_else(|| london::second_said(asked.now()), LookingBack::said);
        let mut said = vec![format!("Source: {source}.")];
        said.push(format!("From the record of {} as it was {moment}.", asked.outline.plan.partnership));
        said.extend(self.cautions());
        said.push(in_pieces(&format!("{}{}", asked.site.base_url, page_address(asked, self.chosen))));
        said
    }

    /// What every reader of the file must know before anything else.
    fn cautions(&self) -> Vec<String> {
        let is_made_up = self.asked.outline.plan.nature == Nature::Illustrative;
        let is_of_partners = self.asked.desk.visitor().audience() == Audience::Partner;
        let said = [
            is_made_up.then_some(ILLUSTRATIVE),
            self.asked.is_ahead().then_some("Figures awaiting approval are included."),
            is_of_partners.then_some("For partners only: it may contain figures that are not public."),
        ];
        said.into_iter().flatten().map(str::to_owned).collect()
    }

    /// The figures that are shown; where nothing is drawn, those of the area all the same.
    fn figures(&self) -> Vec<Figure> {
        let mut figures: Vec<Figure> = match self.drawn.chart() {
            Some(chart) => {
                let points = chart.lines.iter().flat_map(|line| &line.points);
                points.map(|point| point.figure.clone()).collect()
            }
            None if self.chosen.view == View::ControlChart => self.row.figures.to_vec(),
            None => series::of(self.figures, &self.chosen.indicator.slug, self.chosen.area).to_vec(),
        };
        series::sort(&mut figures);
        figures
    }

    /// The figures as rows, as `outcomes export` writes them, each with its source.
    fn rows(&self) -> Result<Vec<u8>, Fault> {
        let outline = &self.asked.outline;
        let setting = Setting {
            indicators: std::slice::from_ref(self.chosen.indicator),
            areas: &outline.areas,
            change_notes: &outline.change_notes,
        };
        let as_at = self.asked.moment().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let provenance = tidy::Provenance { as_at: &as_at, caution: &self.cautions().join(" ") };
        let mut bytes = Vec::new();
        let written = tidy::write_told(&mut bytes, setting, &self.figures(), &provenance);
        written.map_err(|error| failed(&error))?;
        Ok(bytes)
    }

    /// The figures for a workbook.
    fn book(&self) -> Book {
        let asked = self.asked;
        let now = asked.now();
        let mut warnings = self.cautions();
        warnings.push(format!("{}{}", asked.site.base_url, page_address(asked, self.chosen)));
        Book {
            indicator: self.chosen.indicator.slug.clone(),
            figures: self.figures(),
            audience: asked.desk.visitor().audience(),
            as_at: asked.looking_back.as_ref().map(LookingBack::said),
            warnings,
            made: london::day(now),
        }
    }

    /// `self-harm-reports-E92000001-groups-2019-03-31.csv`: what was chosen, in letters that every system takes.
    fn file_name(&self, ending: &str) -> String {
        let Chosen { indicator, area, view, .. } = self.chosen;
        let mut name = indicator.slug.to_string();
        if *area != self.asked.outline.plan.area {
            name.push_str(&format!("-{area}"));
        }
        if let Some(word) = view_word(view) {
            name.push_str(&format!("-{word}"));
        }
        if let Some(back) = &self.asked.looking_back {
            name.push_str(&format!("-{}", back.day()));
        }
        format!("{name}.{ending}")
    }
}

/// A workbook that is still to be made, away from the page's own worker.
struct Book {
    indicator: domain::slug::Slug,
    figures: Vec<Figure>,
    audience: Audience,
    as_at: Option<String>,
    warnings: Vec<String>,
    made: chrono::NaiveDate,
}

impl Book {
    fn write(&self, outline: &domain::outline::Outline) -> std::io::Result<Vec<u8>> {
        let indicators = outline.indicator(&self.indicator).map_or(&[][..], std::slice::from_ref);
        let setting = Setting { indicators, areas: &outline.areas, change_notes: &outline.change_notes };
        let cover = xlsx::Cover {
            title: indicators.first().map_or("", |indicator| &indicator.name),
            partnership: &outline.plan.partnership,
            source: indicators.first().map_or("", |indicator| &indicator.source),
            audience: self.audience,
            as_at: self.as_at.as_deref(),
            warnings: &self.warnings,
            made: self.made,
        };
        let mut bytes = Vec::new();
        xlsx::write(&mut bytes, &cover, setting, &self.figures)?;
        Ok(bytes)
    }
}

/// The change notes by the numbers that they have on the chart.
fn numbered(chart: &Chart<'_>) -> Vec<String> {
    let notes = (1..).zip(&chart.notes);
    notes.map(|(number, note)| format!("{number}. {}", told(note))).collect()
}

fn told(note: &ChangeNote) -> String {
    let breaks = match note.effect {
        Effect::Breaks => "The series breaks here. ",
        Effect::Explains => "",
    };
    format!("{}, {}: {breaks}{}", wording::day(note.on), note.kind, note.text)
}

/// An address that may be broken where a choice begins: whoever sets it out breaks lines at spaces.
fn in_pieces(address: &str) -> String {
    const FITS: usize = 90;
    if address.len() <= FITS { address.to_owned() } else { address.replace('?', "? ").replace('&', "& ") }
}

/// Does what takes a while on a worker of its own, when it is its turn.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let turn = Arc::clone(&TURNS).acquire_owned().await.map_err(|error| failed(&error))?;
    // The turn lasts as long as the work, also where nobody waits for it any more.
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    spawn_blocking(work).await.map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> Fault {
    tracing::error!(%error, "a file could not be made");
    Fault::Ours
}

fn answer(file: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
    ];
    (headers, bytes).into_response()
}
