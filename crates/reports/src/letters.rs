//! Letters that the fonts have, and what is printed in place of others.

use std::cell::Cell;
use typst::text::Coverage;
use unicode_normalization::UnicodeNormalization;

/// Printed in place of a run of letters that no font has.
const UNKNOWN: &str = "[?]";

/// A word longer than this may break between any two letters: it would leave the page otherwise.
const LONGEST: usize = 28;
/// No real word is longer.
const ENDLESS: usize = 120;
/// Where a line may break, without a hyphen.
const BREAK: char = '\u{200b}';

/// The letters that every font of a case has, so that a text may be set in any of them.
pub(crate) struct Letters(Vec<Coverage>);

/// Prepares texts for printing, and notes whether all of them could be printed.
pub(crate) struct Printer<'a> {
    letters: &'a Letters,
    missed: Cell<bool>,
    endless: Cell<bool>,
}

impl Letters {
    pub(crate) fn new<'a>(fonts: impl Iterator<Item = &'a Coverage>) -> Self {
        Self(fonts.cloned().collect())
    }

    fn has(&self, letter: char) -> bool {
        self.0.iter().all(|coverage| coverage.contains(u32::from(letter)))
    }
}

impl<'a> Printer<'a> {
    pub(crate) fn new(letters: &'a Letters) -> Self {
        Self { letters, missed: Cell::new(false), endless: Cell::new(false) }
    }

    /// Whether something could not be printed.
    pub(crate) fn has_missed(&self) -> bool {
        self.missed.get()
    }

    /// Whether a word was so long that weighing every place where it may break would take seconds.
    pub(crate) fn has_endless(&self) -> bool {
        self.endless.get()
    }

    /// A text in the available letters. Control characters and direction marks are dropped; a line's end is a space.
    pub(crate) fn plain(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut is_in_run = false;
        for letter in text.nfc() {
            let printed = match letter {
                _ if is_unseen(letter) => continue,
                '\u{2010}' | '\u{2011}' if !self.letters.has(letter) => '-',
                '\u{202f}' | '\u{2007}' if !self.letters.has(letter) => '\u{a0}',
                _ if letter.is_whitespace() && (letter.is_control() || !self.letters.has(letter)) => ' ',
                _ => letter,
            };
            if printed.is_control() {
                continue;
            }
            if self.letters.has(printed) || printed == ' ' {
                out.push(printed);
                is_in_run = false;
            } else if !is_in_run {
                out.push_str(UNKNOWN);
                is_in_run = true;
                self.missed.set(true);
            }
        }
        out
    }

    /// A text of the page: its long words may break.
    pub(crate) fn text(&self, text: &str) -> String {
        self.breakable(&self.plain(text), LONGEST)
    }

    /// A text of a table's cell: words longer than its column holds may break.
    pub(crate) fn cell(&self, text: &str, longest: usize) -> String {
        self.breakable(&self.plain(text), longest)
    }

    /// Adds places to break in the words that are longer than a limit. No line begins with the point or the bracket that ends
    /// a word.
    fn breakable(&self, text: &str, limit: usize) -> String {
        let mut out = String::with_capacity(text.len());
        for word in text.split_inclusive(|letter: char| letter.is_whitespace()) {
            let long = word.trim_end().chars().count();
            if long <= limit {
                out.push_str(word);
                continue;
            }
            self.endless.set(self.endless.get() || long > ENDLESS);
            let mut before = None;
            for letter in word.chars() {
                let is_break = |before: char| letter.is_alphanumeric() || !before.is_alphanumeric();
                if before.is_some_and(is_break) && !letter.is_whitespace() {
                    out.push(BREAK);
                }
                before = Some(letter);
                out.push(letter);
            }
        }
        out
    }

    /// A drawing: its names, in the available letters. Its tags use letters that every font has.
    pub(crate) fn drawing(&self, svg: &str) -> String {
        self.plain(svg)
    }
}

/// Characters without a shape of their own: direction marks, joiners, variation selectors, tags.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
