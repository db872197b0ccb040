//! What people write in Markdown, as HTML. `domain::markdown` reads it, and only what that tree can hold is written, so nothing has
//! to be taken out again.

use domain::markdown::{Block, Inline, read};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, html};

/// A text in Markdown as HTML.
pub(crate) fn to_html(text: &str) -> String {
    let mut written = String::with_capacity(text.len() * 2);
    let mut events = Vec::new();
    let blocks = read(text);
    add_blocks(&blocks, &mut events);
    html::push_html(&mut written, events.into_iter());
    written
}

fn add_blocks<'a>(blocks: &'a [Block], events: &mut Vec<Event<'a>>) {
    for block in blocks {
        match block {
            Block::Paragraph(inside) => within(Tag::Paragraph, events, |events| add_inlines(inside, events)),
            // Below the headings of the page that it is on.
            Block::Heading(inside) => {
                let level = HeadingLevel::H4;
                let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
                within(tag, events, |events| add_inlines(inside, events));
            }
            Block::List(list) => within(Tag::List(list.start), events, |events| {
                for item in &list.items {
                    within(Tag::Item, events, |events| add_blocks(item, events));
                }
            }),
            Block::Text(inside) => add_inlines(inside, events),
        }
    }
}

fn add_inlines<'a>(inlines: &'a [Inline], events: &mut Vec<Event<'a>>) {
    for inline in inlines {
        match inline {
            // Escaped when it is written.
            Inline::Text(text) => events.push(Event::Text(CowStr::from(text.as_str()))),
            Inline::SoftBreak => events.push(Event::SoftBreak),
            Inline::HardBreak => events.push(Event::HardBreak),
            Inline::Emphasis(inside) => within(Tag::Emphasis, events, |events| add_inlines(inside, events)),
            Inline::Strong(inside) => within(Tag::Strong, events, |events| add_inlines(inside, events)),
            Inline::Link { to, inside } => {
                let (title, id) = (CowStr::from(""), CowStr::from(""));
                let dest_url = CowStr::from(to.as_str());
                let tag = Tag::Link { link_type: LinkType::Inline, dest_url, title, id };
                within(tag, events, |events| add_inlines(inside, events));
            }
        }
    }
}

fn within<'a>(tag: Tag<'a>, events: &mut Vec<Event<'a>>, inside: impl FnOnce(&mut Vec<Event<'a>>)) {
    let end = tag.to_end();
    events.push(Event::Start(tag));
    inside(events);
    events.push(Event::End(end));
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn what_is_named_is_written() {
        let said = "Reports **rose** *again*.\nSee [the report](https://example.org/a?b=1&c=2 \"title\").\n\n# Why\n\n- one\n- two\n\n3. three\n";
        let html = to_html(said);
        assert_eq!(
            html,
            "<p>Reports <strong>rose</strong> <em>again</em>.\nSee <a href=\"https://example.org/a?b=1&amp;c=2\">the report</a>.</p>\n\
             <h4>Why</h4>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<ol start=\"3\">\n<li>three</li>\n</ol>\n"
        );
        let mail = to_html("<ann@example.org> and [Bob](mailto:bob@example.org)");
        assert!(mail.contains("<a href=\"mailto:ann@example.org\">ann@example.org</a>"), "{mail}");
        assert!(mail.contains("<a href=\"mailto:bob@example.org\">Bob</a>"), "{mail}");
    }

    /// No hostile text comes out as anything but text: the only tags are the named ones, and the only attributes an allowed
    /// `href` and the number that a list begins with.
    #[test]
    fn hostile_text_comes_out_harmless() {
        let hostile = [
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "![x](javascript:alert(1))",
            "![x](https://evil.example/track.png)",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#115;cript:alert(1))",
            "[x](java\\script:alert(1))",
            "[x](&#x6A;avascript:alert(1))",
            "[x](javascript&colon;alert(1))",
            "[x](<java\tscript:alert(1)>)",
            "[x]( javascript:alert(1) )",
            "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
            "[x](vbscript:msgbox(1))",
            "[x](//evil.example)",
            "[x](/admin/people/erase)",
            "[x](\u{1}javascript:alert(1))",
            "<javascript:alert(1)>",
            "[x][y]\n\n[y]: javascript:alert(1)",
            "[x](https://example.org/\"onmouseover=\"alert(1))",
            "[x](https://example.org 'a\" onmouseover=\"alert(1)')",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<div style=\"position:fixed\">\n\n**x**\n\n</div>",
            "<!-- --><svg/onload=alert(1)>",
            "`<script>`",
            "```\n<script>alert(1)</script>\n```",
            "    <script>alert(1)</script>",
            "```html onload=alert(1)\nx\n```",
            "# <script>alert(1)</script> {#id .class onclick=alert(1)}",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?php echo 1 ?>",
            "[a ![b](javascript:1) [c](javascript:2)](https://example.org)",
            "![a [b](javascript:alert(1)) c](x)",
            "</dd></dl></section><script>alert(1)</script>",
            "> <iframe src=javascript:alert(1)>",
            "| a | b |\n|---|---|\n| <script> | x |",
            "\u{202e}<script>\u{0}",
        ];
        for text in hostile {
            assert_harmless(text);
        }
        // A few of them together, in every order.
        for one in hostile {
            for other in hostile {
                assert_harmless(&format!("{one}{other}"));
                assert_harmless(&format!("- {one}\n  - *{other}*"));
            }
        }
    }

    fn assert_harmless(text: &str) {
        let html = to_html(text);
        for tag in html.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("{text:?} gave an open tag: {html}"));
            let is_named = [
                "p", "/p", "em", "/em", "strong", "/strong", "ul", "/ul", "ol", "/ol", "li", "/li", "h4",
                "/h4", "/a", "br /",
            ]
            .contains(&tag);
            let is_list = tag.strip_prefix("ol start=\"").and_then(|rest| rest.strip_suffix('"'));
            let is_list = is_list.is_some_and(|start| start.bytes().all(|byte| byte.is_ascii_digit()));
            let address = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
            let is_link = address.is_some_and(|address| {
                !address.contains('"')
                    && ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
            });
            assert!(is_named || is_list || is_link, "{text:?} gave <{tag}>: {html}");
        }
    }

    #[test]
    fn what_nests_without_end_is_read() {
        for text in [
            "- ".repeat(2500),
            "> ".repeat(2500),
            "*".repeat(5000),
            "[".repeat(5000),
            "[x](".repeat(1250),
            "<a ".repeat(1600),
        ] {
            assert_harmless(&text);
        }
    }
}
