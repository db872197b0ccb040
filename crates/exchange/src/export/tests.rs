//! Files read again, and compared with what went out.

mod round_trip;

use super::{Setting, dfe, tidy, xlsx};
use crate::testing::{sheet, sheets, words, xml};
use calamine::Data;
use domain::{
    access::Audience,
    area::{Area, AreaCode, Level},
    change_note::{ChangeNote, Effect, Kind as ChangeKind},
    figure::{Absence, Approval, Figure, Fraction, Interval, Measured, Origin, Reading, Status},
    indicator::{Basis, Definition, Indicator, Measure, Polarity, Timing},
    period::{Kind, Period, from_dfe},
    series::{Breakdown, Series},
    slug::Slug,
};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use std::collections::HashMap;

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn code(text: &str) -> AreaCode {
    AreaCode::new(text).expect("a code")
}

fn indicator(name: &str, measure: Measure, frequency: Kind) -> Indicator {
    Indicator {
        slug: slug(name),
        name: format!("The {name}"),
        measure,
        unit: "pupils".into(),
        decimals: 1,
        polarity: Polarity::Lower,
        frequency,
        owner: slug("council"),
        origin: Origin::Published,
        basis: Basis::School,
        source: "A source".into(),
        retired: None,
        lag: domain::indicator::USUAL_LAG,
        definitions: vec![Definition {
            from: "2010-01-01".parse().expect("a day"),
            text: "What it means.".into(),
            timing: Timing::Flow,
        }],
        placements: Vec::new(),
    }
}

fn areas() -> Vec<Area> {
    let area = |text, name: &str, level| Area { code: code(text), name: name.into(), level };
    vec![
        area("E92000001", "England", Level::Country),
        area("E12000008", "South East", Level::Region),
        area("E10000025", "Oxfordshire", Level::LocalAuthority),
        area("E07000178", "Oxford", Level::District),
        area("E23000029", "Thames Valley", Level::Other),
    ]
}

fn figure(of: &str, area: &str, breakdown: &str, period: &str, reading: Reading) -> Figure {
    Figure {
        series: Series {
            indicator: slug(of),
            area: code(area),
            breakdown: Breakdown::parse(breakdown).expect("a breakdown"),
        },
        period: period.parse().expect("a period"),
        reading,
        status: Status::Final,
        origin: Origin::Published,
        approval: Approval::Approved,
        explanation: None,
        note: None,
    }
}

fn value(value: f64) -> Reading {
    Reading::Value(Measured::recorded(value, None, None).expect("a number"))
}

fn absent(absence: Absence) -> Reading {
    Reading::Absent(absence)
}

fn note(of: &str, on: &str, effect: Effect) -> ChangeNote {
    ChangeNote {
        slug: slug("note"),
        indicator: slug(of),
        on: on.parse().expect("a day"),
        kind: ChangeKind::RecordingChange,
        effect,
        text: format!("Counted anew from {on}."),
        source: "A source".into(),
    }
}

/// Rows by the names of their columns.
fn read(bytes: &[u8]) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let rows: Result<Vec<_>, _> = reader.deserialize_rows().collect();
    rows.expect("rows")
}

/// Reading rows without the help of serde.
trait Rows {
    fn deserialize_rows(&mut self) -> impl Iterator<Item = Result<HashMap<String, String>, csv::Error>>;
}

impl Rows for csv::Reader<&[u8]> {
    fn deserialize_rows(&mut self) -> impl Iterator<Item = Result<HashMap<String, String>, csv::Error>> {
        let heads = self.headers().expect("headings").clone();
        self.records().map(move |row| {
            let row = row?;
            Ok(heads.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect())
        })
    }
}

fn first_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned()
}

fn written_tidy(setting: Setting<'_>, figures: &[Figure]) -> Vec<u8> {
    let mut out = Vec::new();
    assert!(tidy::write(&mut out, setting, figures).expect("a file").is_empty());
    out
}

