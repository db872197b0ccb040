//! What a person sees and does: pages, made on the server, and the islands that the browser brings to life.
//!
//! Every page is an axum handler that reads the record through a desk, builds a value of `domain` and prints it with a
//! Leptos view. In the browser this crate is its islands, and the addresses that they lead to.

/// What the browser brings to life.
pub mod islands;

mod ask;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod shell;

pub use ask::path;
#[cfg(feature = "ssr")]
pub use ask::{
    cookie::Cookie,
    desk::{Chance, Clock, Now, Who},
    password::hash_password,
    readers::readers,
    site::{Bundle, Site},
    way::{Need, Sends, Way},
};
#[cfg(feature = "ssr")]
pub use routes::{router, ways};
#[cfg(feature = "ssr")]
pub use shell::error::{broken, forged};
