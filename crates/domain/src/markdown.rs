//! Markdown as a small tree: the one reader for pages and for documents on paper.
//!
//! A maintained library parses the Markdown, and only what is named here goes into the tree: paragraphs, emphasis, lists,
//! headings and links to other pages. Everything else is kept as typed text, so HTML that somebody types is shown and never
//! interpreted.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading. All are of one level, below those of the page that the text is on.
    Heading(Vec<Inline>),
    /// A list.
    List(List),
    /// The text of a list item without a paragraph of its own.
    Text(Vec<Inline>),
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The number of its first item; `None` for a list without numbers.
    pub start: Option<u64>,
    /// Its items.
    pub items: Vec<Vec<Block>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text as it was typed.
    Text(String),
    /// A line end in the typed text.
    SoftBreak,
    /// A line break.
    HardBreak,
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// Its address: a page or a mailbox.
        to: String,
        /// Its text.
        inside: Vec<Inline>,
    },
}

/// How the address of a link may begin.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];
/// How deep lists and emphasis may be nested. Anything deeper joins the deepest level: nobody writes it to be read.
const DEEPEST: usize = 64;

/// Reads a text in Markdown.
#[must_use]
pub fn read(text: &str) -> Vec<Block> {
    let mut reader = Reader { frames: vec![Frame::Blocks(Vec::new())], is_kept: Vec::new() };
    for event in Parser::new_ext(text, Options::empty()) {
        reader.take(event);
    }
    while reader.frames.len() > 1 {
        reader.close();
    }
    match reader.frames.pop() {
        Some(Frame::Blocks(blocks)) => blocks,
        _ => Vec::new(),
    }
}

/// A text in Markdown as one line of plain text.
#[must_use]
pub fn to_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    add_blocks(&read(text), &mut plain);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add_blocks(blocks: &[Block], plain: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inside) | Block::Heading(inside) | Block::Text(inside) => {
                add_inlines(inside, plain);
            }
            Block::List(list) => list.items.iter().for_each(|item| add_blocks(item, plain)),
        }
        plain.push(' ');
    }
}

fn add_inlines(inlines: &[Inline], plain: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => plain.push_str(text),
            Inline::SoftBreak | Inline::HardBreak => plain.push(' '),
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link { inside, .. } => {
                add_inlines(inside, plain);
            }
        }
    }
}

/// The tree as it grows: the open blocks, the whole text first.
struct Reader {
    frames: Vec<Frame>,
    /// For each open tag, whether it has a frame.
    is_kept: Vec<bool>,
}

enum Frame {
    /// The whole text, or an item of a list.
    Blocks(Vec<Block>),
    List(List),
    Run(Around, Vec<Inline>),
}

/// What is around a run of text.
enum Around {
    Paragraph,
    Heading,
    Item,
    Emphasis,
    Strong,
    Link(String),
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                let is_kept = self.open(tag);
                self.is_kept.push(is_kept);
            }
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.add(Inline::Text(text.into_string()));
            }
            Event::SoftBreak => self.add(Inline::SoftBreak),
            Event::HardBreak => self.add(Inline::HardBreak),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if !self.is_kept.pop().unwrap_or(false) {
            return;
        }
        if tag == TagEnd::Item {
            self.end_text();
        }
        self.close();
    }

    /// Opens a frame for a known tag; false for everything else.
    fn open(&mut self, tag: Tag<'_>) -> bool {
        let is_too_deep = self.frames.len() + 2 > DEEPEST;
        let frame = match tag {
            // The content of code or HTML is text.
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => Frame::Run(Around::Paragraph, Vec::new()),
            Tag::Heading { .. } => Frame::Run(Around::Heading, Vec::new()),
            Tag::List(start) if !is_too_deep => Frame::List(List { start, items: Vec::new() }),
            Tag::Item if matches!(self.frames.last(), Some(Frame::List(_))) => Frame::Blocks(Vec::new()),
            Tag::Emphasis if !is_too_deep => Frame::Run(Around::Emphasis, Vec::new()),
            Tag::Strong if !is_too_deep => Frame::Run(Around::Strong, Vec::new()),
            Tag::Link { link_type, dest_url, .. } if !is_too_deep => {
                match destination(link_type, &dest_url) {
                    Some(to) => Frame::Run(Around::Link(to), Vec::new()),
                    None => return false,
                }
            }
            _ => return false,
        };
        match &frame {
            Frame::Run(Around::Emphasis | Around::Strong | Around::Link(_), _) => self.begin_text(),
            Frame::Run(..) | Frame::List(_) => self.end_text(),
            Frame::Blocks(_) => {}
        }
        self.frames.push(frame);
        true
    }

    fn add(&mut self, inline: Inline) {
        self.begin_text();
        if let Some(Frame::Run(_, inside)) = self.frames.last_mut() {
            inside.push(inline);
        }
    }

    /// A list item may have text without a paragraph.
    fn begin_text(&mut self) {
        if let Some(Frame::Blocks(_)) = self.frames.last() {
            self.frames.push(Frame::Run(Around::Item, Vec::new()));
        }
    }

    fn end_text(&mut self) {
        if let Some(Frame::Run(Around::Item, _)) = self.frames.last() {
            self.close();
        }
    }

    /// Adds the block opened last to the one around it.
    fn close(&mut self) {
        let Some(closed) = self.frames.pop() else { return };
        match (closed, self.frames.last_mut()) {
            (Frame::Run(around, inside), Some(Frame::Run(_, outside))) => match around {
                Around::Emphasis => outside.push(Inline::Emphasis(inside)),
                Around::Strong => outside.push(Inline::Strong(inside)),
                Around::Link(to) => outside.push(Inline::Link { to, inside }),
                Around::Paragraph | Around::Heading | Around::Item => outside.extend(inside),
            },
            (Frame::Run(around, inside), Some(Frame::Blocks(blocks))) => blocks.push(match around {
                Around::Paragraph => Block::Paragraph(inside),
                Around::Heading => Block::Heading(inside),
                Around::Item | Around::Emphasis | Around::Strong | Around::Link(_) => Block::Text(inside),
            }),
            (Frame::List(list), Some(Frame::Blocks(blocks))) => blocks.push(Block::List(list)),
            (Frame::Blocks(item), Some(Frame::List(list))) => list.items.push(item),
            // Nothing else can be nested.
            _ => {}
        }
    }
}

