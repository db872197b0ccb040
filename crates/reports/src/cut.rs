//! Shortening a document that has to fit on one page. Nothing is left out silently: what is left out is counted.

use crate::data;
use domain::document::{Block, Document, Section};

/// No A4 page holds more rows.
const ROWS_OF_A_PAGE: usize = 150;
/// The length of a text where even that is too much for a page.
const LETTERS: usize = 300;
/// How many rows a table keeps where whole blocks have to go.
const ROWS_BESIDE: usize = 3;

/// How many marks are left as they are.
const FEW_MARKS: usize = 6;

/// How much is kept.
#[derive(Clone, Copy)]
pub(crate) struct Cut {
    /// Of each table and list.
    rows: usize,
    /// Of the document, headings among them.
    blocks: usize,
    /// Of each text.
    letters: usize,
    what: What,
}

/// What the number kept counts.
#[derive(Clone, Copy)]
enum What {
    Rows,
    Blocks,
}

impl Cut {
    /// Fewer rows.
    pub(crate) const ROWS: Self = Self { rows: 0, blocks: usize::MAX, letters: usize::MAX, what: What::Rows };
    /// A few rows, and fewer blocks.
    pub(crate) const BLOCKS: Self =
        Self { rows: ROWS_BESIDE, blocks: 1, letters: 4 * LETTERS, what: What::Blocks };
    /// The same with shorter texts.
    pub(crate) const SHORT_BLOCKS: Self =
        Self { rows: ROWS_BESIDE, blocks: 0, letters: LETTERS, what: What::Blocks };

    pub(crate) fn keeping(self, kept: usize) -> Self {
        match self.what {
            What::Rows => Self { rows: kept, ..self },
            What::Blocks => Self { blocks: self.blocks + kept, ..self },
        }
    }

    /// The most of a document that is worth trying to keep.
    pub(crate) fn most(self, document: &Document) -> usize {
        match self.what {
            What::Rows => ROWS_OF_A_PAGE,
            What::Blocks => blocks(&document.sections).min(ROWS_OF_A_PAGE),
        }
    }
}

/// How many blocks and headings there are.
fn blocks(sections: &[Section]) -> usize {
    sections.iter().map(|section| 1 + section.blocks.len() + blocks(&section.parts)).sum()
}

/// A document with only so much of it.
pub(crate) fn shortened(document: &Document, cut: Cut) -> Document {
    let text = |text: &String| short(text, cut.letters);
    let mut left = cut.blocks;
    let mut sections = sections(&document.sections, cut, &mut left);
    let dropped = blocks(&document.sections).saturating_sub(cut.blocks);
    if dropped > 0 {
        let told = Block::Aside(more(dropped));
        sections.push(Section::new("more", "", vec![told]));
    }
    Document {
        title: text(&document.title),
        subtitle: text(&document.subtitle),
        partnership: text(&document.partnership),
        cautions: document.cautions.iter().map(text).collect(),
        as_at: text(&document.as_at),
        sections,
    }
}

fn more(number: usize) -> String {
    format!("and {number} more: see the pack")
}

fn short(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    format!("{} (more: see the pack)", data::shortened(text, letters))
}

fn sections(from: &[Section], cut: Cut, left: &mut usize) -> Vec<Section> {
    let mut kept = Vec::new();
    for section in from {
        if *left == 0 {
            break;
        }
        *left -= 1;
        let here = section.blocks.len().min(*left);
        *left -= here;
        let blocks = section.blocks.iter().take(here).flat_map(|block| shorter(block, cut));
        kept.push(Section {
            id: section.id.clone(),
            heading: short(&section.heading, cut.letters),
            blocks: blocks.collect(),
            parts: sections(&section.parts, cut, left),
        });
    }
    kept
}

/// A block with fewer rows, and a line about the others.
fn shorter(block: &Block, cut: Cut) -> Vec<Block> {
    let text = |text: &String| short(text, cut.letters);
    let (block, rows) = match block {
        Block::Words(words) => (Block::Words(text(words)), 0),
        Block::Finding(words) => (Block::Finding(text(words)), 0),
        Block::Aside(words) => (Block::Aside(text(words)), 0),
        Block::Told { title, markdown } => (Block::Told { title: text(title), markdown: text(markdown) }, 0),
        Block::List(items) => (Block::List(items.iter().take(cut.rows).map(text).collect()), items.len()),
        Block::Facts(rows) => {
            let kept = rows.iter().take(cut.rows).map(|(name, value)| (text(name), text(value)));
            (Block::Facts(kept.collect()), rows.len())
        }
        // Marks are side by side, and shortening a few of them saves next to nothing.
        Block::Marks(marks) if marks.len() <= FEW_MARKS => (block.clone(), 0),
        Block::Marks(marks) => (Block::Marks(marks.iter().take(cut.rows).cloned().collect()), marks.len()),
        Block::Table(table) => {
            let mut kept = table.clone();
            kept.rows.truncate(cut.rows);
            for cell in kept.rows.iter_mut().flatten() {
                cell.text = text(&cell.text);
            }
            kept.caption = text(&kept.caption);
            (Block::Table(kept), table.rows.len())
        }
        Block::Chart { .. } => (block.clone(), 0),
    };
    let dropped = rows.saturating_sub(cut.rows);
    if dropped == 0 { vec![block] } else { vec![block, Block::Aside(more(dropped))] }
}
