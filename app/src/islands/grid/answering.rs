//! What came of rows that were sent, put on the page.

use super::{
    row::Row,
    sent::{Outcome, Taken, TakenRow},
    sheet::Sheet,
};
use domain::grid::saved;
use leptos::prelude::document;

/// Puts on the page what came of rows. `sent` is what was sent of each, by its place.
pub(super) fn take(sheet: &Sheet, taken: &Taken, sent: &[(usize, String)]) {
    if let Some(progress) = document().get_element_by_id("progress") {
        progress.set_text_content(Some(&taken.progress));
    }
    let rows: Vec<_> = sheet.rows().into_iter().map(|row| (row.key(), row)).collect();
    let mut refused = 0;
    for one in &taken.rows {
        let Some((_, row)) = rows.iter().find(|(key, _)| *key == one.key) else { continue };
        if is_refused(one.outcome) {
            refused += 1;
        }
        let sent = sent.iter().find(|(place, _)| *place == row.place);
        put(sheet, row, one, sent.map(|(_, typed)| typed));
    }
    sheet.tell(saved::sent(&taken.at, refused));
}

fn put(sheet: &Sheet, row: &Row, one: &TakenRow, sent: Option<&String>) {
    let is_newer = sent.is_some_and(|sent| *sent != row.typed());
    let is_settled = match one.outcome {
        Outcome::Saved => true,
        Outcome::Beside => !sheet.is_changed(row),
        Outcome::Stale | Outcome::Invalid => false,
    };
    if is_settled {
        row.set("seen", &one.seen.map(|seen| seen.to_string()).unwrap_or_default());
        row.set("was", &one.was);
    }
    sheet.know(row, |known| {
        if is_settled {
            (known.refused, known.chosen) = (None, None);
        }
        if one.outcome == Outcome::Stale {
            known.theirs = Some(one.seen);
        }
        if is_refused(one.outcome) {
            known.refused = sent.cloned();
        }
    });
    row.class("wrong", is_refused(one.outcome));
    for boxed in row.boxes() {
        let is_wrong = boxed.column().is_some_and(|column| one.wrong.contains(&column));
        boxed.set_wrong(is_wrong);
    }
    row.show_state(&one.state);
    if !is_newer {
        row.show_told(&one.told);
    }
    sheet.mark(row);
}

fn is_refused(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Stale | Outcome::Invalid)
}
