//! The claim of an evidence statement: `claim = { indicator, area, against, is, since, period }`.

use super::{
    fields::{At, Faulty, Fields},
    names::Names,
    tie,
};
use crate::{
    claim::{Against, Claim, Says, Unfit, Word},
    indicator::Indicator,
    period::Period,
    series::Breakdown,
};

/// The claim of a section, if it has one. `Err` when it is there and wrong.
pub(super) fn maybe(
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    indicators: &[Indicator],
) -> Result<Option<Claim>, Faulty> {
    match fields.optional_section("claim")? {
        None => Ok(None),
        Some(section) => claim(section, names, indicators).map(Some).ok_or(Faulty),
    }
}

fn claim(mut fields: Fields<'_>, names: &Names<'_>, indicators: &[Indicator]) -> Option<Claim> {
    let at = fields.at();
    let indicator = tie::to(&mut fields, "indicator", &names.indicators, "indicator");
    let area = fields.text("area").and_then(|text| tie::area(&fields, text, &names.areas));
    // A number has no quotes.
    let (text, number) = match fields.peek("against") {
        Some(_) => (fields.optional_text("against"), Ok(None)),
        None => (Ok(None), fields.optional_number("against")),
    };
    let word = fields.word("is", Word::ALL, Word::as_str);
    let since = fields.optional_text("since");
    let period = fields.text("period").and_then(|label| label_of(&fields, label));
    fields.finish();
    let (text, number, since) = (text.ok()?, number.ok()?, since.ok()?);
    let word = word?;
    let against = match (word, text, number, since) {
        (_, None, None, None) => None,
        (Word::Up | Word::Down, None, None, Some(label)) => Some(Against::Since(label_of(&fields, label)?)),
        (Word::Up | Word::Down, ..) => {
            fields.fault(at, format!("\"{word}\" has a since and no against"));
            return None;
        }
        (_, _, _, Some(label)) => {
            fields.fault(label.at, format!("\"{word}\" has an against and no since"));
            return None;
        }
        (_, _, Some(number), None) => Some(Against::Number(number.value)),
        (Word::Worse | Word::Better | Word::Higher | Word::Lower, Some(text), ..) => {
            Some(Against::Place(tie::area(&fields, text, &names.areas)?))
        }
        (Word::Behind | Word::Ahead, Some(text), ..) => Some(Against::Group(group(&fields, text)?)),
        (Word::Above | Word::Below, Some(text), ..) => {
            fields.fault(text.at, format!("\"{word}\" needs a number: write it without quotes"));
            return None;
        }
    };
    let fit = |fields: &Fields<'_>, unfit: Unfit| fields.fault(at, unfit.to_string());
    let says = Says::of(word, against).map_err(|unfit| fit(&fields, unfit)).ok()?;
    let claim = Claim { indicator: indicator?, area: area?, says, period: period? };
    // An indicator that has a fault itself is not among them.
    let indicator = indicators.iter().find(|indicator| indicator.slug == claim.indicator)?;
    claim.fits(indicator).map_err(|unfit| fit(&fields, unfit)).ok()?;
    Some(claim)
}

fn label_of(fields: &Fields<'_>, label: At<&str>) -> Option<Period> {
    fields.checked(label, str::parse::<Period>).map(|period| period.value)
}

fn group(fields: &Fields<'_>, text: At<&str>) -> Option<Breakdown> {
    let read = |text: &str| Breakdown::parse(text).ok_or("write the group as \"sex=Female\"");
    fields.checked(text, read).map(|group| group.value)
}

#[cfg(test)]
mod tests {
    use crate::{
        claim::{Compared, Rank, Says, Side, Way},
        plan_file::{read, small, write},
    };

    /// The small plan with a statement that carries a claim.
    fn with(claim: &str) -> String {
        let statement = format!(
            "[[evidence]]\nslug = \"more\"\ntext = \"There are more.\"\nsaid = 2018-04-01\nclaim = {claim}\n"
        );
        small::text(&[small::indicator("reports", "", &[]), statement])
    }

    fn faults(claim: &str) -> Vec<String> {
        read(&with(claim)).expect_err("a fault").into_iter().map(|fault| fault.message).collect()
    }

