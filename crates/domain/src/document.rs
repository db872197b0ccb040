//! A document as it was issued: every word, number and drawing of it, unchanged for ever.
//!
//! Nothing in it is computed when it is opened again. A page, a PDF and a spreadsheet are printed only from it, so later
//! changes, such as a corrected figure, a reworded definition or a renamed organisation, affect none of them. It names
//! organisations and no people: whoever can be erased must not be named in what can never be changed.

use serde::{Deserialize, Serialize};

/// A document: sections of sentences, tables and charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title: `Children's Trust board, 12 June 2019`.
    pub title: String,
    /// The sort of document, with its plan and plan year.
    pub subtitle: String,
    /// The partnership that it belongs to.
    pub partnership: String,
    /// What its reader must know before anything else: that it is made up, that it is for partners only.
    pub cautions: Vec<String>,
    /// Its day, and the state of the record that it shows.
    pub as_at: String,
    /// Its contents.
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
    /// Its contents.
    pub blocks: Vec<Block>,
    /// Its subsections.
    pub parts: Vec<Section>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Words(String),
    /// The main finding: set larger.
    Finding(String),
    /// A side remark: set smaller.
    Aside(String),
    /// Somebody's text, in the Markdown of narratives, under a title.
    Told {
        /// Such as `Why`.
        title: String,
        /// The text.
        markdown: String,
    },
    /// Items of a list.
    List(Vec<String>),
    /// Names with their values.
    Facts(Vec<(String, String)>),
    /// Ratings and signals, side by side.
    Marks(Vec<Mark>),
    /// A table.
    Table(Table),
    /// A drawing.
    Chart {
        /// As SVG with classes in place of colours, as `charts` draws it.
        svg: String,
        /// A description for those who do not see it.
        text: String,
    },
}

/// A sign with its word: the sign is never alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The sign.
    pub sign: Sign,
    /// Its meaning, in a word or a few.
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
    /// Only the word, without a sign.
    None,
}

/// A table with a heading row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its title.
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
    /// Its heading.
    pub head: String,
    /// How its cells are set.
    pub set: Set,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Set {
    /// As words, aligned left.
    Words,
    /// As figures, aligned right.
    Figures,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// A sign before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign: Option<Sign>,
    /// Which of the figures behind the document it prints, by index.
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
    /// A section without subsections.
    #[must_use]
    pub fn new(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { id: id.into(), heading: heading.into(), blocks, parts: Vec::new() }
    }
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// On as many pages as it needs, with a list of contents.
    Full,
    /// On one page of A4; what does not fit is counted and left to the pack.
    OnePage,
}
