//! Valid plan files, and every kind of fault.

use super::{Fault, read};
use crate::{
    figure::{Absence, Reading, Status},
    plan::Priority,
    rating::{RatingRule, Tolerance},
    series::Breakdown,
    slug::Slug,
};

/// A small plan with one of everything that the tests change.
const PLAN: &str = r#"
[plan]
slug = "small"
name = "Small plan"
partnership = "Small partnership"
vision = "All is well"
area = "E06000017"
comparators = ["E92000001"]
source = "Made for tests"

[[year]]
slug = "2018-19"
first = 2018-04-01
last = 2019-03-31

[[year]]
slug = "2019-20"
first = 2019-04-01
last = 2020-03-31

[[focus-area]]
slug = "safe"
name = "Safe"
summary = "Children are safe."

[[priority]]
slug = "first"
name = "First"
summary = "What comes first."
focus-area = "safe"
years = ["2018-19", "2019-20"]

[[organisation]]
slug = "council"
name = "Council"

[[area]]
code = "E06000017"
name = "Rutland"
level = "local authority"

[[area]]
code = "E92000001"
name = "England"
level = "country"

[[indicator]]
slug = "absence"
name = "Absence"
measure = "percentage"
unit = "pupils"
decimals = 1
polarity = "lower"
frequency = "academic year"
owner = "council"
origin = "published"
basis = "where the child goes to school"
source = "Made for tests"
[[indicator.definition]]
from = 2015-09-01
timing = "flow"
text = "Sessions missed."
[[indicator.placement]]
focus-area = "safe"
priority = "first"

[[change-note]]
slug = "moved"
indicators = ["absence"]
on = 2018-09-01
kind = "event"
effect = "breaks"
text = "It moved."
source = "Made for tests"

[[target]]
indicator = "absence"
area = "E06000017"
period = "2018/19"
value = 4.5

[[series]]
indicator = "absence"
area = "E06000017"
[series.figures]
"2016/17" = 5
"2017/18" = 4.25
"2018/19" = { numerator = 1, denominator = 8, status = "provisional", note = "Early." }
"2019/20" = "x"

[[neighbours]]
area = "E06000017"
from = 2021-04-01
areas = ["E92000001"]
source = "Made for tests"
"#;

/// The printed faults of the plan with one change.
fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(PLAN.contains(from), "{from} is not in the plan");
    match read(&PLAN.replacen(from, to, 1)) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(Fault::to_string).collect(),
    }
}

#[test]
fn a_plan_reads_as_it_is_written() {
    let plan = read(PLAN).expect("no fault");
    let outline = &plan.outline;
    let lineage =
        |priority: &Priority| (priority.year.to_string(), priority.follows.as_ref().map(ToString::to_string));
    let priorities: Vec<_> = outline.priorities.iter().map(lineage).collect();
    assert_eq!(priorities, [("2018-19".into(), None), ("2019-20".into(), Some("first".into()))]);
    assert_eq!(outline.targets.len(), 1);
    let values: Vec<_> =
        plan.figures.iter().map(|figure| (figure.period.label(), figure.reading.value())).collect();
    let expected =
        [("2016/17", Some(5.0)), ("2017/18", Some(4.25)), ("2018/19", Some(12.5)), ("2019/20", None)];
    assert_eq!(values, expected.map(|(label, value)| (label.to_owned(), value)));
    assert_eq!(plan.figures[2].status, Status::Provisional);
    assert_eq!(plan.figures[2].note.as_deref(), Some("Early."));
    assert_eq!(plan.figures[3].reading, Reading::Absent(Absence::NotAvailable));
    assert_eq!(plan.figures[3].series.breakdown, Breakdown::Total);
}

#[test]
fn sets_of_neighbours_stand_in_times_order() {
    let earlier = "[[neighbours]]\narea = \"E06000017\"\nfrom = 2019-01-01\nareas = [\"E12000004\", \"E92000001\"]\n\
        source = \"Made before\"\n\n[[area]]\ncode = \"E12000004\"\nname = \"East Midlands\"\nlevel = \"region\"\n";
    let sets = read(&format!("{PLAN}\n{earlier}")).expect("no fault").outline.neighbour_sets;
    let told: Vec<_> = sets
        .iter()
        .map(|set| {
            let neighbours: Vec<_> = set.neighbours.iter().map(ToString::to_string).collect();
            (set.area.to_string(), set.from.to_string(), neighbours.join(" "), set.source.as_str())
        })
        .collect();
    // The nearest stays first, whatever its code.
    let expected =
        [("2019-01-01", "E12000004 E92000001", "Made before"), ("2021-04-01", "E92000001", "Made for tests")];
    let expected = expected.map(|(from, neighbours, source)| {
        ("E06000017".to_owned(), from.to_owned(), neighbours.to_owned(), source)
    });
    assert_eq!(told, expected);
}

