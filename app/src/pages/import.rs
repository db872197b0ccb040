//! Files of figures: sent, looked at as what they would change, taken in whole, and taken back.

mod looked;

use crate::{
    ask::{address::with_done, desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    shell::{
        form::{Button, Files, is_again, summary_of},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{london, number, wording};
use leptos::prelude::*;
use storage::import::{self, Import, Waiting};

pub(crate) use looked::{confirm, look};

pub(crate) async fn show(asked: Asked) -> Result<Html<String>, Fault> {
    whole(&asked, None).await
}

async fn whole(asked: &Asked, wrong: Option<String>) -> Result<Html<String>, Fault> {
    let imports = import::list(&asked.desk).await?;
    let head = Head {
        title: if wrong.is_some() { "Error: Import".into() } else { "Import".into() },
        description: "Files of figures that have been imported.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(asked, &head, || {
        let wrong = summary_of(wrong.into_iter().map(|text| view! { <li>{text}</li> }).collect());
        view! {
            <div class="form-page wide">
                <h1>"Import figures"</h1>
                <p class="lead">
                    "DfE open data, Fingertips downloads, LAIT exports, our own tidy layout, or any table \
                        whose columns you describe. You see what a file would change before anything changes."
                </p>
                {wrong}
                {send_form()}
                {list(&imports)}
            </div>
        }
    }))
}

fn send_form() -> AnyView {
    view! {
        <form method="post" action=path::Import.to_string() enctype="multipart/form-data" class="form">
            <div class="field">
                <label for="file">"The file"</label>
                <p class="hint" id="file-hint">"CSV, XLSX or ODS, up to 16 MB. Larger files are imported from the command line."</p>
                <input type="file" id="file" name="file" aria-describedby="file-hint" required/>
            </div>
            <div class="field">
                <label for="meta">"Its .meta.csv"</label>
                <p class="hint" id="meta-hint">"For a DfE open data file that has one: it holds labels and units."</p>
                <input type="file" id="meta" name="meta" accept=".csv" aria-describedby="meta-hint"/>
            </div>
            {Button::Main.view("Preview")}
        </form>
    }
    .into_any()
}

fn list(imports: &[Import]) -> Option<AnyView> {
    let items: Vec<_> = imports.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! { <section class="versions" aria-labelledby="imports"><h2 id="imports">"Imported so far"</h2> <ol>{items}</ol></section> }
            .into_any()
    })
}

fn item(import: &Import) -> AnyView {
    let who = wording::by(&import.sort, import.person, import.by.as_deref());
    let counts = &import.counts;
    let text = format!(
        "{} new, {} changed, {} same, {} left alone; {} refused. By {who}, {}. SHA-256 {}…",
        count(counts.new),
        count(counts.changed),
        count(counts.same),
        count(counts.kept),
        count(import.refused),
        london::minute_said(import.at),
        import.sha256.get(..12).unwrap_or_default()
    );
    let undo = match import.undone_in {
        Some(_) => view! { <p><strong>"Undone."</strong></p> }.into_any(),
        None => view! {
            <form method="post" action=path::ImportUndo.to_string() class="form small">
                <input type="hidden" name="number" value=import.number.to_string()/>
                {Button::Second.view_for("Undo", &format!(" {}", import.name))}
            </form>
        }
        .into_any(),
    };
    let removed = import.removed.map(|moment| {
        let day = london::day_said(moment);
        view! { <p class="file-removed">{format!("The file was removed on {day}, because it had a text that named a child. Its figures stay.")}</p> }
    });
    view! { <li><p class="version-head"><strong>{import.name.clone()}</strong> {format!(" ({})", import.layout)}</p> <p>{text}</p> {removed} {undo}</li> }
        .into_any()
}

fn count(number: u64) -> String {
    number::print(number as f64, 0)
}

/// A count with its noun: `1 row`, `1,048 rows`.
fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// Lets a file wait, and leads to what it would change.
pub(crate) async fn send(asked: Asked, files: Result<Files, Fault>) -> Result<Response, Fault> {
    let mut files = files?;
    let Some(file) = files.take("file") else {
        let page = whole(&asked, Some("Choose a file that is not empty.".into())).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let meta = files.take("meta").map(|meta| meta.bytes);
    let file = Waiting { name: file.name, bytes: file.bytes, meta };
    let number = import::wait(&asked.desk, &file, || asked.now()).await?;
    Ok(Redirect::to(&path::ImportFile::of(&number).to_string()).into_response())
}

/// Takes an import back.
pub(crate) async fn undo(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return Ok(whole(&asked, None).await?.into_response());
    }
    let number = typed.get("number").parse::<i64>();
    let number = number.map_err(|_| Fault::BadRequest("There is no such import.".into()))?;
    match import::undo(&asked.desk, number, || asked.now()).await {
        Ok(_) => Ok(Redirect::to(&with_done(&path::Import, Done::ImportUndone)).into_response()),
        Err(error @ (storage::Error::Undone { .. } | storage::Error::NoImport(_))) => {
            let page = whole(&asked, Some(format!("{}.", wording::capital(&error.to_string())))).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The number in an address.
fn number_of(Name(name): &Name) -> Result<i64, Fault> {
    name.parse().map_err(|_| Fault::NotFound("No file is waiting at this address.".into()))
}