/// The figure in a row of the tidy layout.
fn read_back(row: &HashMap<String, String>) -> Figure {
    let cell = |column: &str| row.get(column).map(String::as_str).expect("a column");
    let number = |column: &str| cell(column).parse::<f64>().ok();
    let fraction = number("numerator")
        .zip(number("denominator"))
        .map(|(numerator, denominator)| Fraction { numerator, denominator });
    let interval = number("lower").zip(number("upper")).map(|(lower, upper)| Interval { lower, upper });
    let reading = match number("value") {
        Some(value) => Reading::Value(Measured::recorded(value, fraction, interval).expect("a value")),
        None => Reading::Absent(Absence::of_symbol(cell("value")).expect("an absence")),
    };
    let note = crate::unguarded(cell("note"));
    let explanation = crate::unguarded(cell("explanation"));
    Figure {
        explanation: (!explanation.is_empty()).then(|| explanation.to_owned()),
        status: Status::parse(cell("status")).expect("a status"),
        note: (!note.is_empty()).then(|| note.to_owned()),
        ..figure(
            cell("indicator"),
            cell("area_code"),
            crate::unguarded(cell("breakdown")),
            cell("period"),
            reading,
        )
    }
}

fn any_reading() -> impl Strategy<Value = Reading> {
    let number = || prop_oneof![-1e15..1e15_f64, 0.0..1.0_f64, Just(0.0), (0..1000_u32).prop_map(f64::from)];
    let measured = (number(), any::<Option<(u32, u32)>>(), any::<Option<(f32, f32)>>()).prop_map(
        |(value, fraction, interval)| {
            let fraction = fraction.map(|(numerator, denominator)| Fraction {
                numerator: f64::from(numerator) / 7.0,
                denominator: f64::from(denominator),
            });
            let interval = interval
                .filter(|(lower, upper)| lower.is_finite() && upper.is_finite())
                .map(|(lower, upper)| Interval { lower: f64::from(lower), upper: f64::from(upper) });
            Reading::Value(Measured::recorded(value, fraction, interval).expect("a number"))
        },
    );
    let absence = (0..Absence::ALL.len()).prop_map(|place| Reading::Absent(Absence::ALL[place]));
    prop_oneof![measured, absence]
}

proptest! {
    #[test]
    fn what_is_written_tidy_reads_back_the_same(
        rows in proptest::collection::vec((any_reading(), 0..5_usize, 0..3_usize, "[-=+@',\"\n a-z]{1,12}"), 0..40)
    ) {
        let periods = ["2016/17", "2017/18", "2015/16 to 2017/18", "2018", "2018 reporting year"];
        let breakdowns = ["Total", "+age=a,b", "sex=Female"];
        let mut figures: Vec<Figure> = rows
            .into_iter()
            .map(|(reading, period, breakdown, note)| Figure {
                explanation: Some(note.trim().chars().rev().collect::<String>())
                    .map(|text| text.trim().to_owned())
                    .filter(|text| text.len() > 3),
                note: Some(note.trim().to_owned()).filter(|note| !note.is_empty()),
                status: Status::ALL[period % 3],
                ..figure("exclusions", "E10000025", breakdowns[breakdown], periods[period], reading)
            })
            .collect();
        domain::series::sort(&mut figures);
        let indicators = [indicator("exclusions", Measure::Rate { per: 100 }, Kind::AcademicYear)];
        let areas = areas();
        let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &[] };
        let out = written_tidy(setting, &figures);
        let back: Vec<Figure> = read(&out).iter().map(read_back).collect();
        prop_assert_eq!(back, figures);
    }
}

#[test]
fn a_tidy_row_says_all_of_a_figure() {
    let indicators = [indicator("exclusions", Measure::Rate { per: 10_000 }, Kind::FinancialYear)];
    let measured = Measured::recorded(
        100.0 / 7.0,
        Some(Fraction { numerator: 1.0, denominator: 700.0 }),
        Some(Interval { lower: -0.5, upper: 20.0 }),
    );
    let one = Figure {
        status: Status::Provisional,
        note: Some("=1+1".into()),
        explanation: Some("+a new clerk".into()),
        ..figure(
            "exclusions",
            "E10000025",
            "sex=Female",
            "2018-19",
            Reading::Value(measured.expect("a number")),
        )
    };
    let areas = areas();
    let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &[] };
    let out = String::from_utf8(written_tidy(setting, &[one])).expect("UTF-8");
    assert_eq!(
        out,
        "indicator,indicator_name,measure,per,unit,decimals,polarity,area_code,area_name,area_level,breakdown,period,\
         period_kind,value,numerator,denominator,lower,upper,status,note,explanation\n\
         exclusions,The exclusions,rate,10000,pupils,1,lower,E10000025,Oxfordshire,local authority,sex=Female,2018-19,\
         financial year,14.285714285714286,1,700,-0.5,20,provisional,'=1+1,'+a new clerk\n"
    );
}