    const OF: &str = "indicator = \"reports\", area = \"E10000025\"";

    #[test]
    fn every_claim_goes_out_and_in_unchanged() {
        let says = |claim: &str| {
            let file = read(&with(&format!("{{ {OF}, {claim}, period = \"2017-18\" }}"))).expect("a plan");
            let written = write(&file).expect("a text");
            assert_eq!(read(&written).as_ref(), Ok(&file), "{written}");
            let claim = file.outline.evidence[0].claim.clone().expect("a claim");
            assert_eq!((claim.indicator.as_str(), claim.period.label().as_str()), ("reports", "2017-18"));
            claim.says
        };
        let england = crate::area::AreaCode::new("E92000001").expect("a code");
        assert_eq!(
            says("against = \"E92000001\", is = \"worse\""),
            Says::Comparison(Compared::Worse, england)
        );
        let since = "2015-16".parse().expect("a period");
        assert_eq!(says("is = \"up\", since = \"2015-16\""), Says::Trend(Way::Up, since));
        assert_eq!(says("against = 12.5, is = \"below\""), Says::Level(Side::Below, 12.5));
        assert_eq!(says("against = 12, is = \"above\""), Says::Level(Side::Above, 12.0));
        let group = crate::series::Breakdown::parse("sex=Female").expect("a group");
        assert_eq!(says("against = \"sex=Female\", is = \"behind\""), Says::Gap(Rank::Behind, group));
    }

    #[test]
    fn each_fault_of_a_claim_is_a_sentence() {
        for (claim, fault) in [
            ("3", "\"claim\" should be a section in braces, not a number"),
            ("{}", "\"indicator\" is missing from [claim]"),
            (
                "{ indicator = \"others\", area = \"E10000025\", is = \"up\", since = \"2015-16\", period = \"2017-18\" }",
                "there is no indicator \"others\" in this file",
            ),
            (
                "{ indicator = \"reports\", area = \"E06000017\", is = \"up\", since = \"2015-16\", period = \"2017-18\" }",
                "there is no area \"E06000017\" in this file",
            ),
        ] {
            let found = faults(claim);
            assert!(found.iter().any(|found| found.contains(fault)), "{claim}: {found:?}");
        }
        for (says, fault) in [
            ("is = \"wrong\"", "\"wrong\" is not a valid is: write one of worse, better"),
            ("is = \"worse\"", "\"worse\" needs another place"),
            ("against = 3, is = \"worse\"", "\"worse\" needs another place"),
            ("against = \"England\", is = \"worse\"", "\"England\" is not an official area code"),
            ("against = \"E06000017\", is = \"worse\"", "there is no area \"E06000017\" in this file"),
            ("against = \"E10000025\", is = \"worse\"", "a place cannot be compared with itself"),
            ("against = \"E92000001\", is = \"worse\", since = \"2015-16\"", "has an against and no since"),
            ("against = \"12\", is = \"above\"", "write it without quotes"),
            ("against = inf, is = \"above\"", "\"against\" should be a finite number"),
            ("is = \"above\"", "\"above\" needs a number"),
            ("is = \"up\"", "\"up\" needs an earlier period"),
            ("against = 3, is = \"up\", since = \"2015-16\"", "has a since and no against"),
            ("is = \"up\", since = \"lately\"", "\"lately\" is not a period"),
            ("is = \"up\", since = \"2015/16\"", "a period of the kind \"academic year\""),
            ("is = \"up\", since = \"2018-19\"", "a trend begins before"),
            ("against = \"girls\", is = \"behind\"", "write the group as \"sex=Female\""),
            ("against = \"Total\", is = \"behind\"", "\"behind\" needs one group"),
            ("is = \"up\", since = \"2015-16\", until = 3", "\"until\" is not a key of [claim]"),
        ] {
            let found = faults(&format!("{{ {OF}, {says}, period = \"2017-18\" }}"));
            assert!(found.iter().any(|found| found.contains(fault)), "{says}: {found:?}");
        }
        let found = faults(&format!("{{ {OF}, is = \"up\", since = \"2015-16\" }}"));
        assert_eq!(found, ["\"period\" is missing from [claim]"]);
    }
}
