//! The contents of a document, prepared for the template: texts in printable letters, Markdown as a tree, columns with their
//! widths, drawings with their colours.

/// From blocks to data.
mod maker;

use crate::{Layout, columns::INSET, letters::Printer, markdown::Node, world::Case};
use domain::document::{Document, Section};
use maker::Maker;
use serde::Serialize;

/// How many letters of a title the running head and foot show at most.
const RUNNING: usize = 70;
/// With fewer headings than this there is no list of contents.
const FEWEST: usize = 4;
/// The width of A4, in millimetres.
const WIDE: f64 = 210.0;
/// Points per millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// How many letters of the moment the foot shows at most.
const RUNNING_MOMENT: usize = 100;

/// A document as the template reads it.
#[derive(Serialize)]
pub(crate) struct Data {
    one_page: bool,
    lengths: Lengths,
    contents: bool,
    /// How lines are broken, as typst names it.
    lines: &'static str,
    /// The title of the file.
    name: String,
    title: String,
    subtitle: String,
    partnership: String,
    cautions: Vec<String>,
    as_at: String,
    running: [String; 3],
    sections: Vec<Part>,
    remark: Option<&'static str>,
}

#[derive(Serialize)]
struct Part {
    heading: String,
    new_page: bool,
    blocks: Vec<Piece>,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Piece {
    /// Whether it stays with what comes after it.
    sticks: bool,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum Kind {
    Words {
        text: String,
    },
    Finding {
        text: String,
    },
    Aside {
        text: String,
    },
    Told {
        title: String,
        nodes: Vec<Node>,
    },
    List {
        items: Vec<String>,
    },
    Facts {
        width: f64,
        rows: Vec<(String, String)>,
    },
    Marks {
        marks: Vec<Signed>,
    },
    Table {
        caption: String,
        columns: Vec<Head>,
        rows: Vec<Row>,
        /// Whether it is kept on one page.
        whole: bool,
    },
    Chart {
        file: String,
        text: String,
    },
}

#[derive(Serialize)]
struct Row {
    /// Whether it is kept on one page.
    whole: bool,
    cells: Vec<Signed>,
}

#[derive(Serialize)]
struct Signed {
    sign: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Head {
    text: String,
    figures: bool,
    /// In ems of the table's type.
    width: f64,
}

/// The lengths of a layout.
#[derive(Clone, Copy, Serialize)]
struct Lengths {
    /// The left and right margins, in millimetres.
    margin: f64,
    /// The size of paragraphs, in points.
    text: f64,
    /// The size of tables, in points.
    cell: f64,
    /// The padding at a side of a cell, in ems of its type.
    inset: f64,
}

/// The data for the template, with the drawings by their names.
pub(crate) fn ready(
    document: &Document,
    case: &Case,
    layout: Layout,
    scale: f64,
) -> (Data, Vec<(String, String)>) {
    let printer = Printer::new(&case.letters);
    let lengths = lengths(layout, scale);
    let mut maker = Maker { printer: &printer, case, lengths, drawings: Vec::new() };
    let sections: Vec<_> = document.sections.iter().map(|section| maker.section(section, layout)).collect();
    let drawings = maker.drawings;
    let name = [&document.title, &document.subtitle, &document.partnership]
        .into_iter()
        .map(|text| printer.plain(text).trim().to_owned())
        .find(|text| !text.is_empty());
    let data = Data {
        one_page: layout == Layout::OnePage,
        lengths,
        contents: layout == Layout::Full && headings(&document.sections) >= FEWEST,
        name: name.unwrap_or_else(|| "Document".to_owned()),
        title: printer.text(&document.title),
        subtitle: printer.text(&document.subtitle),
        partnership: printer.text(&document.partnership),
        cautions: document.cautions.iter().map(|text| printer.text(text)).collect(),
        as_at: printer.text(&document.as_at),
        running: [
            (&document.partnership, RUNNING),
            (&document.title, RUNNING),
            (&document.as_at, RUNNING_MOMENT),
        ]
        .map(|(text, most)| shortened(&printer.plain(text), most)),
        sections,
        // Set after everything has been printed.
        lines: if printer.has_endless() { "simple" } else { "optimized" },
        remark: printer.has_missed().then_some(
            "Some characters could not be printed, because the fonts of this \
                document do not have them. They are shown as [?].",
        ),
    };
    (data, drawings)
}

/// A4 with wide margins, and a single page with narrow ones.
fn lengths(layout: Layout, scale: f64) -> Lengths {
    let (margin, text, cell) = match layout {
        Layout::Full => (22.0, 10.5, 0.88),
        Layout::OnePage => (17.0, 8.8, 0.95),
    };
    Lengths { margin, text: text * scale, cell: text * scale * cell, inset: INSET }
}

impl Lengths {
    /// The width of a table, in ems of its type.
    fn table(self) -> f64 {
        (WIDE - 2.0 * self.margin) * POINTS / self.cell
    }
}

fn headings(sections: &[Section]) -> usize {
    sections.iter().map(|section| 1 + headings(&section.parts)).sum()
}

/// A text shortened to a number of letters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
