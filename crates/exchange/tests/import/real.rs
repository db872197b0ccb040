//! Real published files, read and counted twice: once by the program, once by a few independent lines. The files are kept
//! beside the project and are not part of it.

use crate::{beside, named, proposal};
use domain::{
    figure::Reading,
    indicator::Measure,
    proposal::{Proposal, ProposedFigure},
};
use exchange::import::Options;
use std::collections::{BTreeSet, HashMap};

/// What was read, as numbers: rows, values, absences, refused, series, periods, indicators.
fn counts(proposal: &Proposal) -> [usize; 7] {
    let values = proposal.figures.iter().filter(|figure| matches!(figure.reading, Reading::Value(_))).count();
    let periods: BTreeSet<_> = proposal.figures.iter().map(|figure| figure.period).collect();
    [
        proposal.rows as usize,
        values,
        proposal.figures.len() - values,
        proposal.refused as usize,
        proposal.series.len(),
        periods.len(),
        proposal.indicators.len(),
    ]
}

/// The same of a DfE file, counted dumbly: cells from column `first` on that are digits, or one of the symbols.
fn dumb_dfe(bytes: &[u8], filters: &[&str], first: &str) -> [usize; 7] {
    let mut reader = csv::Reader::from_reader(bytes);
    let headings = reader.headers().expect("headings").clone();
    let place = |name: &str| {
        headings.iter().position(|heading| heading.trim_start_matches('\u{feff}') == name).expect("a column")
    };
    let (mut rows, mut values, mut absences, mut refused) = (0, 0, 0, 0);
    let (mut series, mut periods) = (BTreeSet::new(), BTreeSet::new());
    let first = place(first);
    for row in reader.records() {
        let row = row.expect("a row");
        rows += 1;
        let code = match &row[place("geographic_level")] {
            "National" => &row[place("country_code")],
            "Regional" => &row[place("region_code")],
            _ => &row[place("new_la_code")],
        };
        if code.len() != 9 {
            refused += 1;
            continue;
        }
        let group: Vec<&str> = filters.iter().map(|filter| &row[place(filter)]).collect();
        for column in first..headings.len() {
            match &row[column] {
                "" => continue,
                "z" | "x" | "c" | "k" | "low" | "u" | "." => absences += 1,
                text => {
                    let _: f64 = text.parse().expect("a number");
                    values += 1;
                }
            }
            series.insert((column, code.to_owned(), group.join("|")));
            periods.insert(row[place("time_period")].to_owned());
        }
    }
    [rows, values, absences, refused, series.len(), periods.len(), headings.len() - first]
}

#[test]
fn dfe_files_give_every_figure_that_they_have() {
    let files = [
        (
            "real/ees_absence_in_prus.csv",
            Some("real/ees_absence_in_prus.meta.csv"),
            vec!["school_type"],
            "num_schools",
        ),
        ("real/ees_absence_in_prus.csv", None, vec!["school_type"], "num_schools"),
        (
            "real/ees_exclusions_by_reason.csv",
            Some("real/ees_exclusions_by_reason.meta.csv"),
            vec!["school_type"],
            "perm_physical_pupils",
        ),
        ("real/ees_exclusions_by_reason.csv", None, vec!["school_type"], "perm_physical_pupils"),
        ("real/ees_cin_b1_children_in_need_2013_2025.csv", None, vec!["category"], "Anypoint_episodes"),
        (
            "real/ees_cin_cla_absence_la_201819_202425.csv",
            None,
            vec!["absence_terms", "social_care_group", "phase_type_grouping"],
            "t_pupils",
        ),
    ];
    for (file, meta, filters, first) in files {
        let Some(bytes) = beside(file) else { continue };
        let options = Options { meta: meta.and_then(beside), ..named(file) };
        let proposal = proposal(&bytes, &options);
        let counted = counts(&proposal);
        assert_eq!(counted, dumb_dfe(&bytes, &filters, first), "{file}");
    }
}