#[test]
fn a_file_by_itself_says_where_its_figures_come_from() {
    let hostile = Indicator {
        source: "@SUM(A1)".into(),
        ..indicator("exclusions", Measure::Count, Kind::AcademicYear)
    };
    let (indicators, areas) = ([hostile], areas());
    let notes = [note("exclusions", "2017-09-01", Effect::Breaks)];
    let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &notes };
    let figures = [figure("exclusions", "E10000025", "Total", "2017/18", value(5.0))];
    let provenance = tidy::Provenance { as_at: "2019-03-31T22:59:59Z", caution: "=made up" };
    let mut out = Vec::new();
    assert!(tidy::write_told(&mut out, setting, &figures, &provenance).expect("a file").is_empty());
    let rows = read(&out);
    let told = ["approval", "source", "as_at", "caution"].map(|column| rows[0][column].as_str());
    assert_eq!(told, ["approved", "'@SUM(A1)", "2019-03-31T22:59:59Z", "'=made up"]);
    // The rest is unchanged.
    let plain = read(&written_tidy(setting, &figures));
    assert!(plain[0].iter().all(|(column, text)| rows[0][column] == *text));
}

#[test]
fn an_absence_is_written_so_that_it_is_not_taken_for_another() {
    let indicators = [indicator("exclusions", Measure::Count, Kind::AcademicYear)];
    let figures: Vec<_> = (2010..)
        .zip(Absence::ALL)
        .map(|(year, absence)| {
            let period = format!("{year}/{}", year % 100 + 1);
            figure("exclusions", "E10000025", "Total", &period, absent(*absence))
        })
        .collect();
    let setting = Setting { indicators: &indicators, areas: &[], change_notes: &[] };
    let rows = read(&written_tidy(setting, &figures));
    let said: Vec<_> = rows.iter().map(|row| row["value"].as_str()).collect();
    assert_eq!(said, ["z", "x", "c", "low", "u", "awaited", "not collected"]);
    // An area that is not in the setting is named by its code.
    assert_eq!(rows[0]["area_name"], "E10000025");
}

#[test]
fn a_change_note_breaks_the_series_in_the_file_too() {
    let indicators = [
        indicator("exclusions", Measure::Count, Kind::AcademicYear),
        indicator("other", Measure::Count, Kind::AcademicYear),
    ];
    let of = |name: &str, period: &str| figure(name, "E10000025", "Total", period, value(1.0));
    let figures = [
        of("exclusions", "2016/17"),
        of("exclusions", "2017/18"),
        of("exclusions", "2018/19"),
        of("exclusions", "2020/21"),
        // Of another kind, and the first of it: it follows nothing.
        of("exclusions", "2021"),
        // Of another series of the same indicator: it follows nothing either.
        figure("exclusions", "E10000025", "sex=Female", "2016/17", value(1.0)),
        of("other", "2018/19"),
    ];
    let notes = [
        note("exclusions", "2018-09-01", Effect::Breaks),
        note("exclusions", "2019-10-01", Effect::Breaks),
        note("exclusions", "2017-09-01", Effect::Explains),
        note("unknown", "2018-09-01", Effect::Breaks),
    ];
    let setting = Setting { indicators: &indicators, areas: &[], change_notes: &notes };
    let out = written_tidy(setting, &figures);
    assert!(first_line(&out).ends_with(",note,break,explanation"));
    let rows = read(&out);
    let said: Vec<_> = rows.iter().map(|row| (row["period"].as_str(), row["break"].as_str())).collect();
    let expected = [
        ("2016/17", ""),
        ("2017/18", ""),
        ("2018/19", "Counted anew from 2018-09-01."),
        ("2020/21", "Counted anew from 2019-10-01."),
        ("2021", ""),
        ("2016/17", ""),
        ("2018/19", ""),
    ];
    assert_eq!(said, expected);
    // Without a break there is no such column.
    let setting = Setting { change_notes: &notes[2..], ..setting };
    assert!(first_line(&written_tidy(setting, &figures)).ends_with(",note,explanation"));
}

#[test]
fn figures_of_an_unknown_indicator_are_left_out_and_told() {
    let setting = Setting { indicators: &[], areas: &[], change_notes: &[] };
    let figures = [figure("exclusions", "E10000025", "Total", "2018", value(1.0))];
    let told = tidy::write(Vec::new(), setting, &figures).expect("a file");
    assert_eq!(told, ["1 figure left out, because their indicators are not known here."]);
}

