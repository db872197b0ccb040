//! `outcomes`: the priority outcomes tracking dashboard of a children's partnership.

use clap::Parser;
use outcomes::command::{Command, run};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    tracing_subscriber::fmt()
        // What that layer would trace is the whole address, and a link's address lets somebody in.
        .with_env_filter(EnvFilter::new(format!("{},tower_http::csrf=off", command.log())))
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