#[test]
fn our_own_published_figures_are_read_whole() {
    let Some(bytes) = beside("published_figures.csv") else { return };
    let proposal = proposal(&bytes, &named("published_figures.csv"));
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().skip(1).count();
    let absences = text
        .lines()
        .filter(|line| line.ends_with(",x") || line.ends_with(",z") || line.ends_with(",c"))
        .count();
    assert_eq!(counts(&proposal)[..4], [lines, lines - absences, absences, 0]);
    assert_eq!(proposal.indicators.len(), 14);
    assert_eq!(proposal.areas.len(), 3);
}

/// A file's rows by their headings.
fn rows(bytes: &[u8]) -> Vec<HashMap<String, String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let headings = reader.headers().expect("headings").clone();
    let row = |row: csv::StringRecord| {
        headings.iter().zip(row.iter()).map(|(h, c)| (h.to_owned(), c.to_owned())).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn fingertips_downloads_give_every_figure_that_they_have() {
    let file = "real/fingertips_90284_injuries_0_14_region_parent.csv";
    let Some(bytes) = beside(file) else { return };
    let rows = rows(&bytes);
    let read = proposal(&bytes, &named(file));
    let key = |row: &HashMap<String, String>| {
        ["Area Code", "Sex", "Age", "Category Type", "Category"].map(|column| row[column].clone())
    };
    let values = rows.iter().filter(|row| !row["Value"].is_empty()).count();
    let series: BTreeSet<_> = rows.iter().map(key).collect();
    let periods: BTreeSet<_> = rows.iter().map(|row| row["Time period"].clone()).collect();
    assert_eq!(counts(&read), [rows.len(), values, rows.len() - values, 0, series.len(), periods.len(), 1]);
    let measured = |figure: &ProposedFigure| match &figure.reading {
        Reading::Value(measured) => Some(*measured),
        Reading::Absent(_) => None,
    };
    let mut published: Vec<f64> = rows.iter().filter_map(|row| row["Value"].parse().ok()).collect();
    let mut ours: Vec<f64> =
        read.figures.iter().filter_map(|figure| measured(figure).map(|measured| measured.value())).collect();
    published.sort_by(f64::total_cmp);
    ours.sort_by(f64::total_cmp);
    assert_eq!(ours, published, "no value is another than the published one");
    let with_parts =
        read.figures.iter().filter_map(measured).filter(|measured| measured.fraction().is_some()).count();
    let with_interval =
        read.figures.iter().filter_map(measured).filter(|measured| measured.interval().is_some()).count();
    let intervals =
        rows.iter().filter(|row| !row["Value"].is_empty() && !row["Lower CI 95.0 limit"].is_empty()).count();
    assert_eq!(with_interval, intervals);
    assert!(with_parts * 2 > values);
    assert_eq!(read.indicators[0].measure, Measure::Rate { per: 10_000 });
}

#[test]
fn lait_exports_give_every_figure_that_they_have() {
    let file = "real/lait_oxfordshire_and_neighbours.csv";
    let (Some(bytes), Some(areas)) = (beside(file), beside("vocabulary/ees_acceptable_las.csv")) else {
        return;
    };
    let rows = rows(&bytes);
    let read = proposal(&bytes, &Options { areas: Some(areas), ..named(file) });
    let values = rows.iter().filter(|row| row["Values"].parse::<f64>().is_ok()).count();
    let absences = rows.iter().filter(|row| row["Values"] == "-").count();
    let series: BTreeSet<_> =
        rows.iter().map(|row| (row["Short Desc"].clone(), row["LA and Regions"].clone())).collect();
    let items: BTreeSet<_> = rows.iter().map(|row| row["Short Desc"].clone()).collect();
    let counted = counts(&read);
    assert_eq!(counted[..5], [rows.len(), values, absences, 0, series.len()]);
    assert_eq!(counted[6], items.len());
}

#[test]
fn without_a_look_up_lait_rows_of_councils_are_refused_and_counted() {
    let file = "real/lait_oxfordshire_and_neighbours.csv";
    let Some(bytes) = beside(file) else { return };
    let rows = rows(&bytes);
    let read = proposal(&bytes, &named(file));
    let named_by_all =
        rows.iter().filter(|row| ["England", "South East"].contains(&row["LA and Regions"].as_str())).count();
    assert_eq!(read.refused as usize, rows.len() - named_by_all);
    assert!(read.problems[0].reason.contains("look-up"), "{:?}", read.problems[0]);
}