/// Both files in DfE's layout, and the sentences.
fn written_dfe(setting: Setting<'_>, figures: &[Figure]) -> (Vec<u8>, Vec<u8>, Vec<String>) {
    let (mut data, mut meta) = (Vec::new(), Vec::new());
    let told = dfe::write(&mut data, &mut meta, setting, figures, "A plan").expect("files");
    (data, meta, told)
}

#[test]
fn a_dfe_file_has_a_row_a_place_and_a_column_an_indicator() {
    let indicators = [
        indicator("persistent-absence", Measure::Percentage, Kind::AcademicYear),
        indicator("exclusions", Measure::Rate { per: 100 }, Kind::AcademicYear),
        indicator("unasked", Measure::Count, Kind::AcademicYear),
    ];
    let figures = [
        figure("persistent-absence", "E92000001", "Total", "2017/18", value(10.5)),
        figure("persistent-absence", "E12000008", "Total", "2017/18", value(9.5)),
        figure("persistent-absence", "E10000025", "Total", "2016/17", value(11.25)),
        figure("persistent-absence", "E10000025", "Total", "2017/18", absent(Absence::Awaited)),
        figure("exclusions", "E10000025", "Total", "2017/18", absent(Absence::Low)),
        figure("exclusions", "E10000025", "Sex=Female", "2017/18", absent(Absence::Confidential)),
        figure("exclusions", "E10000025", "School type=Special", "2017/18", value(0.0)),
        figure("exclusions", "E07000178", "Total", "2017/18", value(3.0)),
        figure("exclusions", "E23000029", "Total", "2017/18", value(4.0)),
    ];
    let areas = areas();
    let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &[] };
    let (data, meta, told) = written_dfe(setting, &figures);
    let data = String::from_utf8(data).expect("UTF-8");
    let expected = "\
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,\
lad_code,lad_name,pfa_code,pfa_name,school_type,sex,persistent_absence,exclusions
201617,Academic year,Local authority,E92000001,England,,,,E10000025,Oxfordshire,,,,,Total,Total,11.25,x
201718,Academic year,National,E92000001,England,,,,,,,,,,Total,Total,10.5,x
201718,Academic year,Regional,E92000001,England,E12000008,South East,,,,,,,,Total,Total,9.5,x
201718,Academic year,Local authority,E92000001,England,,,,E10000025,Oxfordshire,,,,,Total,Total,x,low
201718,Academic year,Local authority,E92000001,England,,,,E10000025,Oxfordshire,,,,,Special,Total,z,0
201718,Academic year,Local authority,E92000001,England,,,,E10000025,Oxfordshire,,,,,Total,Female,z,c
201718,Academic year,Local authority district,E92000001,England,,,,,,E07000178,Oxford,,,Total,Total,x,3
201718,Academic year,Police force area,E92000001,England,,,,,,,,E23000029,Thames Valley,Total,Total,x,4
";
    assert_eq!(data, expected);
    let meta = String::from_utf8(meta).expect("UTF-8");
    let expected = "\
col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
school_type,Filter,School type,,,,,
sex,Filter,Sex,,,,,
persistent_absence,Indicator,The persistent-absence,A plan,%,1,,
exclusions,Indicator,The exclusions (per 100 pupils),A plan,,1,,
";
    assert_eq!(meta, expected);
    assert_eq!(told, ["1 figure is awaited or not collected: the DfE layout shows both as not available."]);
}

