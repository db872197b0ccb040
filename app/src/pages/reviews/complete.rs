//! Completing a review, and its files.

use super::{back, year_of};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, named::Name, typed::Typed},
    pages::packs,
    parts::document::no_file,
};
use axum::response::Response;
use documents::review::{PDF, WORKBOOK};
use domain::{frozen::Kind, wording};
use storage::review::Completed;

pub(crate) async fn complete(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let year = year_of(&asked, &name)?.clone();
    let saw: Option<Vec<i64>> =
        typed.get("saw").split_whitespace().map(|number| number.parse().ok()).collect();
    let saw = saw.ok_or_else(Fault::broken_form)?;
    let clock = || asked.now();
    let plan = &asked.outline.plan.slug;
    let reasons = |why: Vec<String>| {
        Fault::Conflict(
            why.iter().map(|why| wording::capital(&format!("{why}."))).collect::<Vec<_>>().join(" "),
        )
    };
    match documents::review::complete(&asked.desk, asked.maker, plan, &year.slug, &saw, &clock).await? {
        Completed::Done(_) => Ok(back(&year, Done::ReviewCompleted)),
        Completed::Before => Err(storage::Error::Frozen.into()),
        Completed::Stale => Err(Fault::Conflict(
            "Somebody has changed a decision since you opened the page. Look at it again, then complete the review."
                .into(),
        )),
        Completed::Unready(why) => Err(reasons(why.iter().map(ToString::to_string).collect())),
        Completed::Refused(why) => Err(reasons(why)),
    }
}

pub(crate) async fn pdf(asked: Asked, name: Name) -> Result<Response, Fault> {
    file(&asked, name, PDF, "application/pdf").await
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
    let year = year_of(asked, &name)?;
    let plan = &asked.outline.plan.slug;
    let frozen = storage::frozen::one(&asked.desk, plan, Kind::Review, &year.slug).await?;
    let frozen = frozen.ok_or_else(|| {
        Fault::NotFound("This review has not been completed yet, so it has no files.".into())
    })?;
    let bytes = storage::frozen::file(&asked.desk, &frozen, file).await?.ok_or_else(|| no_file(&frozen))?;
    Ok(packs::answer(&format!("{}-{file}", year.slug), kind, bytes))
}
