//! A claim as people choose it: the boxes of a form, read and filled.

use crate::{
    area::AreaCode,
    claim::{Against, Claim, Says, Unfit, Word},
    indicator::{Indicator, Measure, Polarity},
    number,
    outline::Outline,
    period::{Period, as_kind},
    series::Breakdown,
    slug::Slug,
};

crate::vocabulary! {
    /// A box of the form, by its name.
    pub enum Field {
        /// The indicator.
        Indicator = "claim-indicator",
        /// The place.
        Area = "claim-area",
        /// What is claimed of it.
        Word = "claim-word",
        /// The other place, for a comparison.
        Place = "claim-place",
        /// The earlier period, for a trend.
        Since = "claim-since",
        /// The number, for a level.
        Number = "claim-number",
        /// The group, for a gap.
        Group = "claim-group",
        /// The period that the text was written about.
        Period = "claim-period",
    }
}

/// What is wrong with a box, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The box.
    pub at: Field,
    /// What to do about it.
    pub message: String,
}

/// Reads a claim from what was chosen and typed; `None` where nothing was. The place has something chosen from the start, so
/// it does not count, and of the boxes for a comparison, a trend, a level and a gap only the one that the word needs is read.
///
/// # Errors
/// Every box that is wrong.
pub fn read(outline: &Outline, typed: impl Fn(Field) -> String) -> Result<Option<Claim>, Vec<Wrong>> {
    let is_filled = |field: &Field| *field != Field::Area && !typed(*field).is_empty();
    if !Field::ALL.iter().any(is_filled) {
        return Ok(None);
    }
    let mut wrongs = Vec::new();
    let indicator = typed_indicator(outline, &typed(Field::Indicator));
    let indicator = noted(&mut wrongs, Field::Indicator, indicator);
    let area = typed_place(outline, &typed(Field::Area)).ok_or_else(|| "choose the place".to_owned());
    let area = noted(&mut wrongs, Field::Area, area);
    let word = Word::parse(&typed(Field::Word));
    let word =
        word.ok_or_else(|| "choose what the text says of the figures, or clear the other boxes".to_owned());
    let word = noted(&mut wrongs, Field::Word, word);
    let period = noted(&mut wrongs, Field::Period, typed_period(indicator, &typed(Field::Period)));
    let against = word.and_then(|word| {
        let (at, against) = match word {
            Word::Worse | Word::Better | Word::Higher | Word::Lower => {
                let place = typed_place(outline, &typed(Field::Place)).map(Against::Place);
                (
                    Field::Place,
                    place.ok_or_else(|| format!("choose the place to compare with: {word} than where")),
                )
            }
            Word::Up | Word::Down => {
                (Field::Since, typed_period(indicator, &typed(Field::Since)).map(Against::Since))
            }
            Word::Above | Word::Below => {
                let read = number::read(&typed(Field::Number)).map(Against::Number);
                (Field::Number, read.map_err(|error| error.to_string()))
            }
            Word::Behind | Word::Ahead => {
                let group = Breakdown::parse(&typed(Field::Group)).filter(|group| *group != Breakdown::Total);
                let missing = "write the group as its figures have it, such as sex=Female";
                (Field::Group, group.map(Against::Group).ok_or_else(|| missing.to_owned()))
            }
        };
        noted(&mut wrongs, at, against).map(|against| (word, against))
    });
    let (Some(indicator), Some(area), Some((word, against)), Some(period)) =
        (indicator, area, against, period)
    else {
        return Err(wrongs);
    };
    let says = Says::of(word, Some(against)).map_err(|error| unfit(&error))?;
    let claim = Claim { indicator: indicator.slug.clone(), area, says, period };
    claim.fits(indicator).map_err(|error| unfit(&error))?;
    match senseless(indicator, &claim.says) {
        Some(message) => Err(vec![Wrong { at: Field::Word, message: message.to_owned() }]),
        None => Ok(Some(claim)),
    }
}

/// The boxes of a claim, filled.
#[must_use]
pub fn filled(claim: &Claim) -> Vec<(Field, String)> {
    let (word, against) = claim.says.parts();
    let against = match against {
        Against::Place(place) => (Field::Place, place.to_string()),
        Against::Since(since) => (Field::Since, since.label()),
        Against::Number(figure) => (Field::Number, number::plain(figure)),
        Against::Group(group) => (Field::Group, group.to_string()),
    };
    vec![
        (Field::Indicator, claim.indicator.to_string()),
        (Field::Area, claim.area.to_string()),
        (Field::Word, word.to_string()),
        against,
        (Field::Period, claim.period.label()),
    ]
}

/// The value, or what is wrong noted at its box.
fn noted<T>(wrongs: &mut Vec<Wrong>, at: Field, read: Result<T, String>) -> Option<T> {
    read.map_err(|message| wrongs.push(Wrong { at, message })).ok()
}

fn typed_indicator<'a>(outline: &'a Outline, text: &str) -> Result<&'a Indicator, String> {
    let found = Slug::new(text).ok().and_then(|slug| outline.indicator(&slug));
    found.ok_or_else(|| "choose the indicator that shows it".to_owned())
}

fn typed_place(outline: &Outline, text: &str) -> Option<AreaCode> {
    outline.areas.iter().find(|area| area.code.as_str() == text).map(|area| area.code.clone())
}

/// A period of the indicator's kind. Without an indicator the text can be read as no kind, and the indicator is asked for first.
fn typed_period(indicator: Option<&Indicator>, text: &str) -> Result<Period, String> {
    let kind = indicator.map(|indicator| indicator.frequency);
    let read = match kind {
        Some(kind) => as_kind(text, kind).map(|(period, _)| period),
        None => text.parse::<Period>().ok(),
    };
    read.ok_or_else(|| match kind {
        Some(kind) => format!("enter the period as the indicator's figures have it: a {kind}"),
        None => "enter a period, such as 2017/18".to_owned(),
    })
}

