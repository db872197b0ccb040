//! What the grid asks of the server: functions with typed arguments and a typed answer. They do what sending the form does,
//! by the same rules; the addresses are fixed, and each is in the table of routes with what it needs of the visitor.

use super::{
    client::{Caller, Unanswered},
    sent::{Added, Answer, Chosen, NewRow, Of, SentRow},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// Saves rows of a return.
#[server(prefix = "/fn", endpoint = "save-rows", input = Json, output = Json, client = Caller)]
pub(crate) async fn save_rows(of: Of, rows: Vec<SentRow>) -> Result<Answer, Unanswered> {
    crate::pages::returns::calls::save_rows(of, rows).await
}

/// Saves one row, with the choice between two people's figures.
#[server(prefix = "/fn", endpoint = "choose", input = Json, output = Json, client = Caller)]
pub(crate) async fn choose(of: Of, row: SentRow, chosen: Chosen) -> Result<Answer, Unanswered> {
    crate::pages::returns::calls::choose(of, row, chosen).await
}

/// Adds a row for another place or group.
#[server(prefix = "/fn", endpoint = "add-row", input = Json, output = Json, client = Caller)]
pub(crate) async fn add_row(of: Of, row: NewRow) -> Result<Added, Unanswered> {
    crate::pages::returns::calls::add_row(of, row).await
}
