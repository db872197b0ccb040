//! The input in the boxes of a row, as one text: the page, the browser's store and the server compare it to see whether it changed.

/// The boxes of a row, by their names in the form, in the order in which their text is joined.
pub const FIELDS: [&str; 9] =
    ["numerator", "denominator", "value", "absence", "status", "note", "because", "reason", "origin"];

/// The separator between the boxes.
pub(crate) const BETWEEN: &str = "‖";

/// The texts of the boxes as one.
#[must_use]
pub fn joined(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>().join(BETWEEN)
}

/// The text of each box, by its name.
pub fn parted(joined: &str) -> impl Iterator<Item = (&'static str, &str)> {
    FIELDS.into_iter().zip(joined.split(BETWEEN))
}

/// The text of one box; empty if there is no such box.
#[must_use]
pub fn of<'a>(joined: &'a str, field: &str) -> &'a str {
    parted(joined).find(|(name, _)| *name == field).map_or("", |(_, text)| text)
}

/// Whether the input in a row is to be saved. In an empty row, a different status on its own is not a change.
#[must_use]
pub fn is_changed(now: &str, was: &str) -> bool {
    now != was && !(is_blank(now) && is_blank(was))
}

/// Whether a row is empty: no number, no reason for its absence, and no note.
fn is_blank(joined: &str) -> bool {
    let says = |field| matches!(field, "numerator" | "denominator" | "value" | "absence" | "note");
    parted(joined).all(|(field, text)| !says(field) || text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_changed, joined, of, parted};

    fn row(value: &str, status: &str, note: &str) -> String {
        joined(["", "", value, "", status, note, "", "", ""].map(str::to_owned))
    }

    #[test]
    fn a_row_is_one_text_and_parted_again() {
        let text = row(" 57 ", "provisional", "late");
        assert_eq!(text, "‖‖57‖‖provisional‖late‖‖‖");
        assert_eq!(of(&text, "value"), "57");
        assert_eq!(of(&text, "origin"), "");
        assert_eq!(of("", "value"), "");
        assert_eq!(parted(&text).count(), 9);
    }

    #[test]
    fn a_status_alone_changes_no_blank_row() {
        assert!(!is_changed(&row("", "final", ""), &row("", "provisional", "")));
        assert!(is_changed(&row("1", "final", ""), &row("1", "provisional", "")));
        assert!(is_changed(&row("", "provisional", "why"), &row("", "provisional", "")));
        assert!(is_changed(&row("", "provisional", ""), &row("1", "provisional", "")));
        assert!(!is_changed(&row("1", "final", ""), &row("1", "final", "")));
    }
}
