//! What people write in Markdown, as a small tree for the template: paragraphs, lists, and runs of text that are strong, are
//! emphasised or lead somewhere. What the pages show is printed (`app/src/shell/markdown.rs` has the same list), and everything else is
//! the text that was typed.

use crate::letters::Printer;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use serde::Serialize;

/// What a link may begin with.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];
/// A longer address is printed, and does not lead anywhere.
const LONGEST_ADDRESS: usize = 2000;
/// So deep lists stand in lists; what is deeper stands beside the deepest.
const DEEPEST: usize = 4;

/// A part of a text.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(crate) enum Node {
    Paragraph { runs: Vec<Run> },
    Heading { runs: Vec<Run> },
    List { ordered: bool, start: u64, items: Vec<Vec<Node>> },
}

/// Letters that look the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Run {
    text: String,
    strong: bool,
    emphasis: bool,
    /// Where it leads.
    to: Option<String>,
    /// Whether a line ends before it.
    breaks: bool,
}

/// A text in Markdown as a tree.
pub(crate) fn tree(text: &str, printer: &Printer<'_>) -> Vec<Node> {
    let mut reader = Reader::new(printer);
    for event in Parser::new_ext(text, Options::empty()) {
        reader.take(event);
    }
    reader.end_runs(false);
    while reader.levels.len() > 1 {
        reader.close_item();
    }
    reader.levels.pop().unwrap_or_default()
}

struct Reader<'a> {
    printer: &'a Printer<'a>,
    /// What is open: the text, then an item of a list in it, and so on.
    levels: Vec<Vec<Node>>,
    /// How deep the items that were read are; those deeper than [`DEEPEST`] are not among the levels.
    deep: usize,
    runs: Vec<Run>,
    strong: usize,
    emphasis: usize,
    /// Where the links that are open lead, where they lead anywhere, and at which run they began.
    links: Vec<(Option<String>, usize)>,
    breaks: bool,
}

impl<'a> Reader<'a> {
    fn new(printer: &'a Printer<'a>) -> Self {
        Self {
            printer,
            levels: vec![Vec::new()],
            deep: 0,
            runs: Vec::new(),
            strong: 0,
            emphasis: 0,
            links: Vec::new(),
            breaks: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.say(&text);
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.breaks = true,
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::List(start) => {
                self.end_runs(false);
                if self.deep < DEEPEST {
                    let list =
                        Node::List { ordered: start.is_some(), start: start.unwrap_or(1), items: Vec::new() };
                    self.put(list);
                }
            }
            Tag::Item => {
                self.end_runs(false);
                self.deep += 1;
                if self.deep <= DEEPEST {
                    self.levels.push(Vec::new());
                }
            }
            Tag::Link { link_type, dest_url, .. } => {
                self.links.push((destination(*link_type, dest_url), self.runs.len()));
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::BlockQuote(_) => {
                self.end_runs(false);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Item => {
                self.end_runs(false);
                if self.deep <= DEEPEST {
                    self.close_item();
                }
                self.deep = self.deep.saturating_sub(1);
            }
            TagEnd::Heading(_) => self.end_runs(true),
            TagEnd::Link => self.close_link(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::BlockQuote(_) => {
                self.end_runs(false);
            }
            _ => {}
        }
    }

    /// On paper a link is its text and its address.
    fn close_link(&mut self) {
        let Some((Some(address), from)) = self.links.pop() else { return };
        let said: String = self.runs.iter().skip(from).map(|run| run.text.as_str()).collect();
        let printed = self.printer.text(address.strip_prefix("mailto:").unwrap_or(&address));
        for run in self.runs.iter_mut().skip(from) {
            run.to = Some(address.clone());
        }
        if said != printed {
            self.runs.push(Run { text: format!(" ({printed})"), ..Run::default() });
        }
    }

    fn say(&mut self, text: &str) {
        let run = Run {
            text: self.printer.text(text),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            to: None,
            breaks: std::mem::take(&mut self.breaks),
        };
        match self.runs.last_mut() {
            Some(last)
                if !run.breaks
                    && self.links.is_empty()
                    && last.to.is_none()
                    && (last.strong, last.emphasis) == (run.strong, run.emphasis) =>
            {
                last.text.push_str(&run.text);
            }
            _ => self.runs.push(run),
        }
    }

    fn end_runs(&mut self, is_heading: bool) {
        self.breaks = false;
        // A link does not go on after the paragraph that it stands in.
        for (_, from) in &mut self.links {
            *from = 0;
        }
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        self.put(if is_heading { Node::Heading { runs } } else { Node::Paragraph { runs } });
    }

    fn put(&mut self, node: Node) {
        if let Some(level) = self.levels.last_mut() {
            level.push(node);
        }
    }

    /// Puts what an item says into the list that was opened last at the level above.
    fn close_item(&mut self) {
        if self.levels.len() < 2 {
            return;
        }
        let item = self.levels.pop().unwrap_or_default();
        match self.levels.last_mut().and_then(|level| level.last_mut()) {
            Some(Node::List { items, .. }) => items.push(item),
            _ => item.into_iter().for_each(|node| self.put(node)),
        }
    }
}

/// Where a link leads, where it may lead there.
fn destination(link_type: LinkType, address: &str) -> Option<String> {
    let address = match link_type {
        LinkType::Email => format!("mailto:{address}"),
        _ => address.to_owned(),
    };
    let lower = address.to_ascii_lowercase();
    let is_allowed = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
    let is_plain = !address.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    (is_allowed && is_plain && address.len() <= LONGEST_ADDRESS).then_some(address)
}
