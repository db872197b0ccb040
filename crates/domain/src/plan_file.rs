//! Reading a plan from its file and writing it as one: TOML, with every fault named by its line and column.
//!
//! The file's sections are described in `plans/README.md`. Reading goes on after a fault, so that all of them are shown at
//! once; a file with a fault yields nothing.

mod claim;
mod fields;
mod figures;
mod measured;
mod names;
mod neighbours;
mod parts;
mod tie;
mod tolerance;
mod write;

use crate::{
    change_note::ChangeNote,
    figure::Figure,
    outline::{Outline, sort_rules},
    rating::RatingRule,
    series,
    target::Target,
};
use fields::{Fields, Reader};
use names::Names;
use std::fmt;

pub use write::write;

/// The contents of a plan file.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFile {
    /// The plan.
    pub outline: Outline,
    /// Its figures, sorted as [`series::sort`] sorts them.
    pub figures: Vec<Figure>,
    /// The part of the plan for partners only, which is not in the outline.
    pub words: Words,
}

/// What partners wrote about a plan's indicators that the public is not shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The targets.
    pub targets: Vec<Target>,
    /// The tolerances for amber.
    pub rating_rules: Vec<RatingRule>,
    /// The change notes.
    pub change_notes: Vec<ChangeNote>,
}

impl Words {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty() && self.rating_rules.is_empty() && self.change_notes.is_empty()
    }
}

crate::vocabulary! {
    /// The audience of a section.
    pub enum SectionAudience {
        /// Whoever reads the plan.
        Everybody = "everybody",
        /// Partners only.
        Partners = "partners",
    }
}

/// A fault in a plan file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// What a plan file could not express of an outline, each with its field if it concerns one: the rules of a plan file,
/// applied to a plan from elsewhere. Figures are not checked.
#[must_use]
pub fn faults(outline: &Outline) -> Vec<(Option<String>, String)> {
    let text = write::unchecked(&PlanFile {
        outline: outline.clone(),
        figures: Vec::new(),
        words: Words::default(),
    });
    let Err(faults) = read(&text) else { return Vec::new() };
    let field = |fault: &Fault| {
        let line = text.lines().nth(fault.line.checked_sub(1)?)?;
        line.split_once(" = ").map(|(field, _)| field.to_owned())
    };
    faults.into_iter().map(|fault| (field(&fault), fault.message)).collect()
}

/// The largest file that is read, in bytes: far above any plan, far below what would hurt.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Reads a plan file.
///
/// # Errors
/// Every fault of the file, in their order in it.
pub fn read(text: &str) -> Result<PlanFile, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > LARGEST {
        let message =
            format!("the file is larger than {} MB, the most that a plan file can be", LARGEST / 1024 / 1024);
        return Err(vec![Fault { line: 1, column: 1, message }]);
    }
    let reader = Reader::new(text);
    let root = reader.parse();
    let file = sections(&reader, Fields::of_root(&reader, root.get_ref()));
    let faults = reader.into_faults();
    match file {
        Some(file) if faults.is_empty() => Ok(file),
        _ => Err(faults),
    }
}

fn sections<'a>(reader: &'a Reader<'_>, mut root: Fields<'a>) -> Option<PlanFile> {
    let plan = root.section("plan");
    let years = root.sections("year");
    let focus_areas = root.sections("focus-area");
    let priorities = root.sections("priority");
    let strategies = root.sections("strategy");
    let evidence = root.sections("evidence");
    let organisations = root.sections("organisation");
    let areas = root.sections("area");
    let neighbour_sets = root.sections("neighbours");
    let indicators = root.sections("indicator");
    let targets = root.sections("target");
    let change_notes = root.sections("change-note");
    let recorded = root.sections("series");
    root.finish();

    let names = Names {
        years: names::collect(reader, &years, "slug"),
        focus_areas: names::collect(reader, &focus_areas, "slug"),
        priorities: names::collect_shared(&priorities),
        organisations: names::collect(reader, &organisations, "slug"),
        areas: names::collect(reader, &areas, "code"),
        indicators: names::collect(reader, &indicators, "slug"),
    };
    for list in [&strategies, &evidence] {
        names::collect(reader, list, "slug");
    }

    let plan = plan.and_then(|fields| parts::plan(fields, &names));
    let years = parts::years(reader, years);
    let (indicators, rules): (Vec<_>, Vec<_>) =
        each(indicators, |fields| measured::indicator(fields, &names)).into_iter().unzip();
    let (mut rating_rules, mut rules_of_partners) = apart(rules.concat());
    sort_rules(&mut rating_rules, &indicators, &years);
    sort_rules(&mut rules_of_partners, &indicators, &years);
    let (targets, targets_of_partners) = apart(figures::targets(reader, targets, &names, &indicators));
    let mut figures = figures::figures(reader, recorded, &names, &indicators);
    let priorities = parts::priorities(reader, priorities, &names, &years);
    let focus_areas = each(focus_areas, parts::focus_area);
    let strategies = each(strategies, parts::strategy);
    let evidence = each(evidence, |fields| parts::evidence(fields, &names, &indicators));
    let (partners, organisations) = parts::organisations(reader, organisations, &names);
    let areas = each(areas, parts::area);
    let neighbour_sets = neighbours::sets(reader, neighbour_sets, &names);
    let (change_notes, notes_of_partners) = apart(measured::change_notes(reader, change_notes, &names));
    let words = Words {
        targets: targets_of_partners,
        rating_rules: rules_of_partners,
        change_notes: notes_of_partners,
    };
    series::sort(&mut figures);
    let outline = Outline {
        plan: plan?,
        partners,
        years,
        focus_areas,
        priorities,
        strategies,
        evidence,
        organisations,
        areas,
        neighbour_sets,
        indicators,
        targets,
        rating_rules,
        change_notes,
        // People's, and in no file: loading one leaves them as they are.
        marks: Vec::new(),
    };
    Some(PlanFile { outline, figures, words })
}

/// Separates the items for everybody from those for partners only.
fn apart<T>(items: Vec<(SectionAudience, T)>) -> (Vec<T>, Vec<T>) {
    let (everybody, partners): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|(told, _)| *told == SectionAudience::Everybody);
    let bare = |items: Vec<(SectionAudience, T)>| items.into_iter().map(|(_, item)| item).collect();
    (bare(everybody), bare(partners))
}

/// The contents of each section of a list; those with a fault are left out, and the fault is kept.
fn each<'a, T>(sections: Vec<Fields<'a>>, read: impl Fn(Fields<'a>) -> Option<T>) -> Vec<T> {
    sections.into_iter().filter_map(read).collect()
}

#[cfg(test)]
pub(crate) mod small;
#[cfg(test)]
mod tests;
