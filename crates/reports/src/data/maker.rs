//! From the sections and blocks of a document to those of the template.

use super::{Head, Kind, Lengths, Part, Piece, Row, Signed};
use crate::{
    Layout,
    columns::{self, Columns},
    letters::Printer,
    markdown,
    world::{Case, FAMILY},
};
use domain::document::{Block, Cell, Column, Mark, Section, Set, Sign, Table};

/// A chart is kept together with this many blocks before it, which is as many as there are between it and its heading.
const BEFORE_CHART: usize = 5;
/// A longer text is not a short remark before a chart.
const SHORT: usize = 500;
/// A table or a row with surely no more lines than this is less than a page, and is not split.
const WHOLE: f64 = 36.0;
/// A table with more rows is split between any two.
const FEW_ROWS: usize = 6;
/// The widest column of names of facts, in ems; longer names get more lines.
const NAMES: f64 = 15.0;

/// Makes data from a document, and collects its drawings.
pub(super) struct Maker<'a> {
    pub(super) printer: &'a Printer<'a>,
    pub(super) case: &'a Case,
    pub(super) lengths: Lengths,
    pub(super) drawings: Vec<(String, String)>,
}

impl Maker<'_> {
    /// A section of the document. In a pack each priority begins a page; the sections within it do not.
    pub(super) fn section(&mut self, section: &Section, layout: Layout) -> Part {
        let new_page = layout == Layout::Full && section.id.starts_with("priority-");
        Part { new_page, ..self.part(section) }
    }

    fn part(&mut self, section: &Section) -> Part {
        let chart = section
            .blocks
            .iter()
            .take(BEFORE_CHART + 1)
            .position(|block| matches!(block, Block::Chart { .. }));
        let sticking = chart.filter(|chart| section.blocks.iter().take(*chart).all(is_short)).unwrap_or(0);
        let blocks = section
            .blocks
            .iter()
            .enumerate()
            .map(|(place, block)| Piece { sticks: place < sticking, kind: self.kind(block) });
        let blocks = blocks.collect();
        Part {
            heading: self.printer.text(&section.heading).trim().to_owned(),
            new_page: false,
            blocks,
            parts: section.parts.iter().map(|part| self.part(part)).collect(),
        }
    }

    fn kind(&mut self, block: &Block) -> Kind {
        let text = |text: &String| self.printer.text(text);
        match block {
            Block::Words(words) => Kind::Words { text: text(words) },
            Block::Finding(words) => Kind::Finding { text: text(words) },
            Block::Aside(words) => Kind::Aside { text: text(words) },
            Block::Told { title, markdown } => {
                Kind::Told { title: text(title), nodes: markdown::tree(markdown, self.printer) }
            }
            Block::List(items) => Kind::List { items: items.iter().map(text).collect() },
            Block::Facts(rows) => {
                let width = rows.iter().map(|(name, _)| self.case.wide(name)).fold(0.0, f64::max);
                let rows = rows.iter().map(|(name, value)| (text(name), text(value))).collect();
                Kind::Facts { width: width.min(NAMES), rows }
            }
            Block::Marks(marks) => Kind::Marks { marks: marks.iter().map(|mark| self.mark(mark)).collect() },
            Block::Table(table) => self.table(table),
            Block::Chart { svg, text } => self.chart(svg, text),
        }
    }

    fn mark(&self, mark: &Mark) -> Signed {
        Signed { sign: sign(Some(mark.sign)), text: self.printer.text(&mark.word) }
    }

    fn table(&self, table: &Table) -> Kind {
        let Columns { widths, longest } =
            columns::columns(table, self.case, self.printer, self.lengths.table());
        let room = widths.clone();
        let lines = |row: &Vec<Cell>| {
            let cells = row.iter().zip(&room);
            cells.map(|(cell, width)| columns::lines(&cell.text, *width, self.case)).fold(1.0, f64::max)
        };
        let head = |(column, width): (&Column, f64)| Head {
            text: self.printer.cell(&column.head, longest),
            figures: column.set == Set::Figures,
            width,
        };
        let cell =
            |cell: &Cell| Signed { sign: sign(cell.sign), text: self.printer.cell(&cell.text, longest) };
        // A row has a cell for each column, whatever the model contains.
        let row = |row: &Vec<Cell>| {
            let whole = lines(row) <= WHOLE;
            let cells = row.iter().map(cell).chain(std::iter::repeat_with(|| cell(&Cell::default())));
            Row { whole, cells: cells.take(table.columns.len()).collect() }
        };
        let heads: Vec<_> = table.columns.iter().map(|column| Cell::words(&column.head)).collect();
        let is_small = || table.rows.iter().chain([&heads]).map(lines).sum::<f64>() <= WHOLE;
        Kind::Table {
            caption: self.printer.text(&table.caption),
            whole: table.rows.len() <= FEW_ROWS && table.caption.len() < SHORT && is_small(),
            rows: table.rows.iter().map(row).collect(),
            columns: table.columns.iter().zip(widths).map(head).collect(),
        }
    }

    fn chart(&mut self, svg: &str, text: &str) -> Kind {
        let text = self.printer.plain(text);
        // Anything that is not a drawing of ours is given in words.
        if !svg.contains("</desc>") || !svg.contains("viewBox") {
            return Kind::Words { text };
        }
        let file = format!("chart-{}.svg", self.drawings.len());
        self.drawings.push((file.clone(), self.printer.drawing(&charts::coloured(svg, FAMILY))));
        let text = if text.trim().is_empty() { "A chart.".to_owned() } else { text };
        Kind::Chart { file, text }
    }
}

/// Whether a block before a chart may be kept on one page with it.
fn is_short(block: &Block) -> bool {
    match block {
        Block::Words(text) | Block::Finding(text) | Block::Aside(text) => text.len() < SHORT,
        Block::Told { title, markdown } => title.len() + markdown.len() < SHORT,
        Block::Marks(marks) => marks.len() < 12,
        Block::Facts(rows) => rows.len() < 8,
        Block::List(items) => items.len() < 5,
        Block::Table(_) | Block::Chart { .. } => false,
    }
}

fn sign(sign: Option<Sign>) -> &'static str {
    match sign {
        Some(Sign::Green) => "green",
        Some(Sign::Amber) => "amber",
        Some(Sign::Red) => "red",
        Some(Sign::Better) => "better",
        Some(Sign::Worse) => "worse",
        Some(Sign::None) | None => "",
    }
}
