//! Removing a text that names a child: the words to look for, and a document without them.

mod found;
mod search;

pub use found::{Found, Kind, Unsearched};
pub use search::{Search, Searched};

/// The text put in place of a removed one.
pub const REMOVED: &str = "[removed]";

/// The words to look for, exactly as they were typed: at least three characters, and no part of [`REMOVED`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase(String);

/// Why words cannot be searched for, or a reason cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Two letters are in almost every text.
    #[error("Give at least three characters of the text to remove: fewer would match almost every text.")]
    Short,
    /// It would find the traces of redactions.
    #[error("\"{REMOVED}\" is what we show in place of a removed text. Give the text itself.")]
    Ours,
    /// A redaction without a reason.
    #[error("Give a reason. It is kept for good.")]
    NoReason,
    /// The reason is kept, so it must not repeat what was removed.
    #[error("The reason repeats the text to remove, and it is kept for good. Give it in other words.")]
    Repeats,
}

/// What is to be removed, and why: a reason that may be kept with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    phrase: Phrase,
    why: String,
}

impl Redaction {
    /// A redaction of some words for a reason.
    ///
    /// # Errors
    /// When the words cannot be searched for, there is no reason, or it repeats the words.
    pub fn new(text: &str, why: &str) -> Result<Self, Fault> {
        let phrase = Phrase::new(text)?;
        let why = why.trim();
        if why.is_empty() {
            return Err(Fault::NoReason);
        }
        if why.to_lowercase().contains(&phrase.0.to_lowercase()) {
            return Err(Fault::Repeats);
        }
        Ok(Self { phrase, why: why.to_owned() })
    }

    /// The words.
    #[must_use]
    pub fn phrase(&self) -> &Phrase {
        &self.phrase
    }

    /// The reason.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl Phrase {
    /// Words to look for, without blanks at either end.
    ///
    /// # Errors
    /// When they are too short, or part of the text put in place of removed ones.
    pub fn new(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if text.chars().count() < 3 {
            return Err(Fault::Short);
        }
        if REMOVED.contains(text) {
            return Err(Fault::Ours);
        }
        Ok(Self(text.to_owned()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words as they are written in a JSON text, and in a drawing within one.
    #[must_use]
    pub fn in_json(&self) -> [String; 2] {
        [json(&self.0), json(&svg(&self.0))]
    }

    /// A document's JSON without the words: a text that holds them becomes [`REMOVED`], a drawing loses only the words.
    /// `None` where no text holds them. All else stays as it is, to the byte; so do the names of a document's parts, which
    /// are the program's.
    #[must_use]
    pub fn taken_out_of(&self, document: &str) -> Option<String> {
        let [plain, drawn] = self.in_json();
        let mut out = String::with_capacity(document.len());
        let mut is_found = false;
        // Between unescaped quotation marks, every second piece is the inside of a text.
        let mut pieces = between_marks(document).enumerate().peekable();
        while let Some((place, piece)) = pieces.next() {
            if place > 0 {
                out.push('"');
            }
            let is_name = pieces.peek().is_some_and(|(_, next)| next.starts_with(':'));
            let is_text = place % 2 == 1 && !is_name;
            if is_text && piece.starts_with("<svg") && piece.contains(&drawn) {
                out.push_str(&piece.replace(&drawn, REMOVED));
                is_found = true;
            } else if is_text && piece.contains(&plain) {
                out.push_str(REMOVED);
                is_found = true;
            } else {
                out.push_str(piece);
            }
        }
        is_found.then_some(out)
    }
}

/// The pieces of some JSON between its quotation marks.
fn between_marks(json: &str) -> impl Iterator<Item = &str> {
    let mut is_escaped = false;
    json.split(move |letter| {
        let is_mark = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        is_mark
    })
}

/// A text as JSON writes it, without its quotation marks.
fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            letter if letter < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out
}

/// A text as a drawing writes it.
fn svg(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Phrase {
        Phrase::new(text).expect("words to look for")
    }

    #[test]
    fn a_text_that_holds_the_words_goes_whole_and_all_else_stays() {
        let document = r#"{"title":"Board","sections":[{"words":"One child, Jo \"Bee\" Smith, moved."},1.50,"Jo stays"]}"#;
        let without = phrase("Jo \"Bee\" Smith").taken_out_of(document);
        let expected = r#"{"title":"Board","sections":[{"words":"[removed]"},1.50,"Jo stays"]}"#;
        assert_eq!(without.as_deref(), Some(expected));
        assert_eq!(phrase("Ann Smith").taken_out_of(document), None);
    }

    #[test]
    fn the_names_of_parts_stay() {
        let document = r#"{"title":"A title","sections":[]}"#;
        let expected = r#"{"title":"[removed]","sections":[]}"#;
        assert_eq!(phrase("title").taken_out_of(document).as_deref(), Some(expected));
        assert_eq!(phrase("sections").taken_out_of(document), None);
    }

    #[test]
    fn a_text_that_ends_with_a_backslash_does_not_swallow_the_next() {
        let document = r#"["a path\\","Jo Smith",2]"#;
        assert_eq!(
            phrase("Jo Smith").taken_out_of(document).as_deref(),
            Some(r#"["a path\\","[removed]",2]"#)
        );
    }

    #[test]
    fn a_drawing_loses_the_words_and_stays_a_drawing() {
        let document = r#"{"svg":"<svg><title>Moved: O&#39;Neil &amp; co</title></svg>"}"#;
        let without = phrase("O'Neil & co").taken_out_of(document);
        assert_eq!(without.as_deref(), Some(r#"{"svg":"<svg><title>Moved: [removed]</title></svg>"}"#));
    }

    #[test]
    fn what_would_remove_too_much_or_be_kept_by_its_reason_is_refused() {
        assert_eq!(Phrase::new(" Jo "), Err(Fault::Short));
        assert_eq!(Phrase::new("removed"), Err(Fault::Ours));
        let fault = |why| Redaction::new("Jo Smith", why).expect_err("no reason to keep");
        assert_eq!(fault("  "), Fault::NoReason);
        assert_eq!(fault("It named jo smith"), Fault::Repeats);
        let redaction = Redaction::new(" Jo Smith ", " A note named a child ").expect("a redaction");
        assert_eq!((redaction.phrase().as_str(), redaction.why()), ("Jo Smith", "A note named a child"));
    }
}
