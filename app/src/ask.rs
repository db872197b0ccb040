//! What a request asks: who asks, at what moment, of which plan, year and place, and why it cannot be answered. Knows no page.

/// Addresses that keep what is chosen.
pub(crate) mod address;
/// Looking back to an earlier moment.
pub(crate) mod as_at;
/// What an address chooses.
pub(crate) mod choice;
/// The plan year and the place that an address chooses.
mod chosen;
/// The session's cookie and the browser's.
pub(crate) mod cookie;
/// Who asks, and the record as they may see it.
pub(crate) mod desk;
/// What was just done.
pub(crate) mod done;
/// Why a page cannot be shown.
pub(crate) mod fault;
/// What the path of an address names.
pub(crate) mod named;
/// Passwords.
pub(crate) mod password;
/// The addresses of the site, a type each.
pub mod path;
/// What is known of the program that serves.
pub(crate) mod site;
/// What was typed into a form.
pub(crate) mod typed;
/// A way to ask for something.
pub(crate) mod way;
