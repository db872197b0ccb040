//! What a document says, made ready for the template: texts in letters that can be printed, Markdown as a tree, columns with their
//! widths, drawings with their colours.

/// From blocks to data.
mod maker;

use crate::{Layout, columns::INSET, letters::Printer, markdown::Node, world::Case};
use domain::document::{Document, Section};
use maker::Maker;
use serde::Serialize;

/// The longest that the running head and foot say of a title.
const RUNNING: usize = 70;
/// Fewer headings need no list of contents.
const FEWEST: usize = 4;
/// How wide A4 is, in millimetres.
const WIDE: f64 = 210.0;
/// In a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// How much the foot says of the moment.
const RUNNING_MOMENT: usize = 100;

/// A document as the template reads it.
#[derive(Serialize)]
pub(crate) struct Data {
    one_page: bool,
    lengths: Lengths,
    contents: bool,
    /// How lines are broken, in typst's word.
    lines: &'static str,
    /// What the file is called.
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
        /// Whether it stands on one page.
        whole: bool,
    },
    Chart {
        file: String,
        text: String,
    },
}

#[derive(Serialize)]
struct Row {
    /// Whether it stands on one page.
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
    /// What is free to the left and to the right, in millimetres.
    margin: f64,
    /// The type of paragraphs, in points.
    text: f64,
    /// The type of tables, in points.
    cell: f64,
    /// What is free at a side of a cell, in ems of its type.
    inset: f64,
}

/// What the template reads, with the drawings by their names.
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
        // After all that is printed.
        lines: if printer.has_endless() { "simple" } else { "optimized" },
        remark: printer.has_missed().then_some(
            "Some characters could not be printed, because the fonts of this \
                document do not have them. They are shown as [?].",
        ),
    };
    (data, drawings)
}

/// A4 with wide margins, and a single page with what a page can hold.
fn lengths(layout: Layout, scale: f64) -> Lengths {
    let (margin, text, cell) = match layout {
        Layout::Full => (22.0, 10.5, 0.88),
        Layout::OnePage => (17.0, 8.8, 0.95),
    };
    Lengths { margin, text: text * scale, cell: text * scale * cell, inset: INSET }
}

impl Lengths {
    /// How wide a table is, in ems of its type.
    fn table(self) -> f64 {
        (WIDE - 2.0 * self.margin) * POINTS / self.cell
    }
}

fn headings(sections: &[Section]) -> usize {
    sections.iter().map(|section| 1 + headings(&section.parts)).sum()
}

/// A text of so many letters at most.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