#[test]
fn what_the_dfe_layout_has_no_room_for_is_told() {
    let indicators = [
        indicator("admissions", Measure::Rate { per: 100_000 }, Kind::PooledFinancialYears),
        indicator("exclusions", Measure::Count, Kind::AcademicYear),
    ];
    let parts = Measured::recorded(
        5.0,
        Some(Fraction { numerator: 1.0, denominator: 20.0 }),
        Some(Interval { lower: 4.0, upper: 6.0 }),
    );
    let figures = [
        figure("admissions", "E10000025", "Total", "2013-14 to 2015-16", value(1.0)),
        figure("admissions", "E10000025", "Total", "2014-15 to 2016-17", value(2.0)),
        figure("exclusions", "E10000025", "Total", "2018", value(3.0)),
        figure("exclusions", "J99999999", "Total", "2017/18", value(4.0)),
        figure("exclusions", "E10000025", "Sex=Total", "2017/18", value(5.0)),
        Figure {
            status: Status::Provisional,
            note: Some("A note".into()),
            ..figure("exclusions", "E10000025", "Total", "2017/18", value(6.0))
        },
        Figure {
            status: Status::Revised,
            ..figure("exclusions", "E10000025", "Total", "2018/19", Reading::Value(parts.expect("a number")))
        },
    ];
    let areas = areas();
    let notes = [note("exclusions", "2018-09-01", Effect::Breaks)];
    let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &notes };
    let (data, meta, told) = written_dfe(setting, &figures);
    assert_eq!(read(&data).len(), 3);
    assert_eq!(read(&meta)[0]["indicator_grouping"], "A plan (includes provisional figures)");
    let expected = [
        "The admissions: 2 figures left out, because the DfE layout has no name for several years taken together.",
        "J99999999 (J99999999): 1 figure left out, because the DfE layout has no level for a place of this kind.",
        "1 figure left out, of a group called Total, because that is the DfE layout's name for everyone.",
        "1 figure is provisional: the DfE layout shows this only in the description of the columns.",
        "1 figure is revised: the DfE layout does not show this.",
        "1 figure has a note, which the DfE layout has no room for.",
        "1 figure cannot be compared with the one before, because a change note breaks the series: the DfE \
            layout does not show this.",
        "1 figure was calculated from a numerator and a denominator, which the DfE layout leaves out.",
        "1 figure has a published interval, which the DfE layout leaves out.",
        "The file has several kinds of period (academic year, calendar year), but the DfE accepts one kind in \
            a file: choose indicators with the same kind of period.",
    ];
    assert_eq!(told, expected);
}

#[test]
fn columns_of_a_dfe_file_have_names_of_their_own() {
    let indicators = [
        indicator("region-name", Measure::Count, Kind::AcademicYear),
        indicator("sex", Measure::Count, Kind::AcademicYear),
    ];
    let of = |name: &str, breakdown: &str| figure(name, "E10000025", breakdown, "2017/18", value(1.0));
    let figures =
        [of("sex", "Sex=Female"), of("sex", "sex=Male"), of("sex", "性=-1"), of("region-name", "Total")];
    let setting = Setting { indicators: &indicators, areas: &areas(), change_notes: &[] };
    let (data, _, _) = written_dfe(setting, &figures);
    assert!(
        first_line(&data).ends_with(",la_name,sex_2,sex_3,filter,region_name_2,sex"),
        "{}",
        first_line(&data)
    );
    assert!(String::from_utf8_lossy(&data).contains(",'-1,"));
}

/// Every cell of a file in DfE's layout that holds a figure, by its period, place and column.
fn dfe_cells(data: &[u8], column: &str) -> Vec<(Period, String, String)> {
    let rows = read(data);
    let cell = |row: &HashMap<String, String>| {
        let period = from_dfe(&row["time_period"], &row["time_identifier"]).expect("a period");
        (period, row["new_la_code"].clone(), row[column].clone())
    };
    rows.iter().map(cell).collect()
}

#[test]
fn a_dfe_file_holds_each_figure_in_its_place() {
    let indicators = [indicator("exclusions", Measure::Count, Kind::AcademicYear)];
    let mut figures: Vec<_> = (2000..2020)
        .map(|year| {
            let period = format!("{year}/{:02}", (year + 1) % 100);
            figure("exclusions", "E10000025", "Total", &period, value(f64::from(year) / 7.0))
        })
        .collect();
    let setting = Setting { indicators: &indicators, areas: &areas(), change_notes: &[] };
    let expected: Vec<_> = figures
        .iter()
        .map(|one| (one.period, "E10000025".to_owned(), one.reading.value().expect("a value").to_string()))
        .collect();
    figures.reverse();
    let (data, _, told) = written_dfe(setting, &figures);
    assert_eq!(dfe_cells(&data, "exclusions"), expected);
    assert!(told.is_empty(), "{told:?}");
}

fn cover(warnings: &[String]) -> xlsx::Cover<'_> {
    xlsx::Cover {
        title: "Children's Plan 2018-21",
        partnership: "A partnership",
        source: "A source",
        audience: Audience::Partner,
        as_at: None,
        warnings,
        made: "2019-04-01".parse().expect("a day"),
    }
}

