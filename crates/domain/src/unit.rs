//! The singular of a unit: `1 incident`, where an indicator's unit is `incidents`.

use std::borrow::Cow;

/// A printed number with its unit: `0 reports`, `1 report`, `2 reports`, `1.0 points`.
#[must_use]
pub(crate) fn counted(printed: &str, unit: &str) -> String {
    match printed {
        _ if unit.is_empty() => printed.to_owned(),
        "1" | "−1" => format!("{printed} {}", singular(unit)),
        _ => format!("{printed} {unit}"),
    }
}

/// The unit for one. The noun is the word before the first qualifier: one of `children in care` is a `child in care`. A word
/// that is not recognised as a plural stays as it is.
fn singular(unit: &str) -> Cow<'_, str> {
    let end = MORE.iter().filter_map(|more| unit.find(more)).min().unwrap_or(unit.len());
    let (counted, more) = unit.split_at(end);
    let start = counted.rfind(' ').map_or(0, |space| space + 1);
    let (before, noun) = counted.split_at(start);
    one(noun).map_or(Cow::Borrowed(unit), |one| Cow::Owned(format!("{before}{one}{more}")))
}

/// The beginnings of qualifiers: `pupils aged 5`, `referrals to the police`.
const MORE: [&str; 16] = [
    " aged", " and ", " at ", " by ", " for ", " from ", " in ", " of ", " on ", " per ", " to ", " under ",
    " who ", " with ", ",", " (",
];

/// Nouns with an irregular plural.
const IRREGULAR: [(&str, &str); 5] =
    [("children", "child"), ("men", "man"), ("people", "person"), ("women", "woman"), ("lives", "life")];

fn one(noun: &str) -> Option<Cow<'static, str>> {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == noun) {
        return Some(Cow::Borrowed(one));
    }
    let ends = |ending| noun.strip_suffix(ending).filter(|stem: &&str| stem.len() > 1);
    let hissing = ["sses", "shes", "ches", "xes"].iter().any(|ending| noun.ends_with(ending));
    match () {
        // `series`, `access`, `analysis` and `status` are singular already.
        () if ["series", "ss", "sis", "us"].iter().any(|ending| noun.ends_with(ending)) => None,
        () if hissing => ends("es").map(|stem| Cow::Owned(stem.to_owned())),
        () => match ends("ies") {
            Some(stem) => Some(Cow::Owned(format!("{stem}y"))),
            None => ends("s").map(|stem| Cow::Owned(stem.to_owned())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_of_a_unit_is_called_so() {
        for (unit, one) in [
            ("reports", "1 report"),
            ("incidents", "1 incident"),
            ("children in care", "1 child in care"),
            ("young people", "1 young person"),
            ("pupils aged 5", "1 pupil aged 5"),
            ("referrals to the police", "1 referral to the police"),
            ("early help assessments", "1 early help assessment"),
            ("families", "1 family"),
            ("classes", "1 class"),
            ("days", "1 day"),
            ("series", "1 series"),
            ("access", "1 access"),
            ("staff", "1 staff"),
            ("", "1"),
        ] {
            assert_eq!(counted("1", unit), one);
        }
        assert_eq!(counted("−1", "reports"), "−1 report");
        for printed in ["0", "2", "1.0", "11"] {
            assert_eq!(counted(printed, "reports"), format!("{printed} reports"));
        }
    }
}
