//! What people do in a real browser, from the first page to the last.

mod demo;
mod grid;
mod packs;
mod pages;
mod plans;
mod reading;
mod recording;
mod returns;
mod stories;