#[test]
fn a_workbook_has_a_cover_and_one_table_a_sheet() {
    let indicators = [
        indicator("exclusions", Measure::Percentage, Kind::AcademicYear),
        indicator("unasked", Measure::Count, Kind::AcademicYear),
    ];
    let figures = [
        figure("exclusions", "E10000025", "Total", "2017/18", value(100.0 / 7.0)),
        Figure {
            note: Some("=cmd|' /C calc'!A0".into()),
            ..figure("exclusions", "E10000025", "Total", "2018/19", absent(Absence::NotCollected))
        },
    ];
    let (areas, notes) = (areas(), [note("exclusions", "2018-09-01", Effect::Breaks)]);
    let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &notes };
    let mut book = Vec::new();
    let warnings = ["These figures are made up.".to_owned()];
    assert!(xlsx::write(&mut book, &cover(&warnings), setting, &figures).expect("a workbook").is_empty());
    assert_eq!(sheets(&book), ["Cover", "Symbols", "Figures", "Indicators", "Change notes"]);

    let lines: Vec<String> = sheet(&book, "Cover").iter().map(|row| row[0].to_string()).collect();
    assert_eq!(lines[0], "Children's Plan 2018-21");
    assert!(lines[2].starts_with("For partners only"), "{lines:?}");
    assert!(lines.contains(&"It contains 2 figures.".to_owned()), "{lines:?}");
    assert!(lines.contains(&"These figures are made up.".to_owned()), "{lines:?}");

    let rows = sheet(&book, "Figures");
    assert_eq!(rows[0][0], words("Figures"));
    assert_eq!(rows[1][..4], ["Indicator", "Unit", "Area", "Area code"].map(words));
    assert!(rows[1].iter().all(|cell| *cell != Data::Empty), "no heading is blank");
    assert_eq!(rows[2][5..8], [words("2017/18"), Data::Float(100.0 / 7.0), Data::Empty]);
    assert_eq!(rows[3][5..8], ["2018/19", "[x]", "not collected"].map(words));
    assert_eq!(rows[3][13], words("Counted anew from 2018-09-01."));
    assert_eq!(rows[3][14], words("=cmd|' /C calc'!A0"));
    assert_eq!(sheet(&book, "Indicators").len(), 3);
    assert_eq!(sheet(&book, "Change notes")[2][3], words("no"));
    assert_eq!(sheet(&book, "Symbols")[4][..2], ["[c]", "confidential"].map(words));

    for place in 1..=5 {
        let xml = xml(&book, &format!("xl/worksheets/sheet{place}.xml"));
        assert!(!xml.contains("mergeCell") && !xml.contains("<f>"), "{xml}");
        assert_eq!(xml.matches("<tablePart ").count(), usize::from(place > 1), "sheet {place}");
    }
    let names: Vec<_> = (1..=4).map(|place| xml(&book, &format!("xl/tables/table{place}.xml"))).collect();
    for name in ["Symbols", "Figures", "Indicators", "Change_notes"] {
        assert!(names.iter().any(|xml| xml.contains(&format!("displayName=\"{name}\""))), "{name}");
    }
    let mut again = Vec::new();
    xlsx::write(&mut again, &cover(&warnings), setting, &figures).expect("a workbook");
    assert_eq!(book, again);
}

#[test]
fn a_workbook_says_when_it_is_too_much() {
    let figures = vec![figure("exclusions", "E10000025", "Total", "2017/18", value(1.0)); xlsx::MOST + 1];
    let setting = Setting { indicators: &[], areas: &[], change_notes: &[] };
    let refused = xlsx::write(Vec::new(), &cover(&[]), setting, &figures).expect_err("a refusal");
    assert!(refused.to_string().contains("choose fewer indicators, or the tidy layout"), "{refused}");
    assert!(xlsx::write(Vec::new(), &cover(&[]), setting, &[]).is_ok());
}

/// A pipe that nobody reads.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_stops_the_writing_is_told_as_it_is() {
    let indicators = [indicator("exclusions", Measure::Count, Kind::AcademicYear)];
    let figures = [figure("exclusions", "E10000025", "Total", "2017/18", value(1.0))];
    let setting = Setting { indicators: &indicators, areas: &[], change_notes: &[] };
    let kinds = [
        tidy::write(Closed, setting, &figures).map_err(|error| error.kind()),
        dfe::write(Closed, Vec::new(), setting, &figures, "").map_err(|error| error.kind()),
        xlsx::write(Closed, &cover(&[]), setting, &figures).map_err(|error| error.kind()),
    ];
    assert!(kinds.iter().all(|kind| *kind == Err(std::io::ErrorKind::BrokenPipe)), "{kinds:?}");
}
