//! One named element of a page, read as a browser reads it: what a test of a page asserts on.

use crate::application::Answer;
use scraper::{ElementRef, Html, Node, Selector};

impl Answer {
    /// The text of the one element that a CSS selector finds: white space folded, with a space where a block begins or ends.
    ///
    /// # Panics
    /// When the selector is not valid, or finds no element or several.
    #[must_use]
    pub fn says(&self, selector: &str) -> String {
        let found = self.each(selector);
        let [one] = found.as_slice() else {
            panic!("{selector} finds {} elements, of which one was meant: {found:?}", found.len())
        };
        one.clone()
    }

    /// The text of each element that a CSS selector finds, in the order of the page.
    ///
    /// # Panics
    /// When the selector is not valid.
    #[must_use]
    pub fn each(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text);
        page.select(&read(selector)).map(said).collect()
    }

    /// An attribute of the one element that a CSS selector finds; nothing where it has none such.
    ///
    /// # Panics
    /// When the selector is not valid, or finds no element or several.
    #[must_use]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.text);
        let found: Vec<_> = page.select(&read(selector)).collect();
        let [one] = found.as_slice() else {
            panic!("{selector} finds {} elements, of which one was meant", found.len())
        };
        one.attr(name).map(str::to_owned)
    }

    /// How many elements a CSS selector finds.
    ///
    /// # Panics
    /// When the selector is not valid.
    #[must_use]
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.text).select(&read(selector)).count()
    }

    /// What is wrong with a form, from the summary above it: the box that each item leads to, which is on the page, and the
    /// sentence.
    ///
    /// # Panics
    /// When an item leads to no box.
    #[must_use]
    pub fn wrongs(&self) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.text);
        let links = read(".error-summary li a");
        page.select(&links)
            .map(|link| {
                let at = link.attr("href").and_then(|to| to.strip_prefix('#')).unwrap_or_default();
                let boxes = page.select(&read(&format!("[id=\"{at}\"]"))).count();
                assert_eq!(boxes, 1, "the summary leads to {at:?}");
                (at.to_owned(), said(link))
            })
            .collect()
    }
}

fn read(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector} is no selector: {error}"))
}

/// Elements within a line: between them and their neighbours there is no space that was not written.
const INLINE: [&str; 10] = ["a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "time"];

fn said(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef<'_>, text: &mut String) {
    let is_inline = INLINE.contains(&element.value().name());
    if !is_inline {
        text.push(' ');
    }
    for child in element.children() {
        match child.value() {
            Node::Text(more) => text.push_str(more),
            _ => ElementRef::wrap(child).into_iter().for_each(|child| gather(child, text)),
        }
    }
    if !is_inline {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use crate::application::Answer;
    use axum::http::{HeaderMap, StatusCode};

    fn page(text: &str) -> Answer {
        Answer {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            text: text.to_owned(),
            bytes: text.into(),
        }
    }

    #[test]
    fn an_element_says_what_a_person_reads() {
        let page = page(
            "<main><h1>Rates &amp; <em>rank</em>s</h1><table><tr id=\"row\"><td>1</td><td>2</td></tr></table><p>a</p><p class=\"b\">b</p></main>",
        );
        assert_eq!(page.says("h1"), "Rates & ranks");
        assert_eq!(page.says("#row"), "1 2");
        assert_eq!(page.each("p"), ["a", "b"]);
        assert_eq!((page.count("td"), page.count("li")), (2, 0));
        assert_eq!(page.attribute("tr", "id").as_deref(), Some("row"));
        assert_eq!(page.attribute("h1", "id"), None);
    }

    #[test]
    #[should_panic(expected = "p finds 2 elements")]
    fn several_are_not_one() {
        let _ = page("<p>a</p><p>b</p>").says("p");
    }

    #[test]
    #[should_panic(expected = "the summary leads to")]
    fn a_summary_leads_to_boxes() {
        let _ = page("<div class=\"error-summary\"><ul><li><a href=\"#name\">Say which</a></li></ul></div>")
            .wrongs();
    }
}
