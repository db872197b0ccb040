//! Saving: rows are sent as they are left, one call at a time.

use super::{
    answering, calls,
    client::Unanswered,
    note::Note,
    row::Row,
    sent::Answer,
    sheet::{Saving, Sheet, Source},
};
use leptos::{leptos_dom::helpers::set_timeout_with_handle, task::spawn_local};
use std::{rc::Rc, time::Duration};

/// How long after a row is left it is saved.
const SOON: Duration = Duration::from_millis(250);

/// How long after a call that did not arrive it is tried again.
const LATER: Duration = Duration::from_secs(15);

/// Saves soon.
pub(super) fn soon(sheet: &Rc<Sheet>) {
    after(sheet, SOON);
    sheet.tell_again();
}

/// Saves after some time; what was to be saved before that waits along.
pub(super) fn after(sheet: &Rc<Sheet>, wait: Duration) {
    stop_waiting(sheet);
    let again = Rc::clone(sheet);
    let handle = set_timeout_with_handle(move || save(&again), wait);
    sheet.timer.replace(handle.ok());
}

fn stop_waiting(sheet: &Sheet) {
    if let Some(timer) = sheet.timer.take() {
        timer.clear();
    }
}

/// Saves every row that changed.
pub(super) fn save(sheet: &Rc<Sheet>) {
    let sheet = Rc::clone(sheet);
    spawn_local(async move { saved(&sheet).await });
}

/// Saves every row that changed, and says when it is done.
pub(super) async fn saved(sheet: &Rc<Sheet>) {
    stop_waiting(sheet);
    loop {
        if matches!(sheet.saving.get(), Saving::Busy | Saving::Again) {
            sheet.saving.set(Saving::Again);
            return;
        }
        sheet.keep();
        let waiting: Vec<_> = sheet.changed().into_iter().filter(|row| is_to_send(sheet, row)).collect();
        if waiting.is_empty() || sheet.saving.get() == Saving::Stopped {
            return sheet.tell_again();
        }
        if sheet.source == Source::File {
            return sheet.tell("Nothing of the file is saved until you press Save.");
        }
        sheet.saving.set(Saving::Busy);
        sheet.tell("Saving…");
        let is_whole = send(sheet, waiting).await;
        let is_again = sheet.saving.get() == Saving::Again || is_whole == Sent::InPart;
        if sheet.saving.get() != Saving::Stopped {
            sheet.saving.set(Saving::Idle);
        }
        sheet.keep();
        if !is_again {
            return;
        }
    }
}

/// Whether a row is to be sent: not what was refused already, before it is changed.
fn is_to_send(sheet: &Sheet, row: &Row) -> bool {
    sheet.known(row).refused != Some(row.typed())
}

/// How much of what waited was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    Whole,
    InPart,
}

/// Sends rows and takes in what came of them. One in which somebody chose goes first and by itself.
async fn send(sheet: &Rc<Sheet>, rows: Vec<Row>) -> Sent {
    let chosen = rows.iter().find_map(|row| Some((row, sheet.known(row).chosen?)));
    let first = chosen.map_or(rows.as_slice(), |(row, _)| std::slice::from_ref(row));
    let sent: Vec<_> = first.iter().map(|row| (row.place, row.typed())).collect();
    let answer = match chosen {
        Some((row, chosen)) => calls::choose(sheet.of.clone(), sheet.sent(row), chosen).await,
        None => {
            let rows = rows.iter().map(|row| sheet.sent(row)).collect();
            calls::save_rows(sheet.of.clone(), rows).await
        }
    };
    match answer {
        Ok(Answer::Taken(taken)) => {
            answering::take(sheet, &taken, &sent);
            return if sent.len() < rows.len() { Sent::InPart } else { Sent::Whole };
        }
        Ok(Answer::Locked(why)) => {
            sheet.saving.set(Saving::Stopped);
            sheet.tell(format!("Not saved. {why}"));
        }
        Err(why) => not_saved(sheet, why),
    }
    Sent::Whole
}

/// Says why nothing was saved. What was typed is kept, and sent again where that may help.
pub(super) fn not_saved(sheet: &Rc<Sheet>, why: Unanswered) {
    match why {
        Unanswered::Status(401) => {
            sheet.saving.set(Saving::Stopped);
            return sheet.tell(Note::SignIn);
        }
        Unanswered::Status(status) => sheet.tell(format!(
            "Not saved: the server answered {status}. It is kept in this browser and tried again."
        )),
        Unanswered::NoConnection => {
            sheet.tell(
                "Not saved: there is no connection. It is kept in this browser and sent when there is one.",
            );
        }
    }
    after(sheet, LATER);
}
