//! Where the page's style and script are, and what the site is called from outside.

use std::{sync::Arc, time::Duration};

/// What every page needs to know of the program that serves it.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address of the style sheet.
    pub style: &'static str,
    /// The address of the icon.
    pub icon: &'static str,
    /// The browser bundle of all pages but one, where the program carries it.
    pub bundle: Option<Bundle>,
    /// The browser bundle of a return's grid, where the program carries it.
    pub grid: Option<Bundle>,
    /// How the site is reached from outside, without a slash at its end: `https://outcomes.example.org`.
    pub base_url: Arc<str>,
    /// How long work may take before its page shows its progress.
    pub patience: Duration,
}

impl Site {
    /// Whether it is reached over TLS, so that browsers are required to use nothing else.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// The addresses of a browser bundle.
#[derive(Clone, Copy, Debug)]
pub struct Bundle {
    /// The few lines that start it.
    pub starter: &'static str,
    /// The module that loads the program.
    pub module: &'static str,
    /// The program.
    pub wasm: &'static str,
}
