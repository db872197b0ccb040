//! A document as it was given to somebody: every word, number and drawing of it, so that it says for ever what it said then.
//!
//! Nothing in it is worked out when it is opened again. A page, a PDF and a spreadsheet are printed from it and from nothing else,
//! so a figure that is corrected, a definition that is reworded or an organisation that is renamed afterwards changes none of them.
//! It names organisations and no people: who can be erased must not stand in what can never be changed.

use serde::{Deserialize, Serialize};

/// A document: sections of sentences, tables and charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is called: `Children's Trust board, 12 June 2019`.
    pub title: String,
    /// What sort of document, of which plan and plan year.
    pub subtitle: String,
    /// Whose it is: the partnership.
    pub partnership: String,
    /// What whoever holds it must know before anything else: that it is made up, that it is for partners alone.
    pub cautions: Vec<String>,
    /// From when it is, and from which state of the record.
    pub as_at: String,
    /// What it says.
    pub sections: Vec<Section>,
}

/// A section with its heading. Sections nest two deep: a priority holds its indicators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name within the document, for links: a slug.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What stands under it.
    pub parts: Vec<Section>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Words(String),
    /// The sentence that says it all: set larger.
    Finding(String),
    /// A remark that may be passed over: set smaller.
    Aside(String),
    /// What somebody wrote, in the Markdown of narratives, under what it is called.
    Told {
        /// Such as `Why`.
        title: String,
        /// The text.
        markdown: String,
    },
    /// Items, one under the other.
    List(Vec<String>),
    /// Names with what they stand for.
    Facts(Vec<(String, String)>),
    /// How something is rated and what it tells, side by side.
    Marks(Vec<Mark>),
    /// A table.
    Table(Table),
    /// A drawing.
    Chart {
        /// As SVG with classes in place of colours, as `charts` draws it.
        svg: String,
        /// What it shows, for those who do not see it.
        text: String,
    },
}

/// A sign with its word: the sign is never alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Which sign.
    pub sign: Sign,
    /// What it means, in a word or a few.
    pub word: String,
}

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// A green circle.
    Green,
    /// An amber triangle.
    Amber,
    /// A red square.
    Red,
    /// Something became better.
    Better,
    /// Something became worse.
    Worse,
    /// No sign but the word.
    None,
}

/// A table with a head.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns; the first names the rows.
    pub columns: Vec<Column>,
    /// Its rows: a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How its cells are set.
    pub set: Set,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Set {
    /// As words, from the left.
    Words,
    /// As figures, from the right.
    Figures,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// A sign before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign: Option<Sign>,
    /// Which of the figures behind the document it prints, by its place among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<usize>,
}

impl Cell {
    /// A cell of words.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(head: impl Into<String>) -> Self {
        Self { head: head.into(), set: Set::Words }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(head: impl Into<String>) -> Self {
        Self { head: head.into(), set: Set::Figures }
    }
}

impl Section {
    /// A section without anything under it.
    #[must_use]
    pub fn new(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { id: id.into(), heading: heading.into(), blocks, parts: Vec::new() }
    }
}

/// How a document is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// On as many pages as it needs, with a list of its contents.
    Full,
    /// On one page of A4, with what does not fit counted and left to the pack.
    OnePage,
}
