//! What holds the words to be removed, and what was removed, in sentences.

use super::REMOVED;
use crate::wording::counted;

/// What holds the words; once they are removed, what held them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many texts of each kind. Earlier versions and drafts are counted too.
    pub texts: Vec<(Kind, usize)>,
    /// How many frozen documents.
    pub documents: usize,
    /// The imports whose file is to be removed, by number.
    pub files: Vec<i64>,
    /// The imports whose file is kept and could not be searched.
    pub unsearched: Vec<Unsearched>,
}

/// An import whose file could not be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsearched {
    /// The number of the import.
    pub import: i64,
    /// Why, without a full stop.
    pub why: String,
}

/// What a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A plan, one of its parts, or the source of its neighbours.
    Plan,
    /// The name of an indicator, or its source.
    Indicator,
    /// A definition of an indicator.
    Definition,
    /// A change note.
    ChangeNote,
    /// A note on a figure, or its explanation.
    Figure,
    /// The reason why a figure is set apart, or judged with the others.
    Mark,
    /// Input in a return besides the figure.
    Return,
    /// A part of a narrative.
    Narrative,
    /// A lead's reason for the rating of a priority.
    Rating,
    /// The name of an action.
    Action,
    /// The progress of an action.
    Status,
    /// A funding line.
    Funding,
    /// A pack that may not be frozen yet.
    Pack,
    /// A decision of a meeting.
    Decision,
    /// The review of a priority.
    Review,
    /// The name of an imported file.
    FileName,
    /// An entry of the audit.
    Audit,
}

impl Kind {
    /// The words for one of them, and for several.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Plan => ("text of a plan", "texts of plans"),
            Self::Indicator => ("name or source of an indicator", "names or sources of indicators"),
            Self::Definition => ("definition", "definitions"),
            Self::ChangeNote => ("change note", "change notes"),
            Self::Figure => ("note of a figure", "notes of figures"),
            Self::Mark => ("reason for setting a figure apart", "reasons for setting figures apart"),
            Self::Return => ("note in a return", "notes in returns"),
            Self::Narrative => ("part of a narrative", "parts of narratives"),
            Self::Rating => ("reason for a rating", "reasons for ratings"),
            Self::Action => ("name of an action", "names of actions"),
            Self::Status => ("note on an action", "notes on actions"),
            Self::Funding => ("name or source of a funding line", "names or sources of funding lines"),
            Self::Pack => ("text of a pack", "texts of packs"),
            Self::Decision => ("decision", "decisions"),
            Self::Review => ("text of a review", "texts of reviews"),
            Self::FileName => ("name of an imported file", "names of imported files"),
            Self::Audit => ("text in the audit", "texts in the audit"),
        }
    }
}

impl Found {
    /// Adds texts of a kind to those that were found before.
    pub fn add(&mut self, kind: Kind, texts: usize) {
        match self.texts.iter_mut().find(|(of, _)| *of == kind) {
            _ if texts == 0 => {}
            Some((_, before)) => *before += texts,
            None => self.texts.push((kind, texts)),
        }
    }

    /// Whether there is nothing to remove. A file that could not be searched may still hold the words.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.texts.is_empty() && self.documents == 0 && self.files.is_empty()
    }

    /// What would be removed, a sentence for each kind.
    #[must_use]
    pub fn would_go(&self) -> Vec<String> {
        let texts = self.texts.iter().map(|(kind, texts)| {
            let (one, many) = kind.words();
            format!(
                "{} {} the words.",
                counted(*texts, one, many),
                if *texts == 1 { "holds" } else { "hold" }
            )
        });
        let documents = (self.documents > 0).then(|| match self.documents {
            1 => "1 frozen pack or review holds them. Its PDF and workbook would go.".to_owned(),
            many => format!("{many} frozen packs or reviews hold them. Their PDFs and workbooks would go."),
        });
        let files = self
            .files
            .iter()
            .map(|import| format!("The file of import {import} would go. Its figures would stay."));
        texts.chain(documents).chain(files).collect()
    }

    /// What was removed, a sentence for each kind.
    #[must_use]
    pub fn went(&self) -> Vec<String> {
        let texts = self.texts.iter().map(|(kind, texts)| {
            let (one, many) = kind.words();
            format!(
                "{} now {} {REMOVED}.",
                counted(*texts, one, many),
                if *texts == 1 { "says" } else { "say" }
            )
        });
        let documents = (self.documents > 0).then(|| match self.documents {
            1 => format!("1 frozen pack or review now says {REMOVED}. Its PDF and workbook are gone."),
            many => {
                format!(
                    "{many} frozen packs or reviews now say {REMOVED}. Their PDFs and workbooks are gone."
                )
            }
        });
        let files =
            self.files.iter().map(|import| format!("The file of import {import} is gone. Its figures stay."));
        texts.chain(documents).chain(files).collect()
    }

    /// What could not be searched, a sentence for each file.
    #[must_use]
    pub fn not_searched(&self) -> Vec<String> {
        let sentence = |Unsearched { import, why }: &Unsearched| {
            format!(
                "The file of import {import} could not be searched: {why}. If it may hold the words, have it removed as well."
            )
        };
        self.unsearched.iter().map(sentence).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_said_a_sentence_for_each_kind() {
        let mut found = Found { documents: 1, files: vec![12], ..Found::default() };
        assert!(!found.is_nothing());
        for (kind, texts) in [(Kind::Figure, 2), (Kind::Decision, 1), (Kind::Figure, 1), (Kind::Audit, 0)] {
            found.add(kind, texts);
        }
        assert_eq!(
            found.would_go(),
            [
                "3 notes of figures hold the words.",
                "1 decision holds the words.",
                "1 frozen pack or review holds them. Its PDF and workbook would go.",
                "The file of import 12 would go. Its figures would stay.",
            ]
        );
        assert_eq!(
            Found { documents: 2, ..found }.went(),
            [
                "3 notes of figures now say [removed].",
                "1 decision now says [removed].",
                "2 frozen packs or reviews now say [removed]. Their PDFs and workbooks are gone.",
                "The file of import 12 is gone. Its figures stay.",
            ]
        );
    }

    #[test]
    fn a_file_that_could_not_be_searched_is_named() {
        let unsearched = vec![Unsearched { import: 7, why: "it is cut short".to_owned() }];
        let found = Found { unsearched, ..Found::default() };
        assert!(found.is_nothing());
        assert_eq!(
            found.not_searched(),
            [
                "The file of import 7 could not be searched: it is cut short. If it may hold the words, have it removed as well."
            ]
        );
    }
}
