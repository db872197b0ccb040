//! Checking, loading and writing plan files.

use crate::{
    Failure, clock,
    export::whole::{self, Whole},
    first_plan,
};
use domain::{
    access::Visitor,
    plan_file::{self, PlanFile},
    slug::Slug,
};
use std::{
    io::{self, Write as _},
    path::Path,
};
use storage::{AsAt, Record, plan::Loaded};

/// Reads a plan file whole, or names every fault in it.
pub(crate) fn read(path: &Path) -> Result<PlanFile, Failure> {
    let unreadable = |reason: String| Failure::File { path: path.to_owned(), reason };
    let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not text in UTF-8".to_owned()))?;
    parse(path, &text)
}

fn parse(path: &Path, text: &str) -> Result<PlanFile, Failure> {
    plan_file::read(text).map_err(|faults| Failure::Plan { path: path.to_owned(), faults })
}

/// Loads a plan as whoever runs the program.
pub(crate) async fn load(record: &Record, plan: &PlanFile) -> Result<Loaded, Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    Ok(storage::plan::load_file(&desk, plan, clock::now).await?)
}

/// Writes a plan as its file, and says on standard error for whom it is.
pub(crate) async fn export(record: &Record, plan: Option<&str>, out: Option<&Path>) -> Result<(), Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let plan = match plan {
        Some(name) => Slug::new(name).map_err(|_| Failure::NoSuchPlan(name.to_owned()))?,
        None => {
            let shown = storage::outline::current(&desk, clock::today()).await?;
            shown.map(|outline| outline.plan.slug.clone()).ok_or(Failure::NoPlan)?
        }
    };
    let found = storage::plan::export(&desk, &plan).await?;
    let file = found.ok_or_else(|| Failure::NoSuchPlan(plan.to_string()))?;
    let text = plan_file::write(&file)
        .map_err(|faults| Failure::Unsayable(faults.into_iter().map(|fault| fault.message).collect()))?;
    eprintln!("{}", summary(&file));
    if !file.words.is_empty() {
        eprintln!("{AUDIENCE}");
    }
    match out {
        // A reader that has seen enough, such as head, is no failure of ours.
        None => drop(io::stdout().write_all(text.as_bytes())),
        Some(path) => {
            let unwritten =
                |error: io::Error| Failure::NotWritten { path: path.to_owned(), reason: error.to_string() };
            let mut whole = Whole::begin(path)?;
            whole.write_all(text.as_bytes()).map_err(unwritten)?;
            whole::keep([whole])?;
        }
    }
    Ok(())
}

/// For whom the file is.
const AUDIENCE: &str = "For partners only: the file has no figures from partners, but it may have targets, tolerances or notes that they wrote";

/// Gives a record that holds nothing the plan that the program carries.
pub(crate) async fn load_first(record: &Record) -> Result<Option<Loaded>, Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    if desk.number() > 0 {
        return Ok(None);
    }
    load(record, &first()?).await.map(Some)
}

/// The plan that the program carries.
pub(crate) fn first() -> Result<PlanFile, Failure> {
    parse(Path::new(first_plan::NAME), first_plan::TEXT)
}

/// The name of the plan that pages open on, where it is another than the one just loaded.
pub(crate) async fn shown_instead(record: &Record, loaded: &PlanFile) -> Result<Option<String>, Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let shown = storage::outline::current(&desk, clock::today()).await?;
    Ok(shown.filter(|shown| shown.plan.slug != loaded.outline.plan.slug).map(|shown| shown.plan.name.clone()))
}

/// What a plan file holds, in a line.
pub(crate) fn summary(plan: &PlanFile) -> String {
    let outline = &plan.outline;
    format!(
        "{}: {} plan years, {} focus areas, {} indicators, {} figures, {} targets, {} change notes",
        outline.plan.name,
        outline.years.len(),
        outline.focus_areas.len(),
        outline.indicators.len(),
        plan.figures.len(),
        outline.targets.len(),
        outline.change_notes.len()
    )
}

/// What loading changed, in a line.
pub(crate) fn changes(loaded: Loaded) -> String {
    let Loaded { added, superseded, withdrawn, kept } = loaded;
    let kept = match kept {
        0 => String::new(),
        rows => format!("; {rows} left as people have changed them"),
    };
    if added + superseded + withdrawn == 0 {
        format!("nothing to change: the record already has all of it{kept}")
    } else {
        format!("loaded: {added} rows added, {superseded} replaced, {withdrawn} withdrawn{kept}")
    }
}
