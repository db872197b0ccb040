//! Searching for some words in data that arrive in pieces.

use super::Phrase;

/// Whether bytes that arrive in pieces hold some words.
#[derive(Clone, Debug)]
pub struct Search {
    words: Vec<u8>,
    /// The end of the last piece, as much as could be the beginning of the words.
    end: Vec<u8>,
    is_found: bool,
}

/// The result of searching a whole file for some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Searched {
    /// It holds them.
    Holds,
    /// It does not.
    Lacks,
    /// It could not be searched: why, without a full stop.
    Unread(String),
}

impl Search {
    /// A search for some words.
    #[must_use]
    pub fn of(phrase: &Phrase) -> Self {
        Self { words: phrase.as_str().as_bytes().to_vec(), end: Vec::new(), is_found: false }
    }

    /// Looks at the next piece.
    pub fn look(&mut self, piece: &[u8]) {
        if self.is_found || piece.is_empty() {
            return;
        }
        self.end.extend_from_slice(piece);
        self.is_found = self.end.windows(self.words.len()).any(|window| window == self.words);
        let past = self.end.len().saturating_sub(self.words.len() - 1);
        self.end.drain(..past);
    }

    /// Whether the words were found so far.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.is_found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_across_pieces() {
        let phrase = Phrase::new("Jo Smith").expect("words");
        let found = |pieces: &[&str]| {
            let mut search = Search::of(&phrase);
            for piece in pieces {
                search.look(piece.as_bytes());
            }
            search.is_found()
        };
        assert!(found(&["a,b\nJo S", "m", "ith,3"]));
        assert!(!found(&["Jo S", "mi", "tty"]));
    }
}
