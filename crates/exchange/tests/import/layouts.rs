//! Small hand-made files in each layout, read whole. Their numbers are invented.

use crate::{lines, named, problems, proposal, proposal_to};
use domain::{
    area::{Area, AreaCode, Level},
    figure::{Origin, Reading, Status},
    indicator::{Basis, Indicator, Measure, Polarity},
    period::Kind,
    slug::Slug,
};
use exchange::import::{Known, Layout, Mapping, Options};

pub(crate) const TIDY: &str = "indicator,indicator_name,measure,per,unit,decimals,polarity,area_code,area_name,area_level,breakdown,period,period_kind,value,numerator,denominator,lower,upper,status,note
absence,Absence,percentage,,pupils,1,lower,E10000025,Oxfordshire,local authority,Total,2017/18,academic year,12.5,50,400,9.6,16.1,final,
absence,Absence,percentage,,pupils,1,lower,E10000025,Oxfordshire,local authority,sex=Female,2017/18,academic year,c,,,,,provisional,too few
absence,Absence,percentage,,pupils,1,lower,E10000025,Oxfordshire,local authority,Total,2018/19,academic year,,48,400,,,revised,
plans,Plans,rate,10000,under 18s,1,neither,E92000001,England,country,Total,2018 reporting year,reporting year,45.3,,,,,final,\"said, and \"\"quoted\"\"\"
";

pub(crate) const DFE: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,sex,phase,pupils,pt_absent
201718,Academic year,National,E92000001,England,,,,,,Total,Total,8000,4.8
201718,Academic year,Local authority,E92000001,England,E12000008,South East,931,E10000025,Oxfordshire,Total,Total,800,4.7
201718,Academic year,Local authority,E92000001,England,E12000008,South East,931,E10000025,Oxfordshire,Female,Total,400,c
201718,Academic year,Local authority,E92000001,England,E12000008,South East,931,E10000025,Oxfordshire,Female,Primary,200,
201718,Autumn term,Local authority,E92000001,England,E12000008,South East,931,E10000025,Oxfordshire,Total,Total,790,4.5
201718,Academic year,School,E92000001,England,E12000008,South East,931,E10000025,Oxfordshire,Total,Total,80,4.6
";

pub(crate) const FINGERTIPS: &str = "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Recent Trend,Compared to England,Time period Sortable
1,Admissions,E92000001,England,England,Persons,<15 yrs,,,2017/18,50,49,51,5000,1000000,,,Not compared,20170000
1,Admissions,E92000001,England,England,Persons,<15 yrs,,,2017/18,50,49,51,5000,1000000,,,Better,20170000
1,Admissions,E92000001,England,England,Female,<15 yrs,,,2017/18,40.5,39,42,2001,500000,,,Not compared,20170000
1,Admissions,E10000025,Oxfordshire,County,Persons,<15 yrs,,,2017/18,,,,,,Not presented,,,20170000
1,Admissions,E92000001,England,England,Persons,<15 yrs,Deprivation,Most deprived,2017/18,80,78,82,800,100000,,,,20170000
1,Admissions,E92000001,England,England,Male,<15 yrs,,,2018/19,60,59,61,3000,500000,,,,20180000
1,Admissions,E92000001,England,England,Male,<15 yrs,,,2018/19,61,59,61,3050,500000,,,,20180000
";

pub(crate) const LAIT: &str = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region
NEET,% not in education,2017 (prov),Oxfordshire,4.1,931.0,South East
NEET,,2018,Oxfordshire,3.9000000000000004,931.0,South East
NEET,,2018,England,-,970.0,NA
NEET,,2018,Nowhere,5,1.0,NA
Excl,Permanent exclusions per 100 pupils,2017/18,England,0.1,970.0,NA
";

pub(crate) const LOOK_UP: &str = "old_la_code,new_la_code,la_name\n931,E10000025,Oxfordshire\n";

pub(crate) const TEMPLATE: &str = "Return of Oxfordshire County Council for 2018-19 Q1
Indicator,Slug,Area,Area code,Breakdown,Period,Numerator,Denominator,Value,Reason if there is no value,Status,Note
Absence,absence,Oxfordshire,E10000025,Total,2017/18,50,400,,,Final,
Absence,absence,Oxfordshire,E10000025,sex=Female,2017/18,,,,confidential,Provisional,too few
Absence,absence,Oxfordshire,E10000025,sex=Male,2017/18,,,,,,
Absence,absence,Oxfordshire,E10000025,Total,2018-19 Q1,50,400,,,,
";

