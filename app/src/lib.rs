//! What a person sees and does: pages, made on the server, and the islands that the browser brings to life.
//!
//! Every page is an axum handler that reads the record through a desk, builds a value of `domain` and prints it with a
//! Leptos view. In the browser this crate is its islands alone.

/// What the browser brings to life.
pub mod islands;

#[cfg(feature = "ssr")]
mod as_at;
#[cfg(feature = "ssr")]
mod choice;
#[cfg(feature = "ssr")]
mod cookie;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
mod done;
#[cfg(feature = "ssr")]
mod fault;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod markdown;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod password;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
mod slow;

#[cfg(feature = "ssr")]
pub use cookie::{Cookie, read as read_cookie};
#[cfg(feature = "ssr")]
pub use desk::{Chance, Clock, Now, Who, day_in_london};
#[cfg(feature = "ssr")]
pub use fault::{broken, forged};
#[cfg(feature = "ssr")]
pub use password::hash_password;
#[cfg(feature = "ssr")]
pub use routes::{Need, Way, router, ways};
#[cfg(feature = "ssr")]
pub use site::{Bundle, Site};
