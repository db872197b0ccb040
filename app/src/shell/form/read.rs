//! Boxes read into what they mean, with every fault at its box.

use super::{Choice, Errors};
use crate::ask::typed::Typed;
use domain::{entry, slug::Slug};

/// The most characters of a note or a reason.
const LONGEST_NOTE: usize = 2000;

impl Errors {
    /// What a box means, or what it lacks noted at it.
    pub(crate) fn need<T>(&mut self, name: &'static str, found: Option<T>, missing: &str) -> Option<T> {
        self.take(name, found.ok_or(missing))
    }

    /// The item of a list that a form chose; if it chose none, that is noted at the box.
    pub(crate) fn chosen(
        &mut self,
        name: &'static str,
        choices: &[Choice],
        value: &str,
        missing: &str,
    ) -> Option<Slug> {
        self.need(name, one_of(choices, value), missing)
    }

    /// Notes where a text that has to be there is missing, too long, or holds what cannot be printed.
    pub(crate) fn check_needed(&mut self, name: &'static str, text: &str, most: usize, missing: &str) {
        let length = text.chars().count();
        if text.is_empty() {
            self.add(name, missing);
        } else if length > most {
            self.add(name, format!("shorten this to {most} characters: it has {length}"));
        } else {
            self.check_printable(name, text);
        }
    }

    /// The same in one sentence for what is missing and what is too long. `ask` is such as `say why`.
    pub(crate) fn check_within(&mut self, name: &'static str, text: &str, most: usize, ask: &str) {
        if text.is_empty() || text.chars().count() > most {
            self.add(name, format!("{ask}, in {most} characters or fewer"));
        } else {
            self.check_printable(name, text);
        }
    }

    /// Notes where a text that may be left out is too long, or holds what cannot be printed.
    pub(crate) fn check_length(&mut self, name: &'static str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.add(name, format!("shorten this to {most} characters"));
        } else {
            self.check_printable(name, text);
        }
    }

    /// Notes where a note or a reason is too long, or holds what cannot be printed.
    pub(crate) fn check_note(&mut self, name: &'static str, text: &str) {
        self.check_length(name, text, LONGEST_NOTE);
    }

    fn check_printable(&mut self, name: &'static str, text: &str) {
        if !entry::is_printable(text) {
            self.add(name, entry::UNPRINTABLE);
        }
    }

    /// The title of a form's page: that something is wrong comes first, for those who hear it read.
    pub(crate) fn title(&self, of: impl std::fmt::Display) -> String {
        format!("{}{of}", if self.is_empty() { "" } else { "Error: " })
    }
}

impl Typed {
    /// The text of a box, in one line.
    pub(crate) fn line(&self, name: &str) -> String {
        in_a_line(self.get(name))
    }
}

/// A text in one line, with single spaces.
pub(crate) fn in_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The one that a form chose in a list; nothing where the list has none such.
fn one_of(choices: &[Choice], value: &str) -> Option<Slug> {
    choices.iter().find(|choice| choice.value == value).and_then(|choice| Slug::new(&choice.value).ok())
}

#[cfg(test)]
mod tests {
    use super::{Choice, Errors, in_a_line};

    #[test]
    fn one_of_a_list_is_chosen_and_nothing_else() {
        let choices = [Choice::new("be-safe", "Be safe"), Choice::new("not a slug", "Not a slug")];
        let mut errors = Errors::default();
        let chosen = errors.chosen("priority", &choices, "be-safe", "choose one");
        assert_eq!(chosen.map(|slug| slug.to_string()).as_deref(), Some("be-safe"));
        assert!(errors.is_empty());
        for wrong in ["", "be-well", "not a slug"] {
            let mut errors = Errors::default();
            assert_eq!(errors.chosen("priority", &choices, wrong, "choose one"), None);
            assert_eq!(errors.at("priority"), Some("Choose one"), "{wrong}");
        }
    }

    #[test]
    fn a_text_is_checked_by_how_long_it_may_be() {
        let said = |check: &dyn Fn(&mut Errors)| {
            let mut errors = Errors::default();
            check(&mut errors);
            errors.at("name").map(str::to_owned)
        };
        assert_eq!(said(&|errors| errors.check_needed("name", "four", 4, "say which")), None);
        assert_eq!(
            said(&|errors| errors.check_needed("name", "", 4, "say which")).as_deref(),
            Some("Say which")
        );
        assert_eq!(
            said(&|errors| errors.check_needed("name", "fives", 4, "say which")).as_deref(),
            Some("Shorten this to 4 characters: it has 5")
        );
        assert_eq!(
            said(&|errors| errors.check_within("name", "fives", 4, "say why")).as_deref(),
            Some("Say why, in 4 characters or fewer")
        );
        assert_eq!(said(&|errors| errors.check_length("name", "", 4)), None);
        assert!(said(&|errors| errors.check_length("name", "a\u{0007}", 4)).is_some());
    }

    #[test]
    fn a_line_has_single_spaces() {
        assert_eq!(in_a_line("  a\r\n b\t c "), "a b c");
    }
}
