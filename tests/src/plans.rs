//! Plans to load.

use chrono::{DateTime, Utc};
use domain::{access::Visitor, plan_file, plan_file::PlanFile};
use storage::{AsAt, Desk, Record};

/// The first plan's file.
pub const OXFORDSHIRE: &str = include_str!("../../plans/oxfordshire-2018-21.toml");

/// A quite different plan: another area, other years, two indicators, one of them recorded by partners.
pub const RUTLAND: &str = include_str!("../plans/rutland-2022-24.toml");

/// The plan year that [`with_a_year_to_come`] adds.
pub const YEAR_TO_COME: &str = "2098-99";

/// The same plan file with a plan year that begins long after every test.
///
/// # Panics
/// When the text is no plan file with a focus area.
#[must_use]
pub fn with_a_year_to_come(text: &str) -> String {
    let (years, rest) = text.split_once("[[focus-area]]").expect("a focus area");
    format!(
        "{years}[[year]]\nslug = \"{YEAR_TO_COME}\"\nfirst = 2098-04-01\nlast = 2099-03-31\n\n[[focus-area]]{rest}"
    )
}

/// A moment in whole seconds.
///
/// # Panics
/// When the text is no moment.
#[must_use]
pub fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment such as 2026-11-23T09:00:00Z")
}

/// A plan file read.
///
/// # Panics
/// When it has a fault.
#[must_use]
pub fn read(text: &str) -> PlanFile {
    plan_file::read(text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The record as whoever runs the program sees it now.
///
/// # Panics
/// When the engine fails.
pub async fn operator(record: &Record) -> Desk {
    record.desk(Visitor::Operator, AsAt::Now).await.expect("a desk")
}

/// The plan as a desk sees it, on the day of these tests.
///
/// # Panics
/// When there is none, or the engine fails.
pub async fn outline(desk: &Desk) -> std::sync::Arc<domain::outline::Outline> {
    let today = moment("2026-11-23T09:00:00Z").date_naive();
    storage::outline::current(desk, today).await.expect("a readable record").expect("a plan")
}

/// Loads a plan at a moment.
///
/// # Panics
/// When the plan has a fault or the engine fails.
pub async fn load(record: &Record, text: &str, at: &str) -> storage::plan::Loaded {
    let plan = read(text);
    let desk = operator(record).await;
    storage::plan::load_file(&desk, &plan, || moment(at)).await.expect("a loaded plan")
}

/// A plan of a number of indicators, each with ten annual figures for three areas.
///
/// # Panics
/// Never: the text is made here.
#[must_use]
pub fn of_indicators(count: usize) -> String {
    use std::fmt::Write;
    let head = RUTLAND.split("[[indicator]]").next().unwrap_or_default();
    let mut text = head.to_owned();
    for number in 0..count {
        let _ = write!(
            text,
            "\n[[indicator]]\nslug = \"indicator-{number}\"\nname = \"Indicator {number}\"\nmeasure = \"percentage\"\n\
             unit = \"pupils\"\ndecimals = 1\npolarity = \"higher\"\nfrequency = \"academic year\"\nowner = \"council\"\n\
             origin = \"published\"\nbasis = \"where the child goes to school\"\nsource = \"Made for a test\"\n\
             [[indicator.definition]]\nfrom = 2010-09-01\ntiming = \"flow\"\ntext = \"Made for a test.\"\n\
             [[indicator.placement]]\nfocus-area = \"start-well\"\npriority = \"ready-for-school\"\n"
        );
        for area in ["E06000017", "E12000004", "E92000001"] {
            let _ = write!(
                text,
                "\n[[series]]\nindicator = \"indicator-{number}\"\narea = \"{area}\"\n[series.figures]\n"
            );
            for year in 2013..2023 {
                let value = 40.0 + f64::from((year * 7 + number as i32) % 200) / 10.0;
                let _ = writeln!(text, "\"{year}/{:02}\" = {value:.1}", (year + 1) % 100);
            }
        }
    }
    text
}
