//! Which record a command works on.

use clap::Args;

/// Where the record is.
#[derive(Clone, Debug, Args)]
pub(crate) struct DatabaseSettings {
    /// The database: sqlite://FILE or postgres://USER@HOST/NAME
    #[arg(
        long,
        value_name = "URL",
        env = "OUTCOMES_DATABASE",
        default_value = "sqlite://data/outcomes.db",
        hide_env_values = true
    )]
    database: String,
}

impl DatabaseSettings {
    /// Its address.
    pub(crate) fn address(&self) -> &str {
        &self.database
    }
}
