//! The command line. Every setting is also an environment variable.

use crate::{
    Failure, account,
    database::DatabaseSettings,
    demo,
    explain::{self, Format},
    export::{self, ExportSettings},
    import::{self, ImportSettings},
    pack::{self, PackCommand},
    plan,
    redact::{self, RedactSettings},
    serve::{self, End},
    visitor::Proxy,
};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use domain::access::Role;
use std::{io::Write, net::SocketAddr, path::PathBuf};
use storage::Record;
use tracing_subscriber::filter::Targets;

/// Records and shows how a children's partnership does against its plan's priorities.
#[derive(Debug, Parser)]
#[command(name = "outcomes", version, about, arg_required_else_help = true)]
pub struct Command {
    /// What to log, as a tracing filter: error, info, debug, or by module such as info,sqlx=debug
    #[arg(long, global = true, value_name = "FILTER", env = "OUTCOMES_LOG", default_value = "info,sqlx=warn", value_parser = filter)]
    log: String,
    #[command(subcommand)]
    what: What,
}

impl Command {
    /// What to log.
    #[must_use]
    pub fn log(&self) -> &str {
        &self.log
    }
}

/// A filter that can be read; one that cannot stops the start.
fn filter(text: &str) -> Result<String, String> {
    text.parse::<Targets>().map(|_| text.to_owned()).map_err(|error| error.to_string())
}

