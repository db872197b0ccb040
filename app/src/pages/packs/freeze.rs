//! Freezing a pack by page.

use super::{is_frozen, pack_of};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    shell::form::go_on,
};
use axum::response::Response;
use documents::freeze::Saw;
use storage::pack::Froze;

pub(crate) async fn freeze(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    pack_of(&asked, &name).await?;
    // Without a number nothing was seen: no version has the number 0.
    let saw = Saw::Version(typed.number("replaces")?.unwrap_or_default());
    let clock = || asked.now();
    let plan = &asked.outline.plan.slug;
    match documents::freeze::freeze(&asked.desk, asked.maker, plan, (&name, saw), &clock).await? {
        Froze::Done(_) => Ok(go_on(&path::Pack::of(&name), Done::PackFrozen)),
        Froze::Before => Err(is_frozen()),
        Froze::Stale => Err(Fault::Conflict(
            "Somebody has changed this pack since you opened it. Look at it again, then freeze it.".into(),
        )),
    }
}
