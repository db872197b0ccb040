//! What a rule changes on purpose on pages of a kept record is written down, exactly, and nothing else passes.

use tests::changes::{Changes, Pages};

/// Two pages and a file of an indicator, for two visitors.
const WAS: &str = "\
/board\tstranger\t1 2\t[c]\t3222\t4
/board\tanalyst\t1 2\t\t3011 3222\t4 9
/indicators/x\tanalyst\t1 2\t\t3011 3079 3084 3222\t4 9
/indicators/x/history\tanalyst\t1 2\t[r]\t3011 3079 3084\t
/indicators/x?view=gaps\tanalyst\t1 2\t\t3011 3079\t4
/returns/health\tanalyst\t1 2\t404
/reviews\tanalyst\t1 2\t\t\t4";
/// A reason that can be given.
const WHY: &str = "Why: Autumn is compared with autumn\n  (docs/judgement.md).\n";

/// The faults where `from` became `to` on the pages, and a file says so much.
fn faults(written: &str, from: &str, to: &str) -> Vec<String> {
    let is = WAS.replace(from, to);
    assert!(is != WAS || from == to, "{from} is on no page");
    let changes = Changes::read(written, |name| name == "docs/judgement.md");
    changes.judge(&Pages::read(WAS.lines()), &Pages::read(is.lines()), |text| format!("({text})")).faults
}

/// The only fault.
fn fault(written: &str, from: &str, to: &str) -> String {
    let faults = faults(written, from, to);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.join("")
}

const BOARD: (&str, &str) =
    ("/board\tanalyst\t1 2\t\t3011 3222\t4 9", "/board\tanalyst\t1 2\t[r]\t3079 3222\t4");

#[test]
fn what_is_written_down_exactly_passes() {
    let line = "/board\tanalyst\t1 2\t-3011 -text:9 +3079 +[r]\n";
    assert_eq!(faults(&format!("{WHY}{line}"), BOARD.0, BOARD.1), Vec::<String>::new());
    let by_moment = format!("{}{}", line.replace("1 2", "1"), line.replace("1 2", "2"));
    assert_eq!(faults(&format!("# Read this.\n\n{WHY}{by_moment}"), BOARD.0, BOARD.1), Vec::<String>::new());
    let two_rules = format!(
        "{WHY}/board\tanalyst\t1 2\t-3011 +3079\n\nWhy: Also docs/judgement.md does.\n/board\tanalyst\t1 2\t-text:9 +[r]\n"
    );
    assert_eq!(faults(&two_rules, BOARD.0, BOARD.1), Vec::<String>::new());
    assert_eq!(faults("", "3222", "3222"), Vec::<String>::new());
}