#[test]
fn tolerances_stand_in_the_order_of_the_plan_years() {
    let rules = "[[indicator.tolerance]]\nfrom-year = \"2019-20\"\nabsolute = 0.5\n\n\
        [[indicator.tolerance]]\nfrom-year = \"2018-19\"\npercent = 0\n\n[[change-note]]";
    let outline = read(&PLAN.replace("[[change-note]]", rules)).expect("no fault").outline;
    let slug = |text| Slug::new(text).expect("a slug");
    let rule = |from, tolerance| RatingRule { indicator: slug("absence"), from: slug(from), tolerance };
    let expected = [rule("2018-19", Tolerance::Percent(0.0)), rule("2019-20", Tolerance::Absolute(0.5))];
    assert_eq!(outline.rating_rules, expected);
    assert_eq!(outline.indicators.len(), 1);
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert!(read(&format!("\u{feff}{PLAN}")).is_ok());
}

/// A text of the plan, its replacement, and the fault that this makes.
const FAULTS: &[(&str, &str, &str)] = &[
    (
        "polarity = \"lower\"",
        "colour = \"red\"\npolarity = \"lower\"",
        "line 53, column 1: \"colour\" is not a key of [indicator]",
    ),
    (
        "first = 2019-04-01",
        "first = 2019-03-31",
        "line 18, column 9: the plan year 2019-20 starts on 2019-03-31, before 2018-19 has ended",
    ),
    (
        "last = 2020-03-31",
        "last = 2019-03-31",
        "line 19, column 8: the plan year 2019-20 ends before it starts",
    ),
    (
        "area = \"E06000017\"\n[series",
        "area = \"E06000018\"\n[series",
        "there is no area \"E06000018\" in this file",
    ),
    (
        "area = \"E06000017\"\n[series",
        "area = \"Rutland\"\n[series",
        "\"Rutland\" is not an official area code",
    ),
    (
        "\"2017/18\" = 4.25",
        "\"2017-18\" = 4.25",
        "line 87, column 1: \"2017-18\" is a period of the kind \"financial year\", but absence has figures for the kind \"academic year\"",
    ),
    (
        "\"2017/18\" = 4.25",
        "\"2017/18\" = \"4.25\"",
        "line 87, column 13: \"4.25\" is text: write the number without quotes",
    ),
    ("\"2017/18\" = 4.25", "\"2017/18\" = \"about 4\"", "\"about 4\" is not a number or an absence"),
    ("\"2017/18\" = 4.25", "\"2017/18\" = 140", "a percentage cannot be above 100"),
    ("\"2017/18\" = 4.25", "\"2017/18\" = nan", "\"2017/18\" should be a finite number"),
    (
        "\"2017/18\" = 4.25",
        "\"2017/18\" = true",
        "\"2017/18\" should be a number without quotes, not true or false",
    ),
    ("\"2017/18\" = 4.25", "\"last year\" = 4.25", "\"last year\" is not a period"),
    (
        "\"2017/18\" = 4.25",
        "\"2017/18\" = { value = 1, absence = \"x\" }",
        "give a value or an absence, not both",
    ),
    (
        "\"2017/18\" = 4.25",
        "\"2017/18\" = { numerator = 1 }",
        "give both numerator and denominator, or neither",
    ),
    (
        "\"2017/18\" = 4.25",
        "\"2017/18\" = { value = 3, numerator = 1, denominator = 8 }",
        "does not match its numerator and denominator",
    ),
    ("\"2017/18\" = 4.25", "\"2017/18\" = 4.25\n\"2017/18\" = 4.5", "not TOML: duplicate key"),
    ("slug = \"safe\"", "slug = \"Safe\"", "\"Safe\" is not a short name"),
    ("owner = \"council\"", "owner = \"nobody\"", "there is no organisation \"nobody\" in this file"),
    ("owner = \"council\"\n", "", "\"owner\" is missing from [indicator]"),
    ("measure = \"percentage\"", "measure = \"rate\"", "write the measure as count, percentage"),
    ("decimals = 1", "decimals = 12", "\"decimals\" should be a whole number from 0 to 6"),
    (
        "years = [\"2018-19\", \"2019-20\"]",
        "years = [\"2020-21\"]",
        "there is no plan year \"2020-21\" in this file",
    ),
    (
        "on = 2018-09-01",
        "on = \"2018-09-01\"",
        "\"on\" should be a day without quotes, such as 2018-04-01, not text",
    ),
    ("on = 2018-09-01", "on = 2018-02-30", "not TOML"),
    (
        "value = 4.5",
        "lower = 5\nupper = 4",
        "give the target a value, or a lower and an upper end in that order",
    ),
    (
        "name = \"Council\"",
        "name = \"Council\"\nsuccessor = \"council\"",
        "an organisation with a successor needs an end date",
    ),
    ("[[area]]\ncode = \"E92000001\"", "[[area]]\ncode = \"E06000017\"", "\"E06000017\" is given twice"),
    ("vision = \"All is well\"", "vision = \" \"", "\"vision\" is empty"),
    ("vision = \"All is well\"", "vision = \"a\\u0000b\"", "\"vision\" contains a character we cannot read"),
    ("[plan]", "[plann]", "\"plan\" is missing from [file]"),
    ("value = 4.5", "value = 450", "a percentage cannot be above 100"),
    (
        "\"2017/18\" = 4.25",
        "\"2017/18\" = { value = 12.5, lower = 80, upper = 90 }",
        "the value is outside its interval",
    ),
    (
        "comparators = [\"E92000001\"]",
        "comparators = [\"E06000017\"]",
        "the comparators name E06000017 twice, or the plan's own area",
    ),
    (
        "comparators = [\"E92000001\"]",
        "comparators = [\"E92000001\", \"E92000001\"]",
        "the comparators name E92000001 twice",
    ),
    (
        "priority = \"first\"",
        "priority = \"last\"",
        "there is no priority \"last\" under the focus area \"safe\"",
    ),
    (
        "[[change-note]]",
        "[[indicator.placement]]\nfocus-area = \"safe\"\npriority = \"first\"\n\n[[change-note]]",
        "the indicator has the same placement twice",
    ),
    (
        "indicators = [\"absence\"]",
        "indicators = [\"absence\", \"absence\"]",
        "the change note names an indicator twice",
    ),
    (
        "years = [\"2018-19\", \"2019-20\"]",
        "years = [\"2018-19\"]\nfollows = \"first\"",
        "no earlier plan year has a priority \"first\" to follow",
    ),
    (
        "name = \"Council\"",
        "name = \"Council\"\nended = 2019-01-01\nsuccessor = \"council\"",
        "an organisation cannot succeed itself",
    ),
    ("vision = \"All is well\"", "vision = \"\\u200b\\u200b\"", "\"vision\" is empty"),
    ("vision = \"All is well\"", "vision = \"a\\u202eb\"", "\"vision\" contains a character we cannot read"),
    (
        "area = \"E06000017\"\n[series",
        "area = \"E06000017\"\nbreakdown = \"sex = Female\"\n[series",
        "write the breakdown as",
    ),
    (
        "areas = [\"E92000001\"]",
        "areas = [\"E92000001\", \"E10000025\"]",
        "line 94, column 23: there is no area \"E10000025\" in this file",
    ),
    (
        "areas = [\"E92000001\"]",
        "areas = [\"England\"]",
        "line 94, column 10: \"England\" is not an official area code",
    ),
    (
        "area = \"E06000017\"\nfrom = 2021-04-01",
        "area = \"E10000025\"\nfrom = 2021-04-01",
        "line 92, column 8: there is no area \"E10000025\" in this file",
    ),
    (
        "areas = [\"E92000001\"]",
        "areas = [\"E92000001\", \"E06000017\"]",
        "line 94, column 23: E06000017 cannot be its own neighbour",
    ),
    (
        "areas = [\"E92000001\"]",
        "areas = [\"E92000001\", \"E92000001\"]",
        "line 94, column 23: the neighbours name E92000001 twice",
    ),
    ("areas = [\"E92000001\"]", "areas = []", "line 91, column 1: a set of neighbours needs at least one"),
    ("areas = [\"E92000001\"]\n", "", "line 91, column 1: a set of neighbours needs at least one"),
    ("from = 2021-04-01\n", "", "line 91, column 1: \"from\" is missing from [neighbours]"),
    (
        "[[neighbours]]",
        "[[neighbours]]\narea = \"E06000017\"\nfrom = 2021-04-01\nareas = [\"E92000001\"]\nsource = \"x\"\n\n[[neighbours]]",
        "line 99, column 8: two sets of neighbours of E06000017 cannot begin on the same day",
    ),
    (
        "[[change-note]]",
        "[[indicator.tolerance]]\nfrom-year = \"2020-21\"\npercent = 5\n\n[[change-note]]",
        "line 68, column 13: there is no plan year \"2020-21\" in this file",
    ),
    (
        "[[change-note]]",
        "[[indicator.tolerance]]\nfrom-year = \"2018-19\"\npercent = 5\nabsolute = 0.5\n\n[[change-note]]",
        "line 67, column 1: write the tolerance as either percent = 5 or absolute = 0.5",
    ),
    (
        "[[change-note]]",
        "[[indicator.tolerance]]\nfrom-year = \"2018-19\"\n\n[[change-note]]",
        "line 67, column 1: write the tolerance as either percent = 5 or absolute = 0.5",
    ),
    (
        "[[change-note]]",
        "[[indicator.tolerance]]\nfrom-year = \"2018-19\"\nabsolute = -0.5\n\n[[change-note]]",
        "line 69, column 12: the tolerance cannot be below 0",
    ),
    (
        "[[change-note]]",
        "[[indicator.tolerance]]\nfrom-year = \"2018-19\"\npercent = inf\n\n[[change-note]]",
        "line 69, column 11: \"percent\" should be a finite number",
    ),
    (
        "[[change-note]]",
        "[[indicator.tolerance]]\nfrom-year = \"2018-19\"\npercent = 5\n\n[[indicator.tolerance]]\nfrom-year = \"2018-19\"\n\
         absolute = 1\n\n[[change-note]]",
        "line 71, column 1: an indicator cannot have two tolerances from the same plan year, 2018-19",
    ),
];

