//! Illustrative figures, targets and people, to show what the program does. All of it is made up, and every page says so.

use crate::{Failure, chance, clock, plan};
use domain::{
    access::{Role, Visitor},
    area::{AreaCode, Level},
    figure::{Approval, Figure, Measured, Origin, Reading, Status},
    indicator::{Indicator, Measure},
    outline::Outline,
    period::{Kind, Period},
    series::{Breakdown, Series},
    target::{Aim, Target},
};
use std::fmt::Write;
use storage::{
    AsAt, Record,
    account::{self, Accepted, Accepting, Entering, Invited, Secret},
};

/// So many quarters are filled.
const QUARTERS: usize = 12;

/// Fills a record with illustrative figures, and says what it did and how to sign in.
pub(crate) async fn fill(record: &Record) -> Result<String, Failure> {
    plan::load_first(record).await?;
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let Some(outline) = storage::outline::current(&desk, clock::today()).await? else {
        return Ok("The record holds no plan to illustrate.".to_owned());
    };
    let (figures, targets) = (figures(&outline), targets(&outline));
    let loaded = storage::plan::load_demonstration(&desk, &outline, &figures, &targets, clock::now).await?;
    let mut said = format!(
        "{} figures and {} targets, all illustrative ({} rows). These people can sign in:\n",
        figures.len(),
        targets.len(),
        loaded.added
    );
    for role in Role::ALL {
        let (email, password) = person(record, &outline, *role).await?;
        let _ = writeln!(said, "  {:<14} {email}  {password}", role.as_str());
    }
    said.push_str("The passwords are made anew for each demonstration, and stand nowhere else.");
    Ok(said)
}

/// The indicators that partners count by quarter.
fn counted(outline: &Outline) -> impl Iterator<Item = &Indicator> {
    let is_counted = |indicator: &&Indicator| {
        (indicator.origin, indicator.measure, indicator.frequency)
            == (Origin::Partner, Measure::Count, Kind::FinancialQuarter)
    };
    outline.indicators.iter().filter(is_counted)
}

/// The plan's first quarters.
fn quarters(outline: &Outline) -> Vec<Period> {
    let Some(first) = outline.years.first().map(|year| year.first) else { return Vec::new() };
    let until = first.checked_add_months(chrono::Months::new(48)).unwrap_or(first);
    Period::between(Kind::FinancialQuarter, first, until).into_iter().take(QUARTERS).collect()
}

fn figures(outline: &Outline) -> Vec<Figure> {
    let districts: Vec<_> =
        outline.areas.iter().filter(|area| area.level == Level::District).map(|area| &area.code).collect();
    let periods = quarters(outline);
    let mut figures = Vec::new();
    for (which, indicator) in counted(outline).enumerate() {
        for (time, period) in periods.iter().enumerate() {
            let is_last = time + 1 == periods.len();
            let mut all = 0;
            for (place, district) in districts.iter().enumerate() {
                let count = made_up(which, time, place);
                all += count;
                figures.push(figure(indicator, district, Breakdown::Total, *period, count, is_last));
            }
            if districts.is_empty() {
                all = 5 * made_up(which, time, 0);
            }
            let area = &outline.plan.area;
            figures.push(figure(indicator, area, Breakdown::Total, *period, all, is_last));
            let female = all * (58 + u32::try_from(time % 5).unwrap_or(0)) / 100;
            for (category, count) in [("Female", female), ("Male", all - female)] {
                let group =
                    Breakdown::Category { dimension: "sex".to_owned(), category: category.to_owned() };
                figures.push(figure(indicator, area, group, *period, count, is_last));
            }
        }
    }
    figures
}

/// A count that looks like one: a level for each place, the seasons, a slow rise, and some noise that is always the same.
fn made_up(which: usize, time: usize, place: usize) -> u32 {
    const LEVELS: [u32; 7] = [31, 42, 24, 22, 18, 27, 35];
    const SEASONS: [u32; 4] = [3, 0, 5, 7];
    let number = |value: usize| u32::try_from(value).unwrap_or(0);
    let noise = number((time * 37 + place * 53 + which * 71 + time * place * 11) % 9);
    let level = LEVELS.get(place % LEVELS.len()).copied().unwrap_or(20);
    let season = SEASONS.get(time % 4).copied().unwrap_or(0);
    level * (2 + number(which)) / 2 + season + number(time) * (2 - number(which % 2)) / 2 + noise
}

fn figure(
    indicator: &Indicator,
    area: &AreaCode,
    breakdown: Breakdown,
    period: Period,
    count: u32,
    is_last: bool,
) -> Figure {
    let reading = Measured::new(indicator.measure, indicator.decimals, Some(f64::from(count)), None, None);
    Figure {
        series: Series { indicator: indicator.slug.clone(), area: area.clone(), breakdown },
        period,
        // A whole number from nothing up is always a count.
        reading: reading.map_or(Reading::Absent(domain::figure::Absence::NotAvailable), Reading::Value),
        status: if is_last { Status::Provisional } else { Status::Final },
        origin: Origin::Partner,
        approval: if is_last { Approval::Submitted } else { Approval::Approved },
        note: Some("Illustrative: made up.".to_owned()),
    }
}

/// Targets for the last quarters of what partners count, and for the next period of what is better lower.
fn targets(outline: &Outline) -> Vec<Target> {
    let area = &outline.plan.area;
    let series = |indicator: &Indicator| Series {
        indicator: indicator.slug.clone(),
        area: area.clone(),
        breakdown: Breakdown::Total,
    };
    let quarters = quarters(outline);
    let counted = counted(outline).flat_map(|indicator| {
        let last = quarters.iter().rev().take(4);
        last.map(move |period| Target {
            series: series(indicator),
            period: *period,
            aim: Aim::Range(200.0, 260.0),
        })
    });
    counted.collect()
}

/// Somebody in a role, with a password that is made for them.
async fn person(record: &Record, outline: &Outline, role: Role) -> Result<(String, String), Failure> {
    let owner = counted(outline).next().map(|indicator| &indicator.owner);
    let organisation = match role {
        Role::Analyst | Role::Approver => owner.or(outline.partners.first()),
        Role::Viewer | Role::PlanLead | Role::Administrator => outline.partners.first(),
    };
    let organisation = organisation.map(ToString::to_string).unwrap_or_default();
    let email = format!("{}@demo.example", role.as_str().replace(' ', "-"));
    let password =
        format!("demo-{}", Secret::new(chance::bytes()).text().chars().take(16).collect::<String>());
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let link = Secret::new(chance::bytes());
    if let Invited::Linked(_) = account::invite(&desk, &email, role, &organisation, &link, clock::now).await?
    {
        let hash = app::hash_password(password.clone()).await.ok_or(Failure::Password)?;
        let name = format!("Illustrative {role}");
        let accepting = Accepting { email: &email, name: &name, password: &hash };
        let entering = Entering {
            session: Secret::new(chance::bytes()),
            browser: Secret::new(chance::bytes()),
            before: [None, None],
            browser_name: "the demonstration".to_owned(),
        };
        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await?;
        if account::accept(&stranger, &link, accepting, &entering, clock::now).await? == Accepted::Gone {
            return Err(Failure::Password);
        }
    }
    Ok((email, password))
}
