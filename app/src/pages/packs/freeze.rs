//! Freezing a pack by page.

use super::{is_frozen, must};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault, named::Name},
    shell::form::Long,
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Action;
use std::sync::{Arc, LazyLock};
use storage::pack::Froze;
use tokio::sync::Semaphore;

/// Setting a pack takes a core and some megabytes for a while, so one is frozen at a time.
static TURN: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

pub(crate) async fn freeze(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let (entry, frozen) = must(&asked, Action::FreezePack, &name, &typed).await?;
    if frozen.is_some() {
        return Err(is_frozen());
    }
    let stale = || {
        Fault::Conflict(
            "Somebody changed this pack since you looked at it. Look at it again, then freeze it.".into(),
        )
    };
    if typed.number("replaces")? != Some(entry.by.number) {
        return Err(stale());
    }
    let turn = Arc::clone(&TURN).acquire_owned().await.map_err(|_| Fault::Ours)?;
    let clock = || asked.now();
    let froze =
        documents::freeze::freeze(&asked.desk, asked.maker, &asked.outline.plan.slug, &name, &clock).await;
    drop(turn);
    match froze? {
        Froze::Done(_) => {
            let to = format!("/packs/{name}?{}", pair("done", Done::PackFrozen.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
        Froze::Before => Err(is_frozen()),
        Froze::Stale => Err(stale()),
    }
}