fn unfit(unfit: &Unfit) -> Vec<Wrong> {
    let at = match unfit {
        Unfit::NoPlace(_) | Unfit::Itself => Field::Place,
        Unfit::NoStart(_) | Unfit::Backwards(_) | Unfit::OtherSeason(_) | Unfit::Overlapping(..) => {
            Field::Since
        }
        Unfit::NoNumber(_) => Field::Number,
        Unfit::NoGroup(_) => Field::Group,
        Unfit::OtherKind(..) => Field::Period,
    };
    vec![Wrong { at, message: unfit.to_string() }]
}

/// Why a claim could never be checked, as its indicator is today.
fn senseless(indicator: &Indicator, says: &Says) -> Option<&'static str> {
    let is_against_others = matches!(says, Says::Comparison(..) | Says::Gap(..));
    if indicator.measure == Measure::Count && is_against_others {
        return Some(
            "counts of places or groups of different size cannot be compared: choose up, down, above or below",
        );
    }
    let is_judged = matches!(says.parts().0, Word::Worse | Word::Better | Word::Behind | Word::Ahead);
    if indicator.polarity == Polarity::Neither && is_judged {
        return Some("neither direction is better for this indicator: choose higher or lower");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Field, filled, read};
    use crate::{
        claim::Claim,
        indicator::{Measure, Polarity},
        outline::Outline,
        plan_file::small::{board, indicator},
    };

    fn plan() -> Outline {
        let (mut outline, _) = board(&[indicator("absence", "", &[])]);
        outline.indicators[0].measure = Measure::Percentage;
        outline
    }

    /// What was chosen, by the ends of the names of the boxes.
    fn typed(
        outline: &Outline,
        boxes: &[(&str, &str)],
    ) -> Result<Option<Claim>, Vec<(&'static str, String)>> {
        let text = |field: Field| {
            let name = field.as_str().strip_prefix("claim-");
            boxes
                .iter()
                .find(|(of, _)| Some(*of) == name)
                .map_or_else(String::new, |(_, text)| (*text).to_owned())
        };
        let wrongs = |wrongs: Vec<super::Wrong>| {
            wrongs.into_iter().map(|wrong| (wrong.at.as_str(), wrong.message)).collect::<Vec<_>>()
        };
        read(outline, text).map_err(wrongs)
    }

    const OF: [(&str, &str); 3] = [("indicator", "absence"), ("area", "E10000025"), ("period", "2017-18")];

    #[test]
    fn every_claim_is_filled_in_as_it_was_chosen() {
        let outline = plan();
        for chosen in [
            [("word", "worse"), ("place", "E92000001")],
            [("word", "down"), ("since", "2015-16")],
            [("word", "above"), ("number", "12.5")],
            [("word", "behind"), ("group", "sex=Female")],
        ] {
            let boxes: Vec<_> = OF.into_iter().chain(chosen).collect();
            let claim = typed(&outline, &boxes).expect("no fault").expect("a claim");
            let mut again: Vec<_> = filled(&claim)
                .into_iter()
                .map(|(field, text)| (field.as_str().replace("claim-", ""), text))
                .collect();
            let mut boxes: Vec<_> =
                boxes.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
            again.sort();
            boxes.sort();
            assert_eq!(again, boxes);
        }
        assert_eq!(typed(&outline, &[("area", "E10000025")]), Ok(None), "nothing was chosen");
    }

    #[test]
    fn each_wrong_box_is_named() {
        let outline = plan();
        let wrong = |more: &[(&str, &str)]| {
            let mut boxes = more.to_vec();
            boxes.extend(OF);
            typed(&outline, &boxes).expect_err("a fault").into_iter().map(|(at, _)| at).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&[]), ["claim-word"]);
        assert_eq!(wrong(&[("word", "wrong")]), ["claim-word"]);
        assert_eq!(wrong(&[("word", "worse")]), ["claim-place"]);
        assert_eq!(wrong(&[("word", "worse"), ("place", "E10000025")]), ["claim-place"], "with itself");
        assert_eq!(wrong(&[("word", "up"), ("place", "E92000001")]), ["claim-since"]);
        assert_eq!(wrong(&[("word", "up"), ("since", "2018-19")]), ["claim-since"]);
        assert_eq!(wrong(&[("word", "above"), ("number", "many")]), ["claim-number"]);
        assert_eq!(wrong(&[("word", "ahead"), ("group", "Total")]), ["claim-group"]);
        let all =
            wrong(&[("indicator", "others"), ("area", "E06000017"), ("period", "lately"), ("word", "up")]);
        assert_eq!(all, ["claim-indicator", "claim-area", "claim-period", "claim-since"]);
    }

    #[test]
    fn what_could_never_be_checked_is_refused() {
        let mut outline = plan();
        let boxes: Vec<_> = OF.into_iter().chain([("word", "worse"), ("place", "E92000001")]).collect();
        assert!(typed(&outline, &boxes).is_ok());
        outline.indicators[0].polarity = Polarity::Neither;
        let wrongs = typed(&outline, &boxes).expect_err("a fault");
        assert!(wrongs[0].0 == "claim-word" && wrongs[0].1.contains("choose higher or lower"), "{wrongs:?}");
        outline.indicators[0].measure = Measure::Count;
        let wrongs = typed(&outline, &boxes).expect_err("a fault");
        assert!(wrongs[0].1.contains("cannot be compared"), "{wrongs:?}");
    }
}
