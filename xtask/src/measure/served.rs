//! What somebody's first visit brings over the wire.

use super::table::Row;
use crate::bench::Server;
use crate::failure::Outcome;
use crate::size;
use std::collections::BTreeSet;

/// The board of the first plan with every file that its page names, as a browser that reads brotli is sent them.
pub(super) fn first_visit() -> Outcome<Row> {
    let server = Server::of_the_first_plan()?;
    let mut bytes = server.answer("/board", "br")?.len();
    let page = server.answer("/board", "identity")?;
    for asset in assets(&String::from_utf8_lossy(&page)) {
        bytes += server.answer(&asset, "br")?.len();
    }
    let measured = size::text(u64::try_from(bytes).unwrap_or(u64::MAX));
    Ok(Row { what: "first visit to the first plan's board, everything included".into(), measured })
}

/// The addresses of files that a page names, each once.
fn assets(page: &str) -> BTreeSet<String> {
    let named = page.split('"').filter(|text| text.starts_with("/assets/"));
    named.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_file_is_named_once() {
        let page = "<link href=\"/assets/a.css\"><script src=\"/assets/b.js\" data-wasm=\"/assets/c.wasm\"></script>\
                    <link href=\"/assets/a.css\"><a href=\"/board\">";
        let found: Vec<_> = super::assets(page).into_iter().collect();
        assert_eq!(found, ["/assets/a.css", "/assets/b.js", "/assets/c.wasm"]);
    }
}