pub(crate) fn indicator() -> Indicator {
    let slug = |text| Slug::new(text).expect("a slug");
    Indicator {
        slug: slug("absence"),
        name: "Overall absence".into(),
        measure: Measure::Percentage,
        unit: "pupils".into(),
        decimals: 1,
        polarity: Polarity::Lower,
        frequency: Kind::AcademicYear,
        owner: slug("council"),
        origin: Origin::Partner,
        basis: Basis::School,
        source: "A source".into(),
        retired: None,
        lag: domain::indicator::USUAL_LAG,
        definitions: Vec::new(),
        placements: Vec::new(),
    }
}

pub(crate) fn known() -> Known {
    let code = AreaCode::new("E10000025").expect("a code");
    let area = Area { code, name: "Oxfordshire".into(), level: Level::LocalAuthority };
    Known { indicators: vec![indicator()], areas: vec![area] }
}

#[test]
fn our_own_table_reads_whole() {
    let read = proposal(TIDY.as_bytes(), &named("own.csv"));
    let expected = [
        "absence | E10000025 | Total | 2017/18 | 12.5",
        "absence | E10000025 | Total | 2018/19 | 12",
        "absence | E10000025 | sex=Female | 2017/18 | confidential",
        "plans | E92000001 | Total | 2018 reporting year | 45.3",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!((read.rows, read.refused, problems(&read)), (4, 0, Vec::new()));
    let first = &read.figures[0];
    let Reading::Value(measured) = first.reading else { panic!("a value") };
    assert_eq!(measured.fraction().map(|fraction| fraction.numerator), Some(50.0));
    assert_eq!(measured.interval().map(|interval| interval.lower), Some(9.6));
    assert_eq!(read.figures.iter().map(|figure| figure.row).collect::<Vec<_>>(), [2, 4, 3, 5]);
    assert_eq!(
        read.figures.iter().map(|figure| figure.status).collect::<Vec<_>>(),
        [Status::Final, Status::Revised, Status::Provisional, Status::Final]
    );
    assert_eq!(read.figures[3].note.as_deref(), Some("said, and \"quoted\""));
    let plans = &read.indicators[1];
    assert_eq!(
        (plans.measure, plans.unit.as_str(), plans.decimals),
        (Measure::Rate { per: 10_000 }, "under 18s", 1)
    );
}

#[test]
fn the_template_gives_what_was_typed_and_nothing_for_rows_without() {
    let read = proposal_to(TEMPLATE.as_bytes(), &named("return.csv"), &known());
    assert_eq!(
        lines(&read),
        [
            "absence | E10000025 | Total | 2017/18 | 12.5",
            "absence | E10000025 | sex=Female | 2017/18 | confidential"
        ]
    );
    assert_eq!(
        problems(&read),
        [
            "6 Period: 2018-19 Q1 is of the kind \"financial quarter\", but the indicator's periods are of the kind \"academic year\""
        ]
    );
    assert_eq!(read.indicators[0].name, "Overall absence");
}

#[test]
fn what_the_record_says_of_an_indicator_holds() {
    let bad =
        TIDY.replace(",12.5,50,400,9.6,16.1,", ",112.5,,,,,").replace("\"said, and \"\"quoted\"\"\"", "");
    let read = proposal_to(bad.as_bytes(), &named("own.csv"), &known());
    assert_eq!(problems(&read), ["2 value: a percentage cannot be above 100"]);
    let bad = TIDY.replace(",12.5,50,400,", ",13.5,50,400,");
    let read = proposal_to(bad.as_bytes(), &named("own.csv"), &known());
    assert_eq!(problems(&read), ["2 value: the value does not match its numerator and denominator"]);
}

#[test]
fn a_dfe_file_gives_an_indicator_for_each_column_and_kind_of_period() {
    let read = proposal(DFE.as_bytes(), &named("ees_absence_2018.csv"));
    let expected = [
        "absence-pupils | E92000001 | Total | 2017/18 | 8000",
        "absence-pt-absent | E92000001 | Total | 2017/18 | 4.8",
        "absence-pupils | E10000025 | Total | 2017/18 | 800",
        "absence-pt-absent | E10000025 | Total | 2017/18 | 4.7",
        "absence-pupils | E10000025 | Sex=Female | 2017/18 | 400",
        "absence-pt-absent | E10000025 | Sex=Female | 2017/18 | confidential",
        "absence-pupils | E10000025 | Sex × Phase=Female × Primary | 2017/18 | 200",
        "absence-pupils-term | E10000025 | Total | 2017/18 autumn term | 790",
        "absence-pt-absent-term | E10000025 | Total | 2017/18 autumn term | 4.5",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(problems(&read), ["7 school_name: School \"\" has no official area code"]);
    let measures: Vec<_> = read.indicators.iter().map(|indicator| indicator.measure).collect();
    assert_eq!(measures, [Measure::Count, Measure::Percentage, Measure::Count, Measure::Percentage]);
    assert!(read.notes.iter().any(|note| note.contains("1 blank cell")), "{:?}", read.notes);
    assert!(
        read.notes.iter().any(|note| note == "\"c\" was read as confidential (1 cell)."),
        "{:?}",
        read.notes
    );
}

#[test]
fn a_meta_file_says_what_columns_are_and_tells_alike_labels_apart() {
    let meta = "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp\n\
        sex,Filter,Sex,,,\nphase,Filter,Phase of school,,,\n\
        pupils,Indicator,Absence,Counts,,0\npt_absent,Indicator,Absence,Rates,%,2\n";
    let options = Options { meta: Some(meta.into()), ..named("absence.csv") };
    let read = proposal(DFE.as_bytes(), &options);
    let names: Vec<_> = read.indicators.iter().map(|indicator| indicator.name.as_str()).collect();
    assert_eq!(
        names,
        ["Absence (Counts)", "Absence (Rates)", "Absence (Counts) (term)", "Absence (Rates) (term)"]
    );
    assert_eq!(read.indicators[1].decimals, 2);
    assert!(lines(&read)[6].contains("Sex × Phase of school=Female × Primary"), "{:?}", lines(&read));
}

#[test]
fn columns_in_another_order_and_other_separators_read_the_same() {
    let read = proposal(DFE.as_bytes(), &named("absence.csv"));
    let turned: String =
        DFE.lines().map(|line| line.split(',').rev().collect::<Vec<_>>().join(";") + "\r\n").collect();
    let turned = proposal(turned.as_bytes(), &named("absence.csv"));
    let sorted = |proposal: &_| {
        let mut lines = lines(proposal);
        lines.sort();
        lines
    };
    // The filters join in the order of their columns.
    let same: Vec<String> = sorted(&turned)
        .iter()
        .map(|line| line.replace("Phase × Sex=Primary × Female", "Sex × Phase=Female × Primary"))
        .collect();
    assert_eq!(same, sorted(&read));
    let utf16: Vec<u8> = DFE.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(lines(&proposal(&utf16, &named("absence.csv"))), lines(&read));
}

#[test]
fn without_a_level_a_row_is_about_the_smallest_place_that_it_names() {
    let text = "time_period,time_identifier,country_code,country_name,region_code,region_name,new_la_code,la_name,ward_code,school_name,pupils\n\
        201718,Academic year,E92000001,England,E12000008,South East,E10000025,Oxfordshire,,,800\n\
        201718,Academic year,E92000001,England,E12000008,South East,,,,,8000\n\
        201718,Academic year,E92000001,England,,,,,,,80000\n\
        201718,Academic year,E92000001,England,E12000008,South East,,Nowhere,,,8\n\
        201718,Academic year,E92000001,England,,Somewhere,,,,,9\n\
        201718,Academic year,E92000001,England,E12000008,South East,E10000025,Oxfordshire,E05000001,,3\n\
        201718,Academic year,E92000001,England,E12000008,South East,E10000025,Oxfordshire,,A school,2\n";
    let read = proposal(text.as_bytes(), &named("x.csv"));
    let about: Vec<_> = read.series.iter().map(|series| series.area.as_str()).collect();
    assert_eq!(about, ["E10000025", "E12000008", "E92000001", "E05000001"]);
    assert_eq!(
        problems(&read),
        [
            "5 new_la_code: \"Nowhere\" has no official area code",
            "6 region_code: \"Somewhere\" has no official area code",
            "8 school_name: school \"A school\" has no official area code",
        ]
    );
}

#[test]
fn years_without_an_identifier_ask_of_which_kind_they_are() {
    let text = "time_period,geographic_level,country_code,country_name,pupils\n201718,National,E92000001,England,800\n";
    let read = proposal(text.as_bytes(), &named("x.csv"));
    assert_eq!(lines(&read), ["x-pupils | E92000001 | Total | 2017/18 | 800"]);
    assert_eq!(read.questions[0].kinds, [Kind::AcademicYear, Kind::FinancialYear]);
}

#[test]
fn fingertips_rows_that_differ_in_a_comparison_count_once() {
    let read = proposal(FINGERTIPS.as_bytes(), &named("f.csv"));
    let slug = "fingertips-1-under-15-yrs";
    let expected = [
        format!("{slug} | E92000001 | Total | 2017-18 | 50"),
        format!("{slug} | E92000001 | Sex=Female | 2017-18 | 40.5"),
        format!("{slug} | E10000025 | Total | 2017-18 | not available"),
        format!("{slug} | E92000001 | Deprivation=Most deprived | 2017-18 | 80"),
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(
        problems(&read),
        [
            "7 Value: row 8 gives a different figure for the same indicator, area, \
                breakdown and period: none of them was used",
            "8 Value: row 7 gives a different figure for the same indicator, area, \
                breakdown and period: none of them was used",
        ]
    );
    assert_eq!(read.indicators[0].measure, Measure::Rate { per: 10_000 });
    assert_eq!(read.figures[2].note.as_deref(), Some("Not presented"));
    let parts = |figure: usize| match read.figures[figure].reading {
        Reading::Value(measured) => {
            (measured.value(), measured.fraction().is_some(), measured.interval().is_some())
        }
        Reading::Absent(_) => panic!("no value"),
    };
    assert_eq!(parts(0), (50.0, true, true));
    // 2001 of 500,000 is 40.02: the value holds, and the parts that contradict it are left out.
    assert_eq!(parts(1), (40.5, false, true));
    assert_eq!(read.questions.len(), 1);
}

#[test]
fn lait_rows_find_their_places_by_name_and_number_and_ask_what_their_years_are() {
    let options = Options { areas: Some(LOOK_UP.into()), ..named("lait.csv") };
    let read = proposal(LAIT.as_bytes(), &options);
    assert_eq!(
        lines(&read),
        [
            "neet | E10000025 | Total | 2017 | 4.1",
            "neet | E10000025 | Total | 2018 | 3.9",
            "neet | E92000001 | Total | 2018 | not available",
            "excl | E92000001 | Total | 2017/18 | 0.1",
        ]
    );
    assert_eq!(read.figures[0].status, Status::Provisional);
    assert!(problems(&read)[0].starts_with("5 LA and Regions: the record has no area called \"Nowhere\""));
    let about: Vec<_> =
        read.questions.iter().map(|question| (question.about.as_str(), question.kinds[0])).collect();
    assert_eq!(about, [("neet", Kind::CalendarYear), ("excl", Kind::AcademicYear)]);
    let answers = vec![
        (Slug::new("neet").expect("a slug"), Kind::AcademicYear),
        (Slug::new("excl").expect("a slug"), Kind::AcademicYear),
    ];
    let read = proposal(LAIT.as_bytes(), &Options { kinds: answers, ..options });
    assert_eq!(read.questions, []);
    assert_eq!(lines(&read)[0], "neet | E10000025 | Total | 2016/17 | 4.1");
}

#[test]
fn wide_lait_sheets_are_read_too() {
    let text = "Children looked after\n\nIndicator,LA Number,LA and Regions,2017,2018,2019 (prov)\nLAC rate per 10000,931,Oxfordshire,47,48,c\n";
    let read = proposal_to(text.as_bytes(), &named("lac.csv"), &known());
    assert_eq!(lines(&read).len(), 3);
    assert!(lines(&read)[2].ends_with("2019 | confidential"), "{:?}", lines(&read));
    assert_eq!(read.figures[2].status, Status::Provisional);
}

#[test]
fn any_table_is_read_by_what_its_columns_are() {
    let text = "Council,Year,Sex,Number,Share\nOxfordshire,2018-19,Total,\"1,200\",0.1065\nOxfordshire,2018-19,F,600,0.2\nElsewhere,2018-19,F,1,0.1\n";
    let mapping =
        Mapping::parse("Council=area\nYear=period\nSex=filter\nNumber=value\nShare=share\n*indicator=Visits")
            .expect("a mapping");
    let options = Options { mapping: Some(mapping), ..named("any.csv") };
    let read = proposal_to(text.as_bytes(), &options, &known());
    assert_eq!(
        lines(&read),
        [
            "visits-number | E10000025 | Total | 2018-19 | 1200",
            "visits-share | E10000025 | Total | 2018-19 | 10.65",
            "visits-number | E10000025 | Sex=F | 2018-19 | 600",
            "visits-share | E10000025 | Sex=F | 2018-19 | 20",
        ]
    );
    assert_eq!(read.indicators[1].measure, Measure::Percentage);
    assert_eq!(read.refused, 1);
}

#[test]
fn progress_only_grows_and_ends_at_the_end() {
    let text = TIDY.lines().next().expect("headings").to_owned()
        + "\n"
        + &(TIDY.lines().nth(1).expect("a row").to_owned() + "\n").repeat(5_000);
    for (text, known) in [(text, known()), (DFE.to_owned(), Known::default())] {
        let mut told = Vec::new();
        let bytes = text.len() as u64;
        let read =
            exchange::import::read(std::io::Cursor::new(text), &known, &named("x.csv"), &mut |bytes| {
                told.push(bytes)
            });
        assert!(read.is_ok());
        assert!(told.is_sorted() && told.last() == Some(&bytes), "{told:?} of {bytes}");
    }
}

#[test]
fn a_file_that_does_not_fit_the_layout_asked_for_says_so() {
    let options = Options { layout: Some(Layout::Fingertips), ..named("x.csv") };
    let message = crate::fault(DFE.as_bytes(), &options);
    assert!(message.contains("layout fingertips") && message.contains("\"time_period\""), "{message}");
}
