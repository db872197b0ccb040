//! The changes between two boards, and what stands out on one.

use crate::{
    access::Audience,
    board::{
        Exception, Moment, Section, by_exception, chance, changes, each, exceptions,
        missing::{Known, tell},
        sections, tally,
    },
    change_note::Effect,
    figure::Figure,
    outline::Outline,
    plan_file::small::{board, indicator},
    wording,
};

fn of<'a>((outline, figures): &'a (Outline, Vec<Figure>)) -> Vec<Section<'a>> {
    let year = outline.years.first().expect("a year");
    sections(outline, figures, Moment::of_year(year, year.last))
}

#[test]
fn what_changed_is_told_of_each_indicator() {
    let before = board(&[
        indicator("new", "10", &[("2016-17", "8"), ("2017-18", "9")]),
        indicator("same", "10", &[("2018-19", "9")]),
        indicator("revised", "10", &[("2017-18", "412"), ("2018-19", "9")]),
        indicator("gone", "", &[("2017-18", "3"), ("2018-19", "4")]),
        indicator("hidden", "", &[("2017-18", "3"), ("2018-19", "\"c\"")]),
        indicator("filled", "", &[("2015-16", "3"), ("2018-19", "4")]),
        indicator("absent", "", &[("2017-18", "3")]),
    ]);
    let mut now = board(&[
        indicator("new", "10", &[("2016-17", "8"), ("2017-18", "9"), ("2018-19", "12")]),
        indicator("same", "10", &[("2018-19", "9")]),
        indicator("revised", "10", &[("2017-18", "431"), ("2018-19", "9")]),
        indicator("gone", "", &[("2017-18", "3")]),
        indicator("hidden", "", &[("2017-18", "3")]),
        indicator("filled", "", &[("2015-16", "3"), ("2016-17", "7"), ("2017-18", "8"), ("2018-19", "4")]),
        indicator("absent", "", &[("2017-18", "3"), ("2018-19", "\"x\"")]),
        indicator(
            "added",
            "",
            &[
                ("2011-12", "1"),
                ("2012-13", "1"),
                ("2013-14", "1"),
                ("2014-15", "1"),
                ("2015-16", "2"),
                ("2018-19", "5"),
            ],
        ),
    ]);
    let note = crate::change_note::ChangeNote {
        slug: crate::slug::Slug::new("moved").expect("a slug"),
        indicator: crate::slug::Slug::new("same").expect("a slug"),
        on: "2018-09-01".parse().expect("a day"),
        kind: crate::change_note::Kind::Event,
        effect: Effect::Explains,
        text: "A new office opened.".into(),
        source: "Made for tests".into(),
    };
    now.0.change_notes.push(note);
    let (old, new) = (of(&before), of(&now));
    let changed = changes((&before.0, &each(&old)), (&now.0, &each(&new)), until("2019-03-31"));
    let told: Vec<_> = changed
        .iter()
        .flat_map(|changed| {
            let name = changed.indicator.slug.as_str();
            changed.what.iter().map(move |what| format!("{name}: {}", what.sentence(changed.indicator)))
        })
        .collect();
    assert_eq!(
        told,
        [
            "new: Rating: red, was not rated.",
            "new: New: 12 for 2018-19, compared with 9 for 2017-18.",
            "same: Note for 1 September 2018: A new office opened.",
            "revised: Revised: 2017-18, from 412 to 431.",
            "gone: Withdrawn: 4 for 2018-19.",
            "filled: Filled in: 7 for 2016-17, 8 for 2017-18.",
            "absent: New: not available for 2018-19, compared with 3 for 2017-18.",
            "added: New: 5 for 2018-19.",
            "added: Filled in: 5 periods, 2011-12 to 2015-16.",
        ]
    );
    let same = of(&now);
    assert!(changes((&now.0, &each(&same)), (&now.0, &each(&same)), until("2019-03-31")).is_empty());
}

#[test]
fn what_is_not_shown_any_more_was_not_withdrawn() {
    let before = board(&[indicator("one", "", &[("2017-18", "3"), ("2018-19", "4")])]);
    let told = |now: &(Outline, Vec<Figure>), day: &str| {
        let (old, new) = (of(&before), of(now));
        let changed = changes((&before.0, &each(&old)), (&now.0, &each(&new)), until(day));
        changed.iter().map(|changed| changed.what.len()).sum::<usize>()
    };
    let mut shorter = board(&[indicator("one", "", &[("2017-18", "3")])]);
    assert_eq!(told(&shorter, "2019-03-31"), 1);
    // The year ends earlier now, so what ends after it is not on the board.
    assert_eq!(told(&shorter, "2018-12-31"), 0);
    // The plan is for another place now.
    shorter.0.plan.area = crate::area::AreaCode::new("E92000001").expect("a code");
    assert_eq!(told(&shorter, "2019-03-31"), 0);
}

fn until(day: &str) -> chrono::NaiveDate {
    day.parse().expect("a day")
}

/// Twelve quiet years and one that is far above them, of something that the plan wants neither more nor less of.
fn unusual() -> String {
    let years: Vec<(String, &str)> = (2006..=2018)
        .map(|year| {
            let value = if year == 2018 { "40" } else { ["10", "11"][year % 2] };
            (format!("{year}-{:02}", (year + 1) % 100), value)
        })
        .collect();
    let figures: Vec<_> = years.iter().map(|(period, value)| (period.as_str(), *value)).collect();
    indicator("unusual", "", &figures).replace("polarity = \"lower\"", "polarity = \"neither\"")
}

#[test]
fn what_stands_out_comes_first_and_is_counted() {
    let board = board(&[
        indicator("green", "10", &[("2018-19", "9")]),
        indicator("none", "", &[]),
        indicator("red", "10", &[("2018-19", "20")]),
        indicator("amber", "100", &[("2018-19", "103")]),
        indicator("quiet", "", &[("2018-19", "5")]),
        indicator("hidden", "", &[("2018-19", "\"c\"")]),
        unusual(),
    ]);
    let mut sections = of(&board);
    let known = Known { today: until("2019-06-01"), audience: Audience::Partner, ahead: &board.1 };
    tell(&mut sections, &board.0, &board.0.years[0], known);
    let order: Vec<_> =
        by_exception(&sections).iter().map(|row| row.indicator.slug.as_str().to_owned()).collect();
    assert_eq!(order, ["unusual", "red", "none", "amber", "green", "quiet", "hidden"]);
    let rows = each(&sections);
    let chance = chance(&rows).expect("one is judged");
    assert_eq!((chance.judged, chance.unusual), (1, 1));
    assert!((0.0..0.1).contains(&chance.expected), "{}", chance.expected);
    let name = &rows[6].indicator.name;
    assert_eq!(
        wording::chance(&chance),
        format!(
            "Of 1 indicator with enough figures to judge, 1 has unusual latest figures. Chance alone would give \
             fewer than 1. Too unusual for chance: {name}."
        )
    );
    assert_eq!(exceptions(rows[2]), [Exception::Red]);
    assert!(exceptions(rows[0]).is_empty());
    let counts = tally(&rows);
    assert_eq!((counts.indicators, counts.without, counts.worse, counts.better), (7, 1, 0, 0));
    assert_eq!(
        (counts.ratings.red, counts.ratings.amber, counts.ratings.green, counts.ratings.unrated),
        (1, 1, 1, 4)
    );
}
