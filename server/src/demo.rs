//! Illustrative figures, targets and people, to show what the program does. All of it is made up, and every page says so.

mod meetings;
mod story;

use crate::{Failure, chance, clock, plan};
use chrono::{Datelike, Months};
use domain::{
    access::{Role, Visitor},
    area::{AreaCode, Level},
    change_note::{ChangeNote, Effect, Kind as ChangeKind},
    figure::{Approval, Figure, Measured, Origin, Reading, Status},
    indicator::{Indicator, Measure},
    neighbours::set_on,
    number,
    outline::Outline,
    period::{Kind, Period},
    plan::{Standing, standing},
    returns::{Return, Step, quarter_of},
    series::{self, Breakdown, Series},
    slug::Slug,
    target::{Aim, Target},
};
use std::fmt::Write;
use storage::{
    AsAt, Desk, Record,
    account::{self, Accepted, Accepting, Entering, Invited, RoleChange, Secret},
    plan::Demonstration,
};

/// How many quarters are filled before the plan, and in it.
const QUARTERS_BEFORE: u32 = 12;
const QUARTERS: usize = 24;
/// After how many quarters the first indicator is recorded in another way, so that its series breaks.
const BREAK_AFTER: usize = 10;

/// Fills a record with illustrative figures, and says what it did and how to sign in.
pub(crate) async fn fill(record: &Record) -> Result<String, Failure> {
    plan::load_first(record).await?;
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let Some(outline) = storage::outline::current(&desk, clock::today()).await? else {
        return Ok("The record has no plan to illustrate.".to_owned());
    };
    let mut figures = figures(&outline);
    figures.extend(neighbours(&desk, &outline).await?);
    let targets = targets(&outline);
    let made_up = Demonstration { figures, targets, notes: notes(&outline) };
    let told = meetings::hold(record, &outline, &made_up).await?;
    returns(record, &outline).await?;
    let mut said = format!(
        "{} figures, {} targets and {} change notes, and {told}, all illustrative. These people can sign in:\n",
        made_up.figures.len(),
        made_up.targets.len(),
        made_up.notes.len(),
    );
    for role in Role::ALL {
        let (email, password) = person(record, &outline, *role).await?;
        let _ = writeln!(said, "  {:<14} {email}  {password}", role.as_str());
    }
    said.push_str("The passwords are new for each demonstration and are not shown anywhere else.");
    Ok(said)
}

/// Returns begin near the plan's end: one is approved, one is handed in, and others are due still.
async fn returns(record: &Record, outline: &Outline) -> Result<(), Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let Some(last) = quarters(outline).last().copied() else { return Ok(()) };
    let quarters: Vec<_> =
        [last.first(), last.last() + chrono::Days::new(1)].into_iter().filter_map(quarter_of).collect();
    if let Some(first) = quarters.first() {
        storage::returns::set_start(&desk, &outline.plan.slug, first, None, clock::now).await?;
    }
    let Some((indicator, quarter)) = counted(outline).next().zip(quarters.last()) else { return Ok(()) };
    let of = Return { organisation: indicator.owner.clone(), quarter: *quarter };
    storage::returns::hand_in_rows(&desk, &of, Step::Submit, &[], clock::now).await?;
    Ok(())
}

/// The indicators that partners count by quarter.
fn counted(outline: &Outline) -> impl Iterator<Item = &Indicator> {
    let is_counted = |indicator: &&Indicator| {
        (indicator.origin, indicator.measure, indicator.frequency)
            == (Origin::Partner, Measure::Count, Kind::FinancialQuarter)
    };
    outline.indicators.iter().filter(is_counted)
}

/// The plan's quarters, and as many years of quarters before it.
fn quarters(outline: &Outline) -> Vec<Period> {
    let Some(start) = outline.years.first().map(|year| year.first) else { return Vec::new() };
    let first = start.checked_sub_months(Months::new(3 * QUARTERS_BEFORE)).unwrap_or(start);
    let until = first.checked_add_months(Months::new(12 * 12)).unwrap_or(first);
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
            // The second is still due for its last quarter, so that there is a return to fill.
            if is_last && which == 1 {
                continue;
            }
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
/// The first indicator counts more from its break on, and rises in its last quarters; the second goes on as it was.
fn made_up(which: usize, time: usize, place: usize) -> u32 {
    const LEVELS: [u32; 7] = [31, 42, 24, 22, 18, 27, 35];
    const SEASONS: [u32; 4] = [1, 0, 2, 3];
    let number = |value: usize| u32::try_from(value).unwrap_or(0);
    let noise = number((time * 37 + place * 53 + which * 71 + time * place * 11) % 13);
    let level = LEVELS.get(place % LEVELS.len()).copied().unwrap_or(20);
    let season = SEASONS.get(time % 4).copied().unwrap_or(0);
    let more = match which {
        0 if time >= QUARTERS - 2 => 19,
        0 if time >= BREAK_AFTER => 6,
        _ => 0,
    };
    level * (2 + number(which)) / 2 + season + more + noise
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
        explanation: None,
        note: Some("Illustrative: made up.".to_owned()),
    }
}

