//! Adding a row for another place or group.

use super::{
    calls, saving,
    sent::{Added, NewRow},
    sheet::Sheet,
};
use leptos::{
    prelude::{document, location},
    task::spawn_local,
};
use std::rc::Rc;

/// Saves what is typed, adds the row that the boxes below the grid name, and goes to it. Where a row cannot be saved none is added: the
/// page says why.
pub(super) fn add(sheet: &Rc<Sheet>) {
    let sheet = Rc::clone(sheet);
    spawn_local(async move {
        saving::saved(&sheet).await;
        if !sheet.changed().is_empty() {
            return;
        }
        let row = NewRow {
            what: held("add-what"),
            area: held("add-area"),
            group: held("add-group"),
            other: held("add-other"),
        };
        match calls::add_row(sheet.of.clone(), row).await {
            Ok(Added::There(address)) => go(&address),
            Ok(Added::Refused(why)) => sheet.tell(why.join(" ")),
            Err(why) => saving::not_saved(&sheet, why),
        }
    });
}

/// What a box below the grid holds.
fn held(id: &str) -> String {
    let boxed = document().get_element_by_id(id).and_then(super::boxed::Boxed::of);
    boxed.map(|boxed| boxed.value()).unwrap_or_default()
}

/// Goes to an address. One that differs from this page's only in the place on the page is loaded anew too.
fn go(address: &str) {
    let here = location();
    let was = here.pathname().and_then(|path| Ok(path + &here.search()?)).unwrap_or_default();
    let is_same = address.split('#').next() == Some(was.as_str());
    // Our own addresses are always ones that lead somewhere.
    let _ = here.set_href(address);
    if is_same {
        let _ = here.reload();
    }
}
