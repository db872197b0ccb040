//! What a request asks: who asks, at what moment, about which plan, year and place, and why it cannot be answered. Knows no page.
//!
//! The browser uses only its addresses, since islands link too.

/// Addresses that keep what is chosen.
#[cfg(feature = "ssr")]
pub(crate) mod address;
/// Looking back to an earlier moment.
#[cfg(feature = "ssr")]
pub(crate) mod as_at;
/// What an address chooses.
#[cfg(feature = "ssr")]
pub(crate) mod choice;
/// The plan year and the place that an address chooses.
#[cfg(feature = "ssr")]
mod chosen;
/// The session's cookie and the browser's.
#[cfg(feature = "ssr")]
pub(crate) mod cookie;
/// Who asks, and the record as they may see it.
#[cfg(feature = "ssr")]
pub(crate) mod desk;
/// What was just done.
#[cfg(feature = "ssr")]
pub(crate) mod done;
/// Why a page cannot be shown.
#[cfg(feature = "ssr")]
pub(crate) mod fault;
/// What the path of an address names.
#[cfg(feature = "ssr")]
pub(crate) mod named;
/// Passwords.
#[cfg(feature = "ssr")]
pub(crate) mod password;
/// The addresses of the site, a type each.
pub mod path;
/// What reads files and documents for a redaction.
#[cfg(feature = "ssr")]
pub(crate) mod readers;
/// What is known of the program that serves.
#[cfg(feature = "ssr")]
pub(crate) mod site;
/// What was typed into a form.
#[cfg(feature = "ssr")]
pub(crate) mod typed;
/// A way to ask for something.
#[cfg(feature = "ssr")]
pub(crate) mod way;