/// The address of a link, if it is allowed.
fn destination(link_type: LinkType, address: &str) -> Option<String> {
    let address = match link_type {
        LinkType::Email => format!("mailto:{address}"),
        _ => address.to_owned(),
    };
    // The library has decoded entities and escapes by now, so this is what a browser would be given.
    let lower = address.to_ascii_lowercase();
    let is_allowed = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
    let is_plain = !address.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    (is_allowed && is_plain).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::{Block, DEEPEST, Inline, List, read, to_text};

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn in_one_line_no_sign_is_left() {
        assert_eq!(
            to_text("Agree *now* that\n\n- **one**\n- [two](https://example.org)\n"),
            "Agree now that one two"
        );
    }

    #[test]
    fn what_is_named_is_in_the_tree() {
        let one = Block::Text(vec![text("one "), Inline::Strong(vec![text("now")])]);
        let inner = Block::List(List { start: None, items: vec![vec![Block::Text(vec![text("inner")])]] });
        assert_eq!(
            read("# Why\n\nA *few*\nwords.\n\n3. one **now**\n   - inner\n"),
            [
                Block::Heading(vec![text("Why")]),
                Block::Paragraph(vec![
                    text("A "),
                    Inline::Emphasis(vec![text("few")]),
                    Inline::SoftBreak,
                    text("words."),
                ]),
                Block::List(List { start: Some(3), items: vec![vec![one, inner]] }),
            ]
        );
    }

    #[test]
    fn a_link_leads_to_a_page_or_a_mailbox_and_nowhere_else() {
        let to = |text: &str| match read(text).into_iter().next() {
            Some(Block::Paragraph(inside)) => inside.into_iter().find_map(|inline| match inline {
                Inline::Link { to, .. } => Some(to),
                _ => None,
            }),
            _ => None,
        };
        assert_eq!(to("[x](https://example.org/a)").as_deref(), Some("https://example.org/a"));
        assert_eq!(to("<ann@example.org>").as_deref(), Some("mailto:ann@example.org"));
        for hostile in ["[x](javascript:alert(1))", "[x](/admin)", "[x](//evil.example)", "[x](<http://a b>)"]
        {
            assert_eq!(to(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn what_is_not_named_is_text() {
        assert_eq!(
            read("<b>x</b> `y`"),
            [Block::Paragraph(vec![text("<b>"), text("x"), text("</b>"), text(" "), text("y")])]
        );
        assert_eq!(read("> quoted"), [Block::Paragraph(vec![text("quoted")])]);
        assert_eq!(read("![alt](https://example.org/track.png)"), [Block::Paragraph(vec![text("alt")])]);
    }

    /// How deep blocks and runs are nested.
    fn depth(blocks: &[Block]) -> usize {
        fn inside(inlines: &[Inline]) -> usize {
            let deep = inlines.iter().map(|inline| match inline {
                Inline::Emphasis(within) | Inline::Strong(within) | Inline::Link { inside: within, .. } => {
                    1 + inside(within)
                }
                _ => 0,
            });
            deep.max().unwrap_or(0)
        }
        let deep = blocks.iter().map(|block| match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) | Block::Text(inlines) => 1 + inside(inlines),
            Block::List(list) => 1 + list.items.iter().map(|item| 1 + depth(item)).max().unwrap_or(0),
        });
        deep.max().unwrap_or(0)
    }

    #[test]
    fn what_nests_without_end_is_cut_and_keeps_its_text() {
        let stars = "*".repeat(2501);
        for text in [
            "- ".repeat(2500) + "x",
            "> ".repeat(2500) + "x",
            format!("{stars}x{stars}"),
            "[".repeat(5000) + "x",
        ] {
            let blocks = read(&text);
            assert!(depth(&blocks) <= DEEPEST, "{}", depth(&blocks));
            assert!(to_text(&text).ends_with(['x', '*']), "{}", to_text(&text));
        }
        assert!(depth(&read(&("- ".repeat(2500) + "x"))) > 60);
    }
}
