//! `outcomes explain`, as an analyst types it: what other systems gave for the same input, and files that are wrong.

use serde_json::Value;
use std::{
    fmt::Write,
    path::Path,
    process::{Command, Output},
};
use tests::{
    answers::{Answer, agrees, carried},
    reference::{REBASED_AT_ONCE, UNSCREENED, assurance_icon, by_case, label, refused},
};

/// Files in a folder of their own.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    }

    fn missing(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

fn explain(arguments: &[&str]) -> Output {
    let output = Command::new(tests::browser::program_path()).arg("explain").args(arguments).output();
    let output = output.expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked") && !said.contains("backtrace"), "{arguments:?}: {said}");
    output
}

fn told(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The line of each series of a file, in its order.
fn lines(figures: &str, settings: &str) -> Vec<Value> {
    let folder = Folder::new();
    let (figures, settings) = (folder.file("figures.csv", figures), folder.file("settings.csv", settings));
    let out = told(&[&figures, "--settings", &settings, "--json"]);
    out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value[key].as_str()
}

fn same(ours: &Value, theirs: f64, at: &str) {
    let ours = ours.as_f64().unwrap_or_else(|| panic!("{at}: {ours} is no number"));
    assert!(agrees(ours, theirs), "{at}: {ours} and not {theirs}");
}

fn rule_and_side(point: &Value) -> &'static str {
    use domain::control_chart::{Rule, Side};
    let rule = text(point, "rule").and_then(Rule::parse).expect("a rule");
    label(rule, text(point, "side").and_then(Side::parse))
}

fn same_point(name: &str, ours: &Value, theirs: &Answer) {
    let at = format!("{name} {}", theirs.text("date"));
    assert_eq!(text(ours, "date"), Some(theirs.text("date")), "{at}");
    assert_eq!(ours["value"].as_f64(), theirs.number("value"), "{at}");
    let group = ours["group"].as_u64().expect("a group");
    assert_eq!(group as f64, theirs.given("rebase_group"), "{at}: group");
    same(&ours["mean"], theirs.given("mean"), &format!("{at}: mean"));
    let is_limited = !ours["lower_limit"].is_null() && !ours["upper_limit"].is_null();
    let place = group as usize - usize::from(name == REBASED_AT_ONCE);
    assert_eq!(is_limited, refused(name, place).is_none(), "{at}: limits");
    if name == UNSCREENED {
        assert!(ours["upper_limit"].as_f64() > ours["lower_limit"].as_f64(), "{at}");
        return;
    }
    if is_limited {
        same(&ours["lower_limit"], theirs.given("lpl"), &format!("{at}: lower limit"));
        same(&ours["upper_limit"], theirs.given("upl"), &format!("{at}: upper limit"));
    }
    assert_eq!(rule_and_side(ours), theirs.text("special_cause_type"), "{at}: label");
    let kind = match text(ours, "kind") {
        Some("common") => "common_cause".to_owned(),
        kind => format!("special_cause_{}", kind.unwrap_or_default()),
    };
    assert_eq!(kind, theirs.text("point_type"), "{at}: kind");
    assert_eq!(ours["trial"].as_bool(), Some(theirs.text("short_group_warning") == "TRUE"), "{at}: trial");
}

fn same_summary(name: &str, ours: &Value, theirs: &Answer) {
    let groups = theirs.given("n_groups") as usize;
    let refused = refused(name, groups - 1).map(|refusal| refusal.to_string());
    assert_eq!(text(ours, "refused"), refused.as_deref(), "{name}: refused");
    let variation = text(ours, "variation").map(|word| format!("{word}.svg"));
    assert_eq!(variation.is_none(), refused.is_some(), "{name}: variation");
    if let Some(icon) = variation.filter(|_| name != UNSCREENED) {
        assert_eq!(icon, theirs.text("variation_icon"), "{name}: variation");
    }
    let assurance = assurance_icon(text(ours, "assurance"));
    assert_eq!(assurance, theirs.text("assurance_icon"), "{name}: assurance");
    assert_eq!(ours["lower_limit"].is_null(), refused.is_some(), "{name}: limits");
    same(&ours["mean"], theirs.given("mean_last"), &format!("{name}: mean"));
    if refused.is_none() && name != UNSCREENED {
        same(&ours["lower_limit"], theirs.given("lpl_last"), &format!("{name}: lower limit"));
        same(&ours["upper_limit"], theirs.given("upl_last"), &format!("{name}: upper limit"));
    }
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn control_charts_agree_with_nhsrplotthedots() {
    let [cases, points, summaries] =
        ["cases", "points", "summary"].map(|part| carried(&format!("computed/spc_{part}.csv")));
    let mut figures = "series,date,value\n".to_owned();
    for point in &points {
        let [name, date, value] = ["case_id", "date", "value"].map(|column| point.text(column));
        let _ = writeln!(figures, "{name},{date},{value}");
    }
    let mut settings = "series,polarity,target,rebase_dates,fix_after_n,screening\n".to_owned();
    for case in &cases {
        let polarity = match case.text("improvement_direction") {
            "increase" => "higher",
            "decrease" => "lower",
            _ => "neither",
        };
        let [name, target, rebases, fixed, screening] =
            ["case_id", "target", "rebase_dates", "fix_after_n_points", "screen_outliers"]
                .map(|column| case.text(column));
        let _ = writeln!(settings, "{name},{polarity},{target},{rebases},{fixed},{screening}");
    }
    let lines = lines(&figures, &settings);
    let by_case = by_case(&points);
    let mut compared = 0;
    for (ours, case) in lines.iter().zip(&cases) {
        let name = case.text("case_id");
        assert_eq!(text(ours, "series"), Some(name));
        let (own, theirs) = (ours["points"].as_array().expect("points"), &by_case[name]);
        assert_eq!(own.len(), theirs.len(), "{name}");
        for (ours, theirs) in own.iter().zip(theirs) {
            same_point(name, ours, theirs);
            compared += 1;
        }
        let summary = summaries.iter().find(|summary| summary.text("case_id") == name).expect("a summary");
        same_summary(name, ours, summary);
    }
    assert_eq!((lines.len(), compared), (101, 1625));
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn intervals_agree_with_pheindicatormethods() {
    let mut figures = "series,date,numerator,denominator,multiplier\n".to_owned();
    let mut settings = "series,confidence,measure\n".to_owned();
    let mut answers = Vec::new();
    for (file, measure) in
        [("computed/interval_proportion.csv", "percentage"), ("computed/interval_rate.csv", "rate")]
    {
        for answer in carried(file) {
            let name = format!("{measure} {}", answers.len());
            let multiplier =
                if measure == "rate" { answer.text("multiplier").to_owned() } else { String::new() };
            let [x, n, confidence] = ["numerator", "denominator", "confidence"].map(|key| answer.text(key));
            let _ = writeln!(figures, "{name},2020-04-01,{x},{n},{multiplier}");
            let _ = writeln!(settings, "{name},{confidence},{measure}");
            answers.push((name, answer));
        }
    }
    let lines = lines(&figures, &settings);
    for (ours, (name, theirs)) in lines.iter().zip(&answers) {
        assert_eq!(text(ours, "series"), Some(name.as_str()));
        let point = &ours["points"][0];
        let at = format!("{name}: {} of {}", theirs.text("numerator"), theirs.text("denominator"));
        same(&point["value"], theirs.given("value"), &at);
        same(&point["interval"][0], theirs.given("lowercl"), &at);
        same(&point["interval"][1], theirs.given("uppercl"), &at);
    }
    assert_eq!((lines.len(), answers.len()), (525, 525));
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn seasonal_trends_agree_with_pymannkendall() {
    let [series, answers] = ["series", "answers"].map(|part| carried(&format!("seasonal/{part}.csv")));
    let mut figures = "series,date,value\n".to_owned();
    for row in &series {
        let [name, date, value] = ["series", "date", "value"].map(|column| row.text(column));
        let _ = writeln!(figures, "{name},{date},{value}");
    }
    let lines = lines(&figures, "series\n");
    assert_eq!((lines.len(), answers.len()), (72, 72));
    for theirs in &answers {
        let name = theirs.text("series");
        let ours = lines.iter().find(|line| text(line, "series") == Some(name)).expect("the series");
        let trend = &ours["trend"];
        assert_eq!(text(trend, "test"), Some("seasonal_mann_kendall"), "{name}: {trend}");
        same(&trend["statistic"], theirs.given("z"), &format!("{name}: z"));
        same(&trend["per_year"], theirs.given("slope"), &format!("{name}: slope"));
        let p = trend["p"].as_f64().expect("a probability");
        assert!((p - theirs.given("p")).abs() < 1e-9 * p + 1e-15, "{name}: {p}");
        let is_significant = trend["significant"].as_bool().expect("a finding");
        let word = if is_significant { text(trend, "direction") } else { Some("no trend") };
        assert_eq!(word, Some(theirs.text("trend")), "{name}");
    }
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_small_file_is_told_in_words() {
    let folder = Folder::new();
    let figures = folder.file(
        "figures.csv",
        "series,period,numerator,denominator,multiplier\n\
         Absent pupils,2013/14,120,1000,\nAbsent pupils,2014/15,131,1010,\nAbsent pupils,2015/16,150,1020,\n\
         Absent pupils,2016/17,171,1005,\nAbsent pupils,2017/18 (prov),190,1000,\n\
         Referrals,2017/18,9,2000,10000\nReferrals,2018/19,,,10000\n",
    );
    let settings = folder.file(
        "settings.csv",
        "series,polarity,target,confidence\nAbsent pupils,lower,12.5,95\nReferrals,neither,,99.8\n",
    );
    let said = told(&[&figures, "--settings", &settings]);
    insta::assert_snapshot!(said, @r#"
    Absent pupils
    19.00% in 2017/18. This figure is provisional. It misses the target of 12.50% by 6.50 pp (red, provisional). It has gone up over the last 5 years, which is worse.
      period   value   interval          mean    limits
      2013/14  12.00%  10.13% to 14.16%  15.138  10.483 to 19.793 (trial)
      2014/15  12.97%  11.04% to 15.18%  15.138  10.483 to 19.793 (trial)
      2015/16  14.71%  12.66% to 17.01%  15.138  10.483 to 19.793 (trial)
      2016/17  17.01%  14.82% to 19.46%  15.138  10.483 to 19.793 (trial)
      2017/18  19.00%  16.69% to 21.55%  15.138  10.483 to 19.793 (trial)

    Referrals
    45.00 per 10,000 in 2017/18. There is no value in 2018/19. No target has been set. There are too few comparable years to test for a trend.
    No control limits: one value is not enough for limits.
    No trend test: a test needs 5 consecutive years without a break, and has only 1 so far.
      period   value  interval         mean
      2017/18  45.00  12.26 to 113.29  45.000
      2018/19  -                       45.000
    "#);
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_file_that_is_wrong_ends_with_a_sentence() {
    let folder = Folder::new();
    let binary: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let unquoted: &[u8] = b"series,date,value\na,2018-04-01,1,234\n";
    let cases: [(&str, &[u8], &str); 12] = [
        ("no value", b"series,date\na,2018-04-01\n", "line 1: the column \"value\" is missing"),
        ("no series", b"date,value\n2018-04-01,1\n", "line 1: the column \"series\" is missing"),
        ("no date", b"series,value\na,1\n", "the column \"date\" or \"period\" is missing"),
        ("a day", b"series,date,value\na,1st of May,1\n", "line 2: date \"1st of May\" is not a day"),
        ("a period", b"series,period,value\na,soon,1\n", "line 2: \"soon\" is not a period"),
        ("twice", b"series,date,value\na,2018-04-01,1\na,2018-04-01,1\n", "line 3: line 2 has a figure for"),
        ("a word", b"series,date,value\na,2018-04-01,many\n", "value \"many\" is not a number or a symbol"),
        ("commas", unquoted, "line 2: it has more cells than the first line has columns"),
        ("empty", b"", "it is empty: the first line should name the columns"),
        ("blank", b"\n\n\n", "it is empty: the first line should name the columns"),
        ("head alone", b"series,date,value\n", "it has no figures"),
        ("binary", &binary, "there is no column"),
    ];
    let fine = folder.file("fine.csv", "series,date,value\na,2018-04-01,1\n");
    for (name, bytes, sentence) in cases {
        let file = folder.file(name, bytes);
        for output in [explain(&[&file]), explain(&[&file, "--json"])] {
            assert_eq!(output.status.code(), Some(1), "{name}");
            assert!(output.stdout.is_empty(), "{name}");
            let said = String::from_utf8(output.stderr).expect("text");
            assert!(said.contains(sentence) && said.contains(&file), "{name}: {said}");
            let is_plain = said.chars().all(|letter| letter == '\n' || !letter.is_control());
            assert!(is_plain && said.len() < 10_000, "{name}: {said:?}");
        }
    }
    let (nowhere, itself) = (folder.missing("nowhere.csv"), folder.path().display().to_string());
    for arguments in [&[&*nowhere][..], &[&*itself], &[&fine, "--settings", &nowhere]] {
        let output = explain(arguments);
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{arguments:?}");
        assert!(said.contains("cannot be read: ") && said.lines().count() == 1, "{said}");
    }
    let settings = folder.file("settings.csv", "series,polarity,confidence\na,up,100\n");
    let output = explain(&[&fine, "--settings", &settings]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(
        said.contains("line 2: confidence \"100\" is not a percentage from 50 up and below 100"),
        "{said}"
    );
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_series_that_cannot_be_told_does_not_stop_the_others() {
    let cases = [
        ("nan", "2018-04-01,NaN,,", "line 2: a value is not a finite number"),
        ("inf", "2018-04-01,inf,,", "line 3: a value is not a finite number"),
        ("minus inf", "2018-04-01,-infinity,,", "line 4: a value is not a finite number"),
        ("large", "2018-04-01,1e999,,", "line 5: a value is not a finite number"),
        ("of none", "2018-04-01,,3,0", "line 6: a denominator must be above 0"),
        ("of fewer", "2018-04-01,,3,-1", "line 7: a denominator must be above 0"),
        (
            "of too few",
            "2018-04-01,,3,2",
            "line 8: the numerator of a percentage cannot be above its denominator",
        ),
        ("unlike", "2018-04-01,50,1,4", "line 9: the value does not match its numerator and denominator"),
    ];
    let rows: String = cases.iter().map(|(name, row, _)| format!("{name},{row}\n")).collect();
    let figures = format!("series,date,value,numerator,denominator\n{rows}fine,2018-04-01,7,,\n");
    let all = lines(&figures, "series\n");
    assert_eq!(all.len(), cases.len() + 1);
    for (line, (name, _, reason)) in all.iter().zip(&cases) {
        assert_eq!((text(line, "series"), text(line, "refused")), (Some(*name), Some(*reason)));
        assert_eq!(text(line, "sentence"), Some(&*format!("This series cannot be explained: {reason}.")));
        assert!(line["mean"].is_null() && line["points"][0]["rule"].is_null(), "{line}");
    }
    let fine = all.last().expect("the last series");
    assert_eq!(text(fine, "refused"), Some("one value is not enough for limits"));
    assert!(text(fine, "sentence").is_some_and(|said| said.starts_with("7 on 1 April 2018.")), "{fine}");

    let mixed = lines("series,period,value\na,2017/18,1\na,2018-19 Q1,2\na,2018-19 Q2,3\n", "series\n");
    assert_eq!(
        text(&mixed[0], "refused"),
        Some("its periods are of different kinds, so they cannot be compared")
    );
    // A sum that is no number is not printed as the largest number there is.
    let folder = Folder::new();
    let figures = "series,date,value\na,2018-04-01,1.7e308\na,2018-05-01,1.7e308\na,2018-06-01,1.6e308\n";
    let said = told(&[&folder.file("figures.csv", figures)]);
    assert!(
        said.contains("No control limits: a value is not a finite number.") && !said.contains("179,769"),
        "{said}"
    );
    assert!(lines(figures, "series\n")[0]["mean"].is_null());
}

/// A line for each value of a quarterly series from 2010-11 Q1 on.
fn quarterly(name: &str, cells: impl Iterator<Item = String>) -> String {
    let label = |at: usize| format!("{}-{:02} Q{}", 2010 + at / 4, (11 + at / 4) % 100, at % 4 + 1);
    cells.enumerate().map(|(at, cells)| format!("{name},{},{cells}\n", label(at))).collect()
}

/// The object of the only series of a file.
fn one(figures: &str, settings: &str, arguments: &[&str]) -> Value {
    let folder = Folder::new();
    let figures = folder.file("figures.csv", format!("series,period,value,numerator,denominator\n{figures}"));
    let settings = folder.file("settings.csv", settings);
    let out = told(&[&[&*figures, "--settings", &settings, "--json"], arguments].concat());
    serde_json::from_str(&out).expect("a line of JSON")
}

fn words<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value[key].as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

const QUIET: [u32; 8] = [50, 54, 47, 52, 49, 53, 48, 51];

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn what_a_page_would_claim_stands_beside_the_peers_chart() {
    let seasonal = (0..24).map(|at| format!("{},,", 45 + at * 7919 % 101 % 11 + [0, 15, 40, 5][at % 4]));
    let figures = quarterly("a", seasonal);
    let plain = one(&figures, "series,polarity,target\na,lower,60\n", &[]);
    assert_eq!((text(&plain, "chart"), plain["seasonal"].as_bool()), (Some("xmr"), Some(false)));
    let auto = one(&figures, "series,polarity,target,chart,seasonal\na,lower,60,auto,auto\n", &[]);
    assert_eq!((text(&auto, "chart"), auto["seasonal"].as_bool()), (Some("xmr"), Some(true)));
    assert_eq!(words(&auto, "rules"), ["4"]);
    // The peer's chart is the same whatever is asked.
    for key in ["mean", "lower_limit", "upper_limit", "points", "variation", "assurance", "refused"] {
        assert_eq!(plain[key], auto[key], "{key}");
    }
    let upper = |line: &Value, at: usize| line["told_points"][at]["upper"].as_f64().expect("a limit");
    assert!((upper(&plain, 22) - plain["upper_limit"].as_f64().expect("a limit")).abs() < 1e-9);
    assert!(upper(&auto, 22) > upper(&auto, 23) + 25.0, "each quarter has its own");
    assert!(text(&auto, "sentence").is_some_and(|said| said.contains("for a winter quarter")), "{auto}");
    assert!(auto.get("forecast").is_none(), "it was not asked for");
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn rare_counts_and_moving_denominators_have_charts_of_their_own() {
    let counts =
        quarterly("a", [1, 0, 2, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 2, 0, 1].iter().map(|x| format!("{x},,")));
    let rare = one(&counts, "series,polarity,measure,chart\na,lower,count,auto\n", &[]);
    assert_eq!((text(&rare, "chart"), words(&rare, "rules")), (Some("poisson"), vec!["5"]));
    assert!(rare["told_points"][3]["lower"].is_null(), "one quarter cannot show a fall");
    assert_eq!(rare["withheld"][0]["claim"].as_str(), Some("fall"));
    let parts = (0..16).map(|at| format!(",{},{}", QUIET[at % 8], 300 + 200 * (at % 3)));
    let moving = one(&quarterly("a", parts), "series,polarity,measure,chart\na,lower,percentage,auto\n", &[]);
    assert_eq!((text(&moving, "chart"), words(&moving, "rules")), (Some("p"), vec!["6"]));
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn what_cannot_be_known_is_withheld_with_its_reason() {
    let two = quarterly("a", ["50,,", "51,,"].iter().map(ToString::to_string));
    let settings = "series,polarity,target,due_days\na,lower,55,28\n";
    let few = one(&two, settings, &[]);
    assert!(few["told_variation"].is_null() && few["told_assurance"].is_null(), "{few}");
    assert_eq!(text(&few, "assurance"), Some("pass"), "as the peer has it");
    assert_eq!(words(&few, "rules"), ["1"]);
    let reason = "there are only 2 figures since the series began or broke, and it takes 8";
    assert_eq!(few["withheld"][0]["reason"].as_str(), Some(reason));
    assert!(text(&few, "sentence").is_some_and(|said| !said.contains("will be met")), "{few}");

    let quiet = quarterly("a", (0..16).map(|at| format!("{},,", QUIET[at * 3 % 8])));
    // The next quarter ends on 30 June 2014, and is due 28 days later.
    for (today, is_told) in [("2014-07-28", true), ("2015-07-28", true), ("2015-07-29", false)] {
        let line = one(&quiet, settings, &["--today", today]);
        assert_eq!(line["told_variation"].is_string(), is_told, "{today}: {line}");
        assert_eq!(words(&line, "rules").contains(&"3"), today != "2014-07-28", "{today}");
    }
    let wild =
        quarterly("a", (0..16).map(|at| format!("{},,", if at == 5 { 300 } else { QUIET[at * 3 % 8] })));
    let wild = one(&wild, "series,polarity\na,lower\n", &[]);
    assert_eq!((words(&wild, "set_apart"), words(&wild, "rules")), (vec!["2011-07-01"], vec!["7"]));
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_forecast_is_made_where_it_is_asked_for() {
    let quiet = quarterly("a", (0..16).map(|at| format!("{},,", QUIET[at * 3 % 8])));
    let line = one(&quiet, "series\n", &["--forecast", "2"]);
    let steps = line["forecast"].as_array().expect("a forecast");
    assert_eq!((steps.len(), steps[1]["period"].as_str()), (2, Some("2014-15 Q2")));
    let number = |key: &str| steps[0][key].as_f64().expect("a number");
    let ordered = ["lower95", "lower80", "mean", "upper80", "upper95"].map(number);
    assert!(ordered.windows(2).all(|pair| pair[0] < pair[1]), "{ordered:?}");
    assert!(line["forecast_withheld"].is_null());
    let short = quarterly("a", (0..5).map(|at| format!("{},,", QUIET[at])));
    let short = one(&short, "series\n", &["--forecast", "2"]);
    assert!(short["forecast"].is_null());
    let reason = "a forecast needs 8 consecutive quarters, and has only 5 so far";
    assert_eq!(text(&short, "forecast_withheld"), Some(reason));
    let days = one("a,2018-19 Q1,1,,\n", "series\n", &["--forecast", "40"]);
    assert!(days["forecast"].is_null() && days["forecast_withheld"].is_string());
}
