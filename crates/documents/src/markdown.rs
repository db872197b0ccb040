//! What people write in Markdown, as plain text.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// A text in Markdown as one line of plain text.
pub(super) fn to_text(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                said.push_str(&text)
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                said.push(' ');
            }
            _ => {}
        }
    }
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn in_one_line_no_sign_is_left() {
        assert_eq!(
            to_text("Agree *now* that\n\n- **one**\n- [two](https://example.org)\n"),
            "Agree now that one two"
        );
    }
}
