//! `outcomes`: the priority outcomes tracking dashboard of a children's partnership.

use clap::Parser;
use outcomes::command::{Command, run};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(command.log()))
        .with_writer(std::io::stderr)
        .init();
    match run(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("outcomes: {failure}");
            ExitCode::FAILURE
        }
    }
}
