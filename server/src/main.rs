//! `outcomes`: the priority outcomes tracking dashboard of a children's partnership.

use clap::Parser;
use outcomes::command::{Command, run};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("OUTCOMES_LOG")
                .unwrap_or_else(|_| "info,sqlx=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(Command::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("outcomes: {failure}");
            ExitCode::FAILURE
        }
    }
}