#[test]
fn each_fault_is_named_where_it_stands() {
    for (from, to, fault) in FAULTS {
        let found = faults(from, to);
        assert!(
            found.iter().any(|found| found.contains(fault)),
            "{to}\nshould say: {fault}\nsays: {found:#?}"
        );
    }
}

#[test]
fn all_faults_are_named_at_once_in_their_order() {
    let text = PLAN
        .replace("polarity = \"lower\"", "polarity = \"down\"")
        .replace("level = \"country\"", "level = \"land\"")
        .replace("effect = \"breaks\"", "effect = \"ends\"");
    let lines: Vec<_> = read(&text).expect_err("faults").iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [45, 53, 72]);

    // What depends on something faulty is checked as far as possible.
    let text = PLAN
        .replace("vision = \"All is well\"", "vision = 3")
        .replace("polarity = \"lower\"", "polarity = \"down\"")
        .replace("\"2016/17\" = 5", "\"garbage\" = 5")
        .replace("\"2017/18\" = 4.25", "\"2017/18\" = \"much\"");
    let lines: Vec<_> = read(&text).expect_err("faults").iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [6, 53, 86, 87]);
}

#[test]
fn a_file_that_is_no_plan_is_refused() {
    for text in
        ["", "x", "[[[", "\u{0}", "plan = 1", "year = 3\n[plan]", &"[a.".repeat(5000), &"[".repeat(100_000)]
    {
        let faults = read(text).expect_err("faults");
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.line >= 1 && fault.column >= 1));
    }
    assert_eq!(read(&" ".repeat(super::LARGEST + 1)).expect_err("a fault").len(), 1);
}

