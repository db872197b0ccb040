//! The return as a file to fill in a spreadsheet, and a filled one read back into the grid, where it is looked over and saved.

use super::{
    Named,
    grid::whole,
    lock::{boxes, lock_said},
    row::Boxes,
    sent::Sent,
};
use crate::{
    ask::{desk::Asked, fault::Fault},
    shell::form::Files,
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    figure::{Absence, Status},
    returns::{
        Filled, asks_parts,
        filling::{FilledIn, filled_in},
    },
    series::Series,
    wording,
};
use exchange::{
    import::{Known, Layout, Limits, Options, read},
    template::{self, Template, TemplateRow},
};
use std::io::Cursor;

/// The template as a workbook, with drop-downs and cells that only take what is asked.
pub(crate) async fn workbook(asked: Asked, named: Named) -> Result<Response, Fault> {
    let template = made(&asked, &named).await?;
    let bytes = template::xlsx(&template).map_err(|error| failed(&error))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(&named, "xlsx", kind, bytes))
}

/// The template as CSV.
pub(crate) async fn csv(asked: Asked, named: Named) -> Result<Response, Fault> {
    let template = made(&asked, &named).await?;
    let mut bytes = Vec::new();
    template::csv(&mut bytes, &template).map_err(|error| failed(&error))?;
    Ok(file(&named, "csv", "text/csv; charset=utf-8", bytes))
}

fn failed(error: &std::io::Error) -> Fault {
    tracing::error!(%error, "a template could not be made");
    Fault::Ours
}

fn file(named: &Named, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let name = format!("return-{}-{}.{ending}", named.organisation, named.quarter);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

async fn made(asked: &Asked, named: &Named) -> Result<Template, Fault> {
    let of = named.find(asked)?;
    let sheet = storage::returns::sheet(&asked.desk, &asked.outline, &of).await?;
    let locked = match boxes(asked, &sheet) {
        Boxes::Open => None,
        Boxes::Locked => {
            Some(lock_said(asked, &sheet).unwrap_or_else(|| "It cannot be changed now.".to_owned()))
        }
    };
    let organisation = asked.outline.organisation_name(&sheet.of.organisation).to_owned();
    let rows =
        sheet.rows(&asked.outline).iter().map(|row| template_row(asked, row, locked.as_ref())).collect();
    Ok(Template {
        title: format!("Return of {organisation}, {}", sheet.of.quarter),
        organisation,
        quarter: sheet.of.quarter.label(),
        made: asked.today,
        rows,
    })
}

fn template_row(asked: &Asked, row: &Filled<'_>, locked: Option<&String>) -> TemplateRow {
    let wanted = &row.asked;
    let indicator = wanted.indicator;
    let said = |text: &String| (!text.is_empty()).then(|| text.clone());
    let previous = row.previous.iter().rev().filter_map(|(period, figure)| {
        let reading = &(*figure)?.reading;
        let text = match reading.value() {
            Some(value) => indicator.print(value),
            None => format!("[{}]", reading.absence()?.symbol()),
        };
        Some((period.label(), text))
    });
    TemplateRow {
        indicator: indicator.name.clone(),
        slug: indicator.slug.to_string(),
        area: asked.outline.area_name(&wanted.series.area).to_owned(),
        area_code: wanted.series.area.to_string(),
        breakdown: wanted.series.breakdown.to_string(),
        period: wanted.period.label(),
        unit: wording::capital(&indicator.unit_said()),
        asked: if asks_parts(indicator.measure) { template::Asked::Fraction } else { template::Asked::Value },
        numerator: said(&row.typed.numerator),
        denominator: said(&row.typed.denominator),
        value: said(&row.typed.value),
        absence: Absence::parse(&row.typed.absence),
        status: Status::parse(&row.typed.status),
        note: said(&row.typed.note),
        locked: locked.cloned(),
        previous: previous.collect(),
    }
}

/// Reads a filled template into the grid. Nothing of it is saved until whoever sent it has looked it over.
pub(crate) async fn upload(
    asked: Asked,
    named: Named,
    files: Result<Files, Fault>,
) -> Result<Response, Fault> {
    let of = named.of(&asked, Action::SaveReturn).await?;
    let mut files = files?;
    let sheet = storage::returns::sheet(&asked.desk, &asked.outline, &of).await?;
    if boxes(&asked, &sheet) == Boxes::Locked {
        let said = lock_said(&asked, &sheet).unwrap_or_default();
        let sent = Sent { wrong: vec![format!("Nothing was read. {said}")], ..Sent::default() };
        return Ok((StatusCode::CONFLICT, whole(&asked, &sheet, &sent)).into_response());
    }
    let Some(upload) = files.take("file") else {
        let wrong = vec!["Choose a file that is not empty.".to_owned()];
        let page = whole(&asked, &sheet, &Sent { wrong, ..Sent::default() });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let known = Known { indicators: asked.outline.indicators.clone(), areas: asked.outline.areas.clone() };
    let options = Options {
        layout: Some(Layout::Template),
        meta: None,
        name: upload.name.clone(),
        kinds: Vec::new(),
        mapping: None,
        sheet: None,
        areas: None,
        today: Some(asked.today),
        origin: None,
        limits: Limits::default(),
    };
    let proposal = match read(Cursor::new(&upload.bytes), &known, &options, &mut |_| {}) {
        Ok(proposal) => proposal,
        Err(faults) => {
            let wrong = faults.iter().take(10).map(|fault| format!("{}: {fault}.", upload.name)).collect();
            let page = whole(&asked, &sheet, &Sent { wrong, ..Sent::default() });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let mut sent = Sent::default();
    for problem in proposal.problems.iter().take(20) {
        sent.wrong.push(format!("Row {}, {}: {}.", problem.row, problem.column, problem.reason));
    }
    let FilledIn { rows, unasked } = filled_in(&sheet.rows(&asked.outline), &proposal);
    let filled = rows.len();
    sent.typed.extend(rows);
    sent.wrong.extend(unasked.into_iter().map(|(row, series, period)| {
        let Series { indicator, area, breakdown } = series;
        format!(
            "Row {row}: {indicator}, {area}, {breakdown}, {period} is not part of this return: add a row for it first."
        )
    }));
    sent.wrong.truncate(20);
    sent.note = Some(match filled {
        1 => format!(
            "1 row was filled from {}. Nothing has been saved yet: check the row, then save.",
            upload.name
        ),
        _ => format!(
            "{filled} rows were filled from {}. Nothing has been saved yet: check the rows, then save.",
            upload.name
        ),
    });
    let status = if sent.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, whole(&asked, &sheet, &sent)).into_response())
}
