//! The one place that writes a text area: Leptos does not escape the contents of that tag.

use leptos::prelude::*;

/// A box for several lines that holds what was typed, and knows what describes it and what is wrong with it.
pub(super) fn text_area(
    name: &'static str,
    typed: &str,
    described_by: Option<String>,
    wrong: Option<&str>,
) -> AnyView {
    // A line break right behind the tag would be taken away.
    let typed = format!("\n{}", escaped(typed));
    view! {
        <textarea
            id=name
            name=name
            rows="4"
            aria-describedby=described_by
            aria-invalid=wrong.map(|_| "true")
            inner_html=typed
        ></textarea>
    }
    .into_any()
}

/// Text as HTML: nothing in it is read as a tag or an entity.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_is_typed_is_text() {
        assert_eq!(escaped("</textarea><script>&amp;"), "&lt;/textarea&gt;&lt;script&gt;&amp;amp;");
    }
}
