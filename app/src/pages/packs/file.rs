//! The files of a frozen pack: exactly the bytes that were kept.

use super::pack_of;
use crate::{
    ask::{desk::Asked, fault::Fault, named::Name},
    parts::document::no_file,
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use documents::freeze::{EXCEPTIONS, PDF, WORKBOOK};

pub(crate) async fn pdf(asked: Asked, name: Name) -> Result<Response, Fault> {
    file(&asked, name, PDF, "application/pdf").await
}

pub(crate) async fn exceptions(asked: Asked, name: Name) -> Result<Response, Fault> {
    file(&asked, name, EXCEPTIONS, "application/pdf").await
}

pub(crate) async fn workbook(asked: Asked, name: Name) -> Result<Response, Fault> {
    file(&asked, name, WORKBOOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").await
}

async fn file(
    asked: &Asked,
    Name(name): Name,
    file: &'static str,
    kind: &'static str,
) -> Result<Response, Fault> {
    let (entry, frozen) = pack_of(asked, &name).await?;
    let Some(frozen) = frozen else {
        return Err(Fault::NotFound("This pack has not been frozen yet, so it has no files.".into()));
    };
    let bytes = storage::frozen::file(&asked.desk, &frozen, file).await?.ok_or_else(|| no_file(&frozen))?;
    Ok(answer(&format!("{}-{file}", entry.pack.on), kind, bytes))
}

/// A file for whoever asked, and for nobody in between to keep.
pub(in crate::pages) fn answer(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}
