//! Files as people make them, and as nobody should.

use super::{Settings, figures, made, settings};
use domain::{
    indicator::{Measure, Polarity},
    judgement::{Chart, Choice, Seasonal},
    observation::{Cadence, Join},
};
use proptest::prelude::{any, prop_assert, proptest};

fn faults(text: &str) -> Vec<String> {
    figures(text.as_bytes()).expect_err("faults").iter().map(ToString::to_string).collect()
}

fn refused(text: &str) -> String {
    let rows = figures(text.as_bytes()).expect("a file without faults");
    made(&rows[0].rows, &Settings::default()).expect_err("a refusal")
}

#[test]
fn series_come_in_time_s_order() {
    let text = "\u{feff}Series,date,value\nb,2018-07-01,\"1,234.5\"\nb,2018-04-01,c\na,2020-01-01,1e2\n\nb,2019-01-01,7\n";
    let all = figures(text.as_bytes()).expect("two series");
    assert_eq!(all.iter().map(|series| series.name.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    let made = made(&all[0].rows, &Settings::default()).expect("a series");
    let values: Vec<_> = made.observations.iter().map(|observation| observation.value).collect();
    assert_eq!(values, [None, Some(1234.5), Some(7.0)]);
    assert_eq!(made.cadence, Cadence::Seasons(4));
    assert_eq!(made.observations[2].join, Join::Gap, "a quarter is missing");
    assert_eq!((made.decimals, made.measure), (1, Measure::Index));
}

#[test]
fn days_tell_how_far_apart_they_are() {
    let cadence = |days: &[&str]| {
        let rows: Vec<_> = days.iter().map(|day| format!("a,{day},1\n")).collect();
        let text = format!("series,date,value\n{}", rows.concat());
        made(&figures(text.as_bytes()).expect("a file")[0].rows, &Settings::default())
            .expect("a series")
            .cadence
    };
    assert_eq!(cadence(&["2018-01-01", "2018-02-01", "2018-04-01"]), Cadence::Seasons(12));
    assert_eq!(cadence(&["2018-01-31", "2018-02-28", "2018-03-31"]), Cadence::Seasons(12));
    assert_eq!(cadence(&["2018-09-01", "2019-01-01", "2019-05-01"]), Cadence::Seasons(3));
    assert_eq!(cadence(&["2018-03-31", "2019-03-31", "2021-03-31"]), Cadence::Years);
    assert_eq!(cadence(&["2018-01-01", "2018-01-08", "2018-01-22"]), Cadence::Weeks);
    // Every second year has no case of its own, and is not a row of gaps either.
    assert_eq!(cadence(&["2014-03-31", "2016-03-31", "2018-03-31"]), Cadence::Irregular);
    assert_eq!(cadence(&["2018-01-01", "2018-01-09", "2018-01-15"]), Cadence::Irregular);
    assert_eq!(cadence(&["2018-01-01", "2018-06-01", "2018-11-01"]), Cadence::Irregular);
}

#[test]
fn periods_are_read_by_any_label() {
    let text = "series,period,value\na,2017/18,1\na,2018/19,2\na,2020/21 (prov),3\n";
    let made =
        made(&figures(text.as_bytes()).expect("a file")[0].rows, &Settings::default()).expect("a series");
    assert_eq!(made.cadence, Cadence::Years);
    assert_eq!(made.observations[0].on.to_string(), "2017-09-01");
    assert_eq!(
        made.observations.iter().map(|o| o.join).collect::<Vec<_>>(),
        [Join::Follows, Join::Follows, Join::Gap]
    );
    assert!(made.is_provisional);
}

#[test]
fn every_fault_is_told_with_its_line() {
    assert_eq!(faults(""), ["it is empty: the first line should name the columns"]);
    assert_eq!(faults("series,date,value\n"), ["it has no figures"]);
    assert_eq!(faults("series,value\na,1\n"), ["line 1: the column \"date\" or \"period\" is missing"]);
    assert_eq!(
        faults(
            "series,date,value\na,2018-04-31,1\n,2018-04-01,2\na,2018-05-01,many\na,2018-06-01,1\na,2018-06-01,2\n"
        ),
        [
            "line 2: date \"2018-04-31\" is not a day, such as 2018-04-01",
            "line 3: the series is blank",
            "line 4: value \"many\" is not a number or a symbol",
            "line 6: line 5 has a figure for the same series and time",
        ]
    );
    assert!(faults("series,date,value,colour\n")[0].starts_with("line 1: there is no column \"colour\""));
    let commanding = faults("series,period,value\na,\u{1b}[2Jx,1\n").concat();
    assert!(commanding.contains("[2Jx") && !commanding.contains(char::is_control), "{commanding:?}");
    assert!(faults("series,period,value\na,Q1-18,1\n")[0].starts_with("line 2: \"Q1-18\" is not a period"));
    assert!(faults("series,date,value,lower\na,2018-04-01,1,0\n")[0].contains("both lower and upper"));
    let all: Vec<_> = settings(b"series,polarity,fix_after_n,confidence\na,up,11,100\n").expect_err("faults");
    let share = settings(b"series,confidence\na,0.95\n").expect_err("faults");
    assert!(share[0].to_string().contains("\"0.95\" is not a percentage from 50 up"), "{}", share[0]);
    assert_eq!(all[0].to_string(), "line 2: fix_after_n \"11\" is not a whole number from 12 up");
}

#[test]
fn a_number_with_commas_needs_quotes() {
    assert_eq!(
        faults("series,date,value\na,2018-04-01,1,234\na,2018-05-01,5,,\na,2018-06-01,7\n"),
        [
            "line 2: it has more cells than the first line has columns: put quotation marks around text with a comma"
        ]
    );
}

#[test]
fn as_many_decimals_are_shown_as_matter() {
    let shown = |values: &str, target| {
        let rows = figures(format!("series,date,value\n{values}\n").as_bytes()).expect("a file");
        made(&rows[0].rows, &Settings { target, ..Settings::default() }).expect("a series").decimals
    };
    assert_eq!(shown("a,2018-04-01,11\na,2018-05-01,12.5", None), 1);
    for (value, decimals) in [
        ("1e-3", 3),
        ("1.5e-3", 4),
        ("1.5e1", 0),
        ("1.25E1", 1),
        ("2e-30", 6),
        ("\"1,234.50\"", 2),
        ("7.5%", 1),
    ] {
        assert_eq!(shown(&format!("a,2018-04-01,{value}"), None), decimals, "{value}");
    }
    // 10 misses a target of 10.4, and not one of 10 by 0.
    assert_eq!(shown("a,2018-04-01,10", Some(10.4)), 1);
    assert_eq!(shown("a,2018-04-01,10", Some(1e21)), 0);
}

#[test]
fn a_count_may_be_given_by_its_numerator() {
    let rows = figures(b"series,date,numerator\na,2018-04-01,7\n").expect("a file");
    let settings = Settings { kind: Some(super::Kind::Count), ..Settings::default() };
    let made = made(&rows[0].rows, &settings).expect("a series");
    assert_eq!((made.observations[0].value, made.decimals), (Some(7.0), 0));
}

#[test]
fn a_small_rate_is_shown_with_its_digits() {
    let shown = |numerator: &str| {
        let text =
            format!("series,date,numerator,denominator,multiplier\na,2018-04-01,{numerator},100000,1000\n");
        made(&figures(text.as_bytes()).expect("a file")[0].rows, &Settings::default())
            .expect("a series")
            .decimals
    };
    assert_eq!((shown("0"), shown("1234"), shown("1"), shown("0.001")), (2, 2, 3, 6));
}

#[test]
fn a_series_that_cannot_be_is_refused_with_its_reason() {
    assert_eq!(refused("series,date,value\na,2018-04-01,NaN\n"), "line 2: a value is not a finite number");
    assert_eq!(refused("series,date,value\na,2018-04-01,-inf\n"), "line 2: a value is not a finite number");
    let parts = |row: &str| {
        refused(&format!("series,date,value,numerator,denominator,multiplier\na,2018-04-01,{row}\n"))
    };
    assert_eq!(parts(",1,0,"), "line 2: a denominator must be above 0");
    assert_eq!(parts(",-1,10,"), "line 2: a numerator cannot be below 0");
    assert_eq!(parts(",11,10,"), "line 2: the numerator of a percentage cannot be above its denominator");
    assert_eq!(parts("20,1,10,"), "line 2: the value does not match its numerator and denominator");
    assert_eq!(parts(",1,10,0"), "a multiplier is a whole number from 1 up, such as 100 or 10000");
}

#[test]
fn settings_are_read_by_series() {
    let text = "series,polarity,target,rebase_dates,fix_after_n,screening,confidence,measure\n\
                a,lower,10.5,2018-04-01;2019-04-01,12,FALSE,99.8,rate\nb,,,,,,,\n";
    let all = settings(text.as_bytes()).expect("settings");
    let a = &all["a"];
    assert_eq!((a.polarity, a.target, a.rebase.len()), (Polarity::Lower, Some(10.5), 2));
    assert!((a.confidence.z() - 3.090_232_306_167_813).abs() < 1e-9);
    assert_eq!(all["b"], Settings::default());
}

#[test]
fn how_a_series_is_judged_is_read_too() {
    let text =
        "series,chart,seasonal,due_days\na,auto,auto,28\nb,Poisson,off,\nc,p,,0\nd,u,,\ne,xmr,,\nf,,,\n";
    let all = settings(text.as_bytes()).expect("settings");
    let of = |name: &str| (all[name].chart, all[name].seasonal, all[name].due_days);
    assert_eq!(of("a"), (Choice::Auto, Seasonal::Auto, 28));
    assert_eq!(of("b"), (Choice::Only(Chart::Poisson), Seasonal::Off, 0));
    assert_eq!(of("c").0, Choice::Only(Chart::P));
    assert_eq!(of("d").0, Choice::Only(Chart::U));
    assert_eq!(of("e"), (Choice::Only(Chart::Xmr), Seasonal::Off, 0));
    assert_eq!(of("f"), of("e"), "the chart of the peer, and no season, unless they are asked for");
    for bad in ["a,c,,\n", "a,,maybe,\n", "a,,,-1\n", "a,,,1.5\n", "a,,,3651\n"] {
        let text = format!("series,chart,seasonal,due_days\n{bad}");
        assert_eq!(settings(text.as_bytes()).map_err(|faults| faults.len()), Err(1), "{bad}");
    }
}

proptest! {
    #[test]
    fn no_file_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = figures(&bytes);
        let _ = settings(&bytes);
    }

    #[test]
    fn no_figures_panic(
        values in proptest::collection::vec((any::<f64>(), any::<f64>(), any::<f64>(), 0..40_i32), 0..12),
    ) {
        let mut text = "series,date,value,numerator,denominator\n".to_owned();
        for (place, (value, numerator, denominator, month)) in values.iter().enumerate() {
            let day = format!("{}-{:02}-01", 2000 + place, month % 12 + 1);
            text.push_str(&format!("a,{day},{value},{numerator},{denominator}\n"));
        }
        if let Ok(all) = figures(text.as_bytes()) {
            for series in &all {
                if let Ok(made) = made(&series.rows, &Settings::default()) {
                    let mut values = made.observations.iter().filter_map(|observation| observation.value);
                    prop_assert!(values.all(f64::is_finite));
                }
            }
        }
    }
}