/// The first indicator is recorded in another way from a quarter on.
fn notes(outline: &Outline) -> Vec<ChangeNote> {
    let from = quarters(outline).get(BREAK_AFTER).map(Period::first);
    let Some((on, indicator)) = from.zip(counted(outline).next()) else { return Vec::new() };
    let Ok(slug) = Slug::new("illustrative-recording-change") else { return Vec::new() };
    vec![ChangeNote {
        slug,
        indicator: indicator.slug.clone(),
        on,
        kind: ChangeKind::RecordingChange,
        effect: Effect::Breaks,
        text: "Illustrative: from this quarter on reports made to schools are counted too.".to_owned(),
        source: "Made up".to_owned(),
    }]
}

/// Figures of the area's statistical neighbours, for the first published percentage: around the area's own.
async fn neighbours(desk: &Desk, outline: &Outline) -> Result<Vec<Figure>, Failure> {
    let is_compared = |indicator: &&Indicator| {
        (indicator.origin, indicator.measure) == (Origin::Published, Measure::Percentage)
    };
    let Some(indicator) = outline.indicators.iter().find(is_compared) else { return Ok(Vec::new()) };
    let known = storage::figure::of_indicator(desk, indicator).await?;
    let mut figures = Vec::new();
    for own in series::of(&known, &indicator.slug, &outline.plan.area) {
        let set = set_on(&outline.neighbour_sets, &outline.plan.area, own.period.last());
        let Some((set, value)) = set.zip(own.reading.value()) else { continue };
        for (place, area) in set.neighbours.iter().enumerate() {
            let times = 0.82 + 0.04 * ((place * 7 + own.period.first().year() as usize * 3) % 11) as f64;
            let value = number::rounded(value * times, indicator.decimals).min(100.0);
            let reading = Measured::new(indicator.measure, indicator.decimals, Some(value), None, None);
            // A share of a percentage from nothing to 100 is always one.
            let Ok(reading) = reading.map(Reading::Value) else { continue };
            figures.push(Figure {
                series: Series {
                    indicator: indicator.slug.clone(),
                    area: area.clone(),
                    breakdown: Breakdown::Total,
                },
                period: own.period,
                reading,
                status: Status::Final,
                origin: Origin::Published,
                approval: Approval::Approved,
                explanation: None,
                note: Some("Illustrative: made up.".to_owned()),
            });
        }
    }
    Ok(figures)
}

/// Targets: for what partners count, a range for each quarter of the plan; for three published indicators, a value for each
/// plan year. Some of these are met, some nearly and some missed.
fn targets(outline: &Outline) -> Vec<Target> {
    let area = &outline.plan.area;
    let series = |indicator: &Indicator| Series {
        indicator: indicator.slug.clone(),
        area: area.clone(),
        breakdown: Breakdown::Total,
    };
    let quarters = quarters(outline);
    let counted = counted(outline).flat_map(|indicator| {
        let own = quarters.iter().skip(QUARTERS_BEFORE as usize);
        own.map(move |period| Target {
            series: series(indicator),
            period: *period,
            aim: Aim::Range(200.0, 260.0),
        })
    });
    let published = VALUES.iter().flat_map(|(name, values)| {
        let indicator = outline.indicator_named(name);
        let years = outline.years.iter().zip(values);
        years.filter_map(move |(year, value)| {
            let indicator = indicator?;
            let from = year.first.checked_sub_months(Months::new(12)).unwrap_or(year.first);
            let periods = Period::between(indicator.frequency, from, year.last + Months::new(12));
            let is_its = |period: &Period| standing(&outline.years, period) == Standing::In(year);
            let period = periods.into_iter().find(is_its)?;
            Some(Target { series: series(indicator), period, aim: Aim::Value(*value) })
        })
    });
    counted.chain(published).collect()
}

/// Made-up targets of published indicators, for the plan's years.
const VALUES: [(&str, [f64; 3]); 3] = [
    ("attainment-8", [47.0, 48.5, 50.0]),
    ("severe-absence-secondary", [1.55, 1.45, 1.35]),
    ("suspensions", [4.6, 3.8, 3.0]),
];

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
    // The analyst and the approver are given that role for all that partners count here.
    if matches!(role, Role::Analyst | Role::Approver) {
        let others = counted(outline).map(|indicator| &indicator.owner).filter(|other| Some(*other) != owner);
        let people = account::people(&desk).await?;
        let person = people.into_iter().find(|account| account.email.as_ref() == Some(&email));
        for (other, person) in others.zip(person.iter().cycle()) {
            let change = RoleChange::Give;
            account::change_role(&desk, person.person, role, other.as_str(), change, clock::now).await?;
        }
    }
    Ok((email, password))
}