#[test]
fn many_faults_are_found_as_fast_as_few() {
    let lines: String = (0..20_000).map(|line| format!("x{line} = 1\n")).collect();
    let faults = read(&format!("{PLAN}\n[more]\n{lines}")).expect_err("faults");
    assert_eq!(faults.len(), 1);
    let faults = read(&format!("{lines}{PLAN}")).expect_err("faults");
    assert_eq!((faults.len(), faults[19_999].line), (20_000, 20_000));
}

proptest::proptest! {
    #[test]
    fn a_spoilt_file_never_panics(at in 0..PLAN.len(), length in 0..40_usize, put in ".{0,12}") {
        let to = (at + length).min(PLAN.len());
        let text = format!("{}{put}{}", &PLAN[..at], &PLAN[to..]);
        let _ = read(&text);
    }
}

#[test]
fn what_is_written_is_read_back() {
    for text in [PLAN.to_owned(), include_str!("../../../../plans/oxfordshire-2018-21.toml").to_owned()] {
        let file = read(&text).expect("a plan");
        let written = super::write(&file).expect("a text");
        assert_eq!(read(&written).as_ref(), Ok(&file), "{written}");
        assert_eq!(super::write(&read(&written).expect("a plan")), Ok(written));
    }
}

#[test]
fn what_a_file_cannot_say_is_refused_and_not_written_otherwise() {
    let file = read(PLAN).expect("a plan");
    let with = |change: fn(&mut super::PlanFile)| {
        let mut file = file.clone();
        change(&mut file);
        super::write(&file).expect_err("a fault").remove(0).message
    };
    assert_eq!(
        with(|file| file.outline.plan.name = "a\u{7}".into()),
        "\"name\" contains a character we cannot read"
    );
    assert_eq!(with(|file| file.outline.plan.vision = " ".into()), "\"vision\" is empty");
    assert!(with(|file| file.outline.plan.name = " Small ".into()).contains("look for spaces around a name"));
    assert!(
        with(|file| file.outline.focus_areas.clear())
            .contains("there is no focus area \"safe\" in this file")
    );
}
