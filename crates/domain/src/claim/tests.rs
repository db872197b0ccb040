use super::{Against, Claim, Compared, Rank, Says, Side, Unfit, Way, Word, years_before};
use crate::{
    area::AreaCode,
    indicator::{Measure, tests::indicator},
    period::{Kind, Period},
    series::Breakdown,
    slug::Slug,
};

fn period(label: &str) -> Period {
    label.parse().expect("a period")
}

fn place(code: &str) -> AreaCode {
    AreaCode::new(code).expect("a code")
}

fn claim(says: Says, written: &str) -> Claim {
    Claim {
        indicator: Slug::new("absence").expect("a slug"),
        area: place("E10000025"),
        says,
        period: period(written),
    }
}

#[test]
fn each_word_is_said_against_one_thing_only() {
    let group = Breakdown::parse("sex=Female").expect("a group");
    let every = [
        Says::Comparison(Compared::Worse, place("E92000001")),
        Says::Comparison(Compared::Better, place("E92000001")),
        Says::Comparison(Compared::Higher, place("E92000001")),
        Says::Comparison(Compared::Lower, place("E92000001")),
        Says::Trend(Way::Up, period("2015/16")),
        Says::Trend(Way::Down, period("2015/16")),
        Says::Level(Side::Above, 12.5),
        Says::Level(Side::Below, 12.5),
        Says::Gap(Rank::Behind, group.clone()),
        Says::Gap(Rank::Ahead, group.clone()),
    ];
    let words: Vec<_> = every.iter().map(|says| says.parts().0).collect();
    assert_eq!(words, Word::ALL);
    let against = [
        Against::Place(place("E92000001")),
        Against::Since(period("2015/16")),
        Against::Number(12.5),
        Against::Group(group),
    ];
    for says in &every {
        let (word, own) = says.parts();
        assert_eq!(Says::of(word, Some(own.clone())).as_ref(), Ok(says));
        assert!(Says::of(word, None).is_err(), "{word} needs something");
        for other in against.iter().filter(|other| **other != own) {
            assert!(Says::of(word, Some(other.clone())).is_err(), "{word} against {other:?}");
        }
    }
    assert_eq!(
        Says::of(Word::Behind, Some(Against::Group(Breakdown::Total))),
        Err(Unfit::NoGroup(Word::Behind))
    );
}

#[test]
fn a_claim_fits_the_periods_of_its_indicator() {
    let yearly = indicator(Measure::Percentage);
    let fits = |says, written: &str| claim(says, written).fits(&yearly).map_err(|unfit| unfit.to_string());
    let worse = |code| Says::Comparison(Compared::Worse, place(code));
    let up = |since: &str| Says::Trend(Way::Up, period(since));
    assert_eq!(fits(worse("E92000001"), "2017/18"), Ok(()));
    assert_eq!(fits(up("2015/16"), "2017/18"), Ok(()));
    let wrong = |says, written| fits(says, written).expect_err("a fault");
    assert!(wrong(worse("E10000025"), "2017/18").contains("with itself"));
    assert!(wrong(worse("E92000001"), "2017-18").contains("figures for the kind \"academic year\""));
    assert!(
        wrong(up("2015-16"), "2017/18").contains("\"2015-16\" is a period of the kind \"financial year\"")
    );
    assert!(wrong(up("2017/18"), "2017/18").contains("begins before"));
    assert!(wrong(up("2018/19"), "2017/18").contains("begins before"));
}

#[test]
fn a_trend_compares_like_with_like() {
    let mut quarterly = indicator(Measure::Count);
    quarterly.frequency = Kind::FinancialQuarter;
    let up = |since: &str| claim(Says::Trend(Way::Up, period(since)), "2017-18 Q4").fits(&quarterly);
    assert_eq!(up("2015-16 Q4"), Ok(()));
    assert_eq!(up("2015-16 Q3"), Err(Unfit::OtherSeason(period("2017-18 Q4"))));
    let mut pooled = indicator(Measure::Percentage);
    pooled.frequency = Kind::PooledFinancialYears;
    let down = |since: &str| claim(Says::Trend(Way::Down, period(since)), "2016-17 to 2018-19").fits(&pooled);
    assert_eq!(down("2013-14 to 2015-16"), Ok(()));
    let (since, until) = (period("2014-15 to 2016-17"), period("2016-17 to 2018-19"));
    assert_eq!(down("2014-15 to 2016-17"), Err(Unfit::Overlapping(since, until)));
    assert_eq!(down("2015-16 to 2016-17"), Err(Unfit::OtherSeason(until)), "two years against three");
}

#[test]
fn the_same_season_is_found_in_an_earlier_year() {
    let found =
        |from: &str, since: &str| years_before(&period(from), &period(since)).map(|found| found.label());
    assert_eq!(found("2020-21 Q3", "2015-16 Q4").as_deref(), Some("2015-16 Q3"));
    assert_eq!(found("2020-21 Q4", "2015-16 Q4").as_deref(), Some("2015-16 Q4"));
    assert_eq!(found("2020/21", "2015/16").as_deref(), Some("2015/16"));
    assert_eq!(found("2015/16", "2015/16").as_deref(), Some("2014/15"), "never itself");
}
