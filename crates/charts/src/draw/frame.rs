//! The tags around a drawing.

use crate::text::escape;

/// The names and the size of a chart's `<svg>`.
pub(crate) struct Frame<'a> {
    /// The word in its class and in its ids.
    pub(crate) name: &'a str,
    /// The classes after those that every chart has.
    pub(crate) class: &'a str,
    /// How wide the viewBox is.
    pub(crate) width: u16,
    /// How high the viewBox is.
    pub(crate) height: u16,
}

/// `<svg ...><title>...</title><desc>...</desc>`.
pub(crate) fn open(out: &mut String, frame: &Frame<'_>, id: &str, title: &str, description: &str) {
    let Frame { name, class, width, height } = frame;
    let mut safe_id = String::with_capacity(id.len() + name.len() + 1);
    escape(id, &mut safe_id);
    safe_id.push('-');
    safe_id.push_str(name);
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {name}{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{safe_id}-title {safe_id}-desc\"><title id=\"{safe_id}-title\">"
    ));
    escape(title, out);
    out.push_str(&format!("</title><desc id=\"{safe_id}-desc\">"));
    escape(description, out);
    out.push_str("</desc>");
}
