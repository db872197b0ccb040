//! Markdown texts as a small tree for the template: paragraphs, lists, and runs of text that are strong, emphasised or links.
//! What the pages show is printed (`app/src/shell/markdown.rs` has the same list), and everything else is printed as typed.

use crate::letters::Printer;
use domain::markdown::{Block, Inline, List, read};
use serde::Serialize;

/// A longer address is printed, but is not a link.
const LONGEST_ADDRESS: usize = 2000;
/// How deep lists may be nested; deeper ones join the deepest level.
const DEEPEST: usize = 4;

/// A part of a text.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(crate) enum Node {
    Paragraph { runs: Vec<Run> },
    Heading { runs: Vec<Run> },
    List { ordered: bool, start: u64, items: Vec<Vec<Node>> },
}

/// Letters with the same style.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Run {
    text: String,
    strong: bool,
    emphasis: bool,
    /// The address of a link.
    to: Option<String>,
    /// Whether there is a line break before it.
    breaks: bool,
}

/// A text in Markdown as data for the template.
pub(crate) fn tree(text: &str, printer: &Printer<'_>) -> Vec<Node> {
    let mut writer = Writer { printer, deep: 0, runs: Vec::new(), style: Style::default(), breaks: false };
    let mut nodes = Vec::new();
    writer.add_blocks(&read(text), &mut nodes);
    nodes
}

struct Writer<'a> {
    printer: &'a Printer<'a>,
    /// How many lists the text is in.
    deep: usize,
    runs: Vec<Run>,
    style: Style,
    breaks: bool,
}

/// The style of a text.
#[derive(Clone, Copy, Default)]
struct Style {
    strong: bool,
    emphasis: bool,
    /// Whether it is in a link: its runs are then its own.
    link: bool,
}

impl Writer<'_> {
    fn add_blocks(&mut self, blocks: &[Block], nodes: &mut Vec<Node>) {
        for block in blocks {
            match block {
                Block::Paragraph(inside) | Block::Text(inside) => {
                    nodes.extend(self.runs_of(inside).map(|runs| Node::Paragraph { runs }));
                }
                Block::Heading(inside) => {
                    nodes.extend(self.runs_of(inside).map(|runs| Node::Heading { runs }));
                }
                Block::List(list) => self.add_list(list, nodes),
            }
        }
    }

    fn add_list(&mut self, list: &List, nodes: &mut Vec<Node>) {
        if self.deep == DEEPEST {
            for item in &list.items {
                self.add_blocks(item, nodes);
            }
            return;
        }
        self.deep += 1;
        let items = list.items.iter().map(|item| {
            let mut nodes = Vec::new();
            self.add_blocks(item, &mut nodes);
            nodes
        });
        let items = items.collect();
        self.deep -= 1;
        nodes.push(Node::List { ordered: list.start.is_some(), start: list.start.unwrap_or(1), items });
    }

    /// The runs of a paragraph; `None` where nothing of it is visible.
    fn runs_of(&mut self, inlines: &[Inline]) -> Option<Vec<Run>> {
        self.add_inlines(inlines);
        self.breaks = false;
        let runs = std::mem::take(&mut self.runs);
        runs.iter().any(|run| !run.text.trim().is_empty()).then_some(runs)
    }

    fn add_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let style = self.style;
            match inline {
                Inline::Text(text) => self.add(text),
                Inline::SoftBreak => self.add(" "),
                Inline::HardBreak => self.breaks = true,
                Inline::Emphasis(inside) => {
                    self.style.emphasis = true;
                    self.add_inlines(inside);
                }
                Inline::Strong(inside) => {
                    self.style.strong = true;
                    self.add_inlines(inside);
                }
                Inline::Link { to, inside } => self.add_link(to, inside),
            }
            self.style = style;
        }
    }

    /// On paper a link is its text and its address.
    fn add_link(&mut self, to: &str, inside: &[Inline]) {
        let from = self.runs.len();
        self.style.link = true;
        self.add_inlines(inside);
        if to.len() > LONGEST_ADDRESS {
            return;
        }
        let text: String = self.runs.iter().skip(from).map(|run| run.text.as_str()).collect();
        let printed = self.printer.text(to.strip_prefix("mailto:").unwrap_or(to));
        for run in self.runs.iter_mut().skip(from) {
            run.to = Some(to.to_owned());
        }
        if text != printed {
            self.runs.push(Run { text: format!(" ({printed})"), ..Run::default() });
        }
    }

    fn add(&mut self, text: &str) {
        let run = Run {
            text: self.printer.text(text),
            strong: self.style.strong,
            emphasis: self.style.emphasis,
            to: None,
            breaks: std::mem::take(&mut self.breaks),
        };
        match self.runs.last_mut() {
            Some(last)
                if !run.breaks
                    && !self.style.link
                    && last.to.is_none()
                    && (last.strong, last.emphasis) == (run.strong, run.emphasis) =>
            {
                last.text.push_str(&run.text);
            }
            _ => self.runs.push(run),
        }
    }
}