#[test]
fn what_is_not_written_down_fails_and_says_what_to_write() {
    let none = faults("", BOARD.0, BOARD.1);
    assert_eq!(none.len(), 2, "one for each moment: {none:#?}");
    insta::assert_snapshot!(none[0], @r"
    pages.txt, line 2: /board of the analyst at moment 1 is another now.
      was: 3011 3222 text:4 text:9
      is:  3079 3222 [r] text:4
      text:9: (text:9)
    If a rule changes this on purpose, changes.txt has to say so below its reason:
      /board	analyst	1	-3011 -text:9 +3079 +[r]
    ");
    let half = faults(&format!("{WHY}/board\tanalyst\t1\t-3011 -text:9 +3079 +[r]\n"), BOARD.0, BOARD.1);
    assert_eq!(half.len(), 1, "{half:#?}");
    assert!(half[0].contains("at moment 2"), "{half:#?}");
    let part = fault(
        &format!("{WHY}/board\tanalyst\t1 2\t-3011 -text:9 +3079\n/board\tanalyst\t1\t+[r]\n"),
        BOARD.0,
        BOARD.1,
    );
    assert!(part.ends_with("/board\tanalyst\t2\t+[r]"), "{part}");
}

#[test]
fn what_is_needed_is_printed_in_groups() {
    let changes = Changes::read("", |_| true);
    // The list of reviews compares nothing: what changes there is not offered.
    let is = WAS
        .replace(BOARD.0, BOARD.1)
        .replace("gaps\tanalyst\t1 2\t\t3011 3079", "gaps\tanalyst\t1 2\t\t3079")
        .replace("/reviews\tanalyst\t1 2\t\t\t4", "/reviews\tanalyst\t1 2\t\t\t4 9");
    let verdict =
        changes.judge(&Pages::read(WAS.lines()), &Pages::read(is.lines()), |text| format!("({text})"));
    assert_eq!(verdict.faults.len(), 6, "{:#?}", verdict.faults);
    insta::assert_snapshot!(verdict.needed, @r"
    /indicators/x?view=gaps	analyst	1 2	-3011
    # text:9: (text:9)
    /board	analyst	1 2	-3011 -text:9 +3079 +[r]
    ");
}

#[test]
fn an_entry_that_says_nothing_fails() {
    let dead = |line: &str| {
        fault(&format!("{WHY}/board\tanalyst\t1 2\t-3011 -text:9 +3079 +[r]\n{line}"), BOARD.0, BOARD.1)
    };
    for line in [
        "/board\tanalyst\t1\t-3222",
        "/board\tanalyst\t1\t-3011",
        "/board\tanalyst\t2\t+[r]",
        "/board\tlead\t1\t+[x]",
        "/board\tanalyst\t3\t+[x]",
        "/priorities/none\tanalyst\t1\t+[x]",
    ] {
        let said = dead(line);
        assert!(said.contains("line 4: nothing of") && said.contains("because: Autumn"), "{line}: {said}");
    }
    let idle =
        format!("{WHY}/board\tanalyst\t1 2\t-3011 -text:9 +3079 +[r]\n\nWhy: See docs/judgement.md.\n");
    assert!(fault(&idle, BOARD.0, BOARD.1).contains("line 5: nothing is changed for this reason"));
}

#[test]
fn a_reason_names_where_its_rule_is_written() {
    for why in ["Why: It is better.\n", "Why: See docs/none.md.\n", "Why: docs/judgement.md\n"] {
        let said = fault(&format!("{why}/board\tanalyst\t1 2\t-3011 -text:9 +3079 +[r]\n"), BOARD.0, BOARD.1);
        assert!(said.contains("line 1: a reason is a sentence"), "{said}");
    }
    for (line, wrong) in [
        ("/board\tanalyst\t1", "an address, visitors, moments"),
        ("/board\tanalyst\t1\t3011", "no number, symbol or text"),
        ("/board\tanalyst\t1\t-many", "no number, symbol or text"),
        ("/board\tanalyst\t1\t+", "no number, symbol or text"),
        ("/board\tanalyst\t1\t-5 -5", "said twice"),
    ] {
        let said =
            fault(&format!("{WHY}/board\tanalyst\t1 2\t-3011 -text:9 +3079 +[r]\n{line}"), BOARD.0, BOARD.1);
        assert!(said.contains("line 4") && said.contains(wrong), "{line}: {said}");
    }
    let above = faults("/board\tanalyst\t1\t-3011\n", "3222", "3222");
    assert!(above[0].contains("stands below its reason"), "{above:#?}");
}

/// Each is written down exactly, and refused all the same.
#[test]
fn what_is_never_a_change_on_purpose_is_refused() {
    for (from, to, lines, wrong) in [
        // A figure gone from the pages that list figures, or from everywhere.
        (
            "/indicators/x\tanalyst\t1 2\t\t3011 3079",
            "/indicators/x\tanalyst\t1 2\t\t3011",
            "/indicators/x\tanalyst\t1 2\t-3079",
            "no figure is ever lost",
        ),
        (
            "/history\tanalyst\t1 2\t[r]\t3011 3079 3084",
            "/history\tanalyst\t1 2\t[r]\t3011 3079",
            "/indicators/x/history\tanalyst\t1 2\t-3084",
            "only pages that compare",
        ),
        (
            "/board\tstranger\t1 2\t[c]\t3222\t4",
            "/board\tstranger\t1 2\t[c]\t\t4",
            "/board\tstranger\t1 2\t-3222",
            "nowhere to be found",
        ),
        // What somebody was not shown.
        (
            "/board\tstranger\t1 2\t[c]\t3222\t4",
            "/board\tstranger\t1 2\t[c]\t3011 3222\t4",
            "/board\tstranger\t1 2\t+3011",
            "no page or file showed 3011",
        ),
        (
            "/board\tstranger\t1 2\t[c]\t3222\t4",
            "/board\tstranger\t1 2\t\t3222\t4",
            "/board\tstranger\t1 2\t-[c]",
            "stays marked with [c]",
        ),
        // A status, and pages that compare nothing.
        (
            "health\tanalyst\t1 2\t404",
            "health\tanalyst\t1 2\t\t\t4",
            "/returns/health\tanalyst\t1 2\t+text:4",
            "only pages that compare",
        ),
        (
            "/reviews\tanalyst\t1 2\t\t\t4",
            "/reviews\tanalyst\t1 2\t\t3011\t4",
            "/reviews\tanalyst\t1 2\t+3011",
            "only pages that compare",
        ),
    ] {
        let said = faults(&format!("{WHY}{lines}\n"), from, to);
        assert!(!said.is_empty() && said.iter().any(|said| said.contains(wrong)), "{lines}: {said:#?}");
    }
    let answer = fault(
        "",
        "/returns/health\tanalyst\t1 2\t404",
        "/returns/health\tanalyst\t1\t404\n/returns/health\tanalyst\t2\t403",
    );
    assert!(
        answer.contains("was status 404 and is status 403") && answer.contains("can not be written down"),
        "{answer}"
    );
}