#[derive(Debug, Subcommand)]
enum What {
    /// Serve the pages. An empty record is prepared and given the plan that comes with the program
    Serve(ServeSettings),
    /// Update the database to this version of the program; an up-to-date one is left as it is
    Migrate(DatabaseSettings),
    /// Check, load or export a plan file
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Explain any series: limits, signals, trend and a sentence; needs no record
    Explain {
        /// The figures (CSV): series,date,value or series,period,value, with numerator,denominator,multiplier,lower,upper where known
        figures: PathBuf,
        /// Settings for each series (CSV): series,polarity,target,rebase_dates,fix_after_n,screening,confidence,measure,chart,seasonal,due_days
        #[arg(long, value_name = "FILE")]
        settings: Option<PathBuf>,
        /// The day by which series are late, such as 2021-03-31; without it none is
        #[arg(long, value_name = "DATE")]
        today: Option<NaiveDate>,
        /// Forecast so many quarters after the last value of each series
        #[arg(long, value_name = "N")]
        forecast: Option<usize>,
        /// Print a line with a JSON object for each series
        #[arg(long)]
        json: bool,
    },
    /// Import a file of figures, all or nothing; importing the same file again changes nothing
    Import {
        #[command(flatten)]
        import: ImportSettings,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Export figures as files: for other programs, for the DfE, or for people
    Export {
        #[command(flatten)]
        settings: ExportSettings,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// List and freeze packs for meetings, and write their files
    #[command(subcommand)]
    Pack(PackCommand),
    /// Remove a text that names a child from everything that was ever recorded; without --yes, only say what would go
    Redact {
        #[command(flatten)]
        settings: RedactSettings,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Invite people
    #[command(subcommand)]
    Account(AccountCommand),
    /// Fill a record with illustrative figures, targets and people; refused if the record has figures from partners
    Demo {
        #[command(flatten)]
        database: DatabaseSettings,
    },
}

#[derive(Debug, Subcommand)]
enum PlanCommand {
    /// Load a plan file into the record, all or nothing; loading the same file again changes nothing
    Load {
        /// The plan file (TOML)
        file: PathBuf,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Export a plan as a plan file; loading it again changes nothing
    Export {
        /// The short name (slug) of the plan; if not given, the plan that the pages show
        #[arg(long, value_name = "SLUG")]
        plan: Option<String>,
        /// The file to write; if not given, standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// List every fault in a plan file with its line and column, without changing the record
    Check {
        /// The plan file (TOML)
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// Invite somebody to a role in an organisation, and print the link to send them; it works once, within seven days
    Invite {
        /// Their email address
        email: String,
        /// viewer, analyst, approver, "plan lead" or administrator
        #[arg(long, value_parser = role)]
        role: Role,
        /// The organisation, by its name or short name
        #[arg(long, value_name = "NAME")]
        organisation: String,
        #[command(flatten)]
        place: Place,
    },
    /// Print a link for the first administrator, if no administrator has an account yet
    First {
        #[command(flatten)]
        place: Place,
    },
}

/// Where the record is, and where its site is reached.
#[derive(Clone, Debug, Args)]
struct Place {
    #[command(flatten)]
    database: DatabaseSettings,
    /// The public address of the site, with which the link begins
    #[arg(long, value_name = "URL", env = "OUTCOMES_BASE_URL", default_value = "http://127.0.0.1:3000")]
    base_url: String,
}

/// A role by its word; `plan-lead` will do for the one of two words.
fn role(text: &str) -> Result<Role, String> {
    Role::parse(&text.to_lowercase().replace('-', " ")).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| format!("\"{role}\"")).collect();
        format!("the roles are {}", known.join(", "))
    })
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub(crate) struct ServeSettings {
    #[command(flatten)]
    database: DatabaseSettings,
    /// The address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT", env = "OUTCOMES_LISTEN", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// How the site is reached from outside, such as <https://outcomes.example.org>; http://ADDRESS:PORT when not given
    #[arg(long, value_name = "URL", env = "OUTCOMES_BASE_URL")]
    base_url: Option<String>,
    /// Believe the header X-Forwarded-For about where requests come from: only behind a proxy that sets it
    #[arg(long, env = "OUTCOMES_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Stop when standard input ends too, so that the server ends with the program that started it
    #[arg(long, hide = true)]
    until_input_ends: bool,
}

/// Runs a command to its end.
///
/// # Errors
/// What stopped it, in a sentence.
pub async fn run(command: Command) -> Result<(), Failure> {
    match command.what {
        What::Serve(settings) => {
            let base_url = settings.base_url.as_deref().map(serve::base_url).transpose()?;
            let record = ready(&settings.database).await?;
            let proxy = if settings.behind_proxy { Proxy::Trusted } else { Proxy::None };
            let end = if settings.until_input_ends { End::AskedOrInputEnds } else { End::Asked };
            let served = serve::serve(record.clone(), settings.listen, base_url, proxy, end).await;
            record.close().await;
            served
        }
        What::Migrate(settings) => {
            let record = Record::open_or_make(settings.address()).await?;
            record.migrate().await?;
            println!("{}: the record is ready for this version of the program", record.engine().await?);
            record.close().await;
            Ok(())
        }
        What::Explain { figures, settings, today, forecast, json } => {
            let format = if json { Format::Json } else { Format::Text };
            let asked = explain::Asked { today, forecast };
            let said = explain::explain(&figures, settings.as_deref(), asked, format)?;
            // A reader that has seen enough, such as head, is no failure of ours.
            let _ = std::io::stdout().write_all(said.as_bytes());
            Ok(())
        }
        What::Import { import, database } => import::run(&import, database.address()).await,
        What::Export { settings, database } => {
            let record = Record::open(database.address()).await?;
            record.check_ready().await?;
            let exported = export::export(&record, &settings).await;
            record.close().await;
            exported
        }
        What::Pack(command) => pack::run(&command).await,
        What::Redact { settings, database } => redact::run(&settings, database.address()).await,
        What::Account(command) => run_account(command).await,
        What::Demo { database } => {
            let record = Record::open_or_make(database.address()).await?;
            record.make_ready().await?;
            println!("{}", demo::fill(&record).await?);
            record.close().await;
            Ok(())
        }
        What::Plan(PlanCommand::Check { file }) => {
            println!("{}", plan::summary(&plan::read(&file)?));
            Ok(())
        }
        What::Plan(PlanCommand::Export { plan, out, database }) => {
            let record = Record::open(database.address()).await?;
            record.check_ready().await?;
            let written = plan::export(&record, plan.as_deref(), out.as_deref()).await;
            record.close().await;
            written
        }
        What::Plan(PlanCommand::Load { file, database }) => {
            let read = plan::read(&file)?;
            let record = Record::open(database.address()).await?;
            record.check_ready().await?;
            println!("{}", plan::summary(&read));
            println!("{}", plan::changes(plan::load(&record, &read).await?));
            if let Some(other) = plan::shown_instead(&record, &read).await? {
                println!("The pages still show {other}, which began later.");
            }
            record.close().await;
            Ok(())
        }
    }
}

/// Runs a command about people.
async fn run_account(command: AccountCommand) -> Result<(), Failure> {
    match command {
        AccountCommand::Invite { email, role, organisation, place } => {
            let base_url = serve::base_url(&place.base_url)?;
            let record = Record::open(place.database.address()).await?;
            record.check_ready().await?;
            println!("{}", account::invite(&record, &base_url, &email, role, &organisation).await?);
            record.close().await;
        }
        AccountCommand::First { place } => {
            let base_url = serve::base_url(&place.base_url)?;
            let record = ready(&place.database).await?;
            if let Some(said) = account::first(&record, &base_url).await? {
                println!("{said}");
            }
            record.close().await;
        }
    }
    Ok(())
}

/// The record, ready to serve: an empty database is made one and given the first plan; one that holds anything must have
/// been migrated by whoever looks after it.
async fn ready(settings: &DatabaseSettings) -> Result<Record, Failure> {
    let record = Record::open_or_make(settings.address()).await?;
    record.make_ready().await?;
    if let Some(loaded) = plan::load_first(&record).await?.filter(|loaded| loaded.added > 0) {
        println!(
            "The record was empty, so the plan that comes with the program was {}",
            plan::changes(loaded)
        );
    }
    Ok(record)
}
