//! Who owns and returns the figures.

use crate::slug::Slug;
use chrono::NaiveDate;

/// A partner. One that has ended may have a successor, which takes over its returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name in addresses, permanent in the record.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// The last day on which it existed, if it has ended.
    pub ended: Option<NaiveDate>,
    /// Its successor.
    pub successor: Option<Slug>,
}

/// The organisation that answers on a day for what `owner` did: itself, or the last in its line of successors.
#[must_use]
pub fn answering<'a>(
    organisations: &'a [Organisation],
    owner: &Slug,
    day: NaiveDate,
) -> Option<&'a Organisation> {
    let find = |slug: &Slug| organisations.iter().find(|organisation| organisation.slug == *slug);
    let mut current = find(owner)?;
    // A line of successors is no longer than the number of organisations; a file with a circle in it ends here too.
    for _ in 0..organisations.len() {
        let has_ended = current.ended.is_some_and(|ended| ended < day);
        match current.successor.as_ref().filter(|_| has_ended).and_then(find) {
            Some(heir) => current = heir,
            None => break,
        }
    }
    Some(current)
}

#[cfg(test)]
mod tests {
    use super::{Organisation, answering};
    use crate::slug::Slug;

    #[test]
    fn a_successor_answers_from_the_day_after_the_end() {
        let slug = |text| Slug::new(text).expect("a slug");
        let day = |text: &str| text.parse().expect("a day");
        let group = Organisation {
            slug: slug("ccg"),
            name: "Group".into(),
            ended: Some(day("2022-06-30")),
            successor: Some(slug("icb")),
        };
        let board = Organisation { slug: slug("icb"), name: "Board".into(), ended: None, successor: None };
        let all = [group, board];
        let on =
            |text| answering(&all, &slug("ccg"), day(text)).map(|organisation| organisation.name.as_str());
        assert_eq!(on("2022-06-30"), Some("Group"));
        assert_eq!(on("2022-07-01"), Some("Board"));
        assert!(answering(&all, &slug("nobody"), day("2022-07-01")).is_none());
    }
}
