//! What the style sheet says of the parts of a drawing, written out as attributes: a file has no style sheet, and programs that
//! read SVG (word processors, drawing programs, resvg) know attributes best.
//!
//! Reads as much CSS as `style/chart.css` has: selectors of classes, of one element's name, and of the element before; variables.
//! What stands in an at-rule is for other media, and passed over.

use crate::text::escape;
use std::{borrow::Cow, sync::LazyLock};

const CSS: &str = include_str!("../../../../style/chart.css");

/// The properties that are attributes as well.
const ATTRIBUTES: [&str; 10] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "paint-order",
    "font-size",
    "font-weight",
];

/// Properties or variables, each with its value.
type Declarations = Vec<(&'static str, &'static str)>;

/// One selector with what it says.
struct Rule {
    /// The classes of the drawing, `chart` among them.
    root: Vec<&'static str>,
    /// The classes of the element before; none where that does not matter.
    before: Vec<&'static str>,
    /// The element's name; empty where that does not matter.
    name: &'static str,
    /// The element's classes.
    classes: Vec<&'static str>,
    declarations: Declarations,
}

/// The light palette, and the rules from the weakest to the strongest.
static SHEET: LazyLock<(Declarations, Vec<Rule>)> = LazyLock::new(|| {
    let mut palette = Vec::new();
    let mut rules = Vec::new();
    for (selectors, body) in blocks(CSS) {
        let declarations: Vec<_> = declarations(body).collect();
        if selectors == ":root" {
            palette.extend(declarations);
        } else {
            rules.extend(selectors.split(',').filter_map(|selector| rule(selector, &declarations)));
        }
    }
    rules.sort_by_key(Rule::strength);
    (palette, rules)
});

/// A colour of the light palette by its name: `text`, `ground`.
pub(super) fn of(name: &str) -> &'static str {
    let (palette, _) = &*SHEET;
    let found = palette.iter().find(|(variable, _)| variable.strip_prefix("--chart-") == Some(name));
    found.map_or("#000000", |(_, colour)| colour)
}

/// Writes what is inside a drawing of ours, with attributes in place of classes.
///
/// Texts are escaped, so that a quotation mark stands in tags alone.
pub(super) fn write_out(svg: &str, out: &mut String) {
    let (head, rest) = svg.split_once("</desc>").unwrap_or(("", svg));
    let inside = rest.strip_suffix("</svg>").unwrap_or(rest);
    let root = classes(head);
    let mut before = "";
    let mut parts = inside.split('<');
    parts.next();
    for part in parts {
        out.push('<');
        if part.starts_with('/') {
            out.push_str(part);
            continue;
        }
        let own = classes(part);
        let name = part.split([' ', '>', '/']).next().unwrap_or_default();
        let attribute = format!(" class=\"{own}\"");
        match part.split_once(attribute.as_str()) {
            Some((tag, rest)) => {
                out.push_str(tag);
                write_attributes(root, before, name, own, out);
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
        before = own;
    }
}

/// What stands in the first `class` of some tags.
fn classes(tags: &str) -> &str {
    tags.split_once(" class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
}

fn write_attributes(root: &str, before: &str, name: &str, own: &str, out: &mut String) {
    let (_, rules) = &*SHEET;
    let has = |classes: &str, wanted: &[&str]| {
        wanted.iter().all(|one| classes.split(' ').any(|class| class == *one))
    };
    let matching: Vec<_> = rules
        .iter()
        .filter(|rule| has(root, &rule.root) && has(before, &rule.before) && has(own, &rule.classes))
        .filter(|rule| rule.name.is_empty() || rule.name == name)
        .collect();
    let said = |property: &str| {
        let declarations = matching.iter().rev().flat_map(|rule| rule.declarations.iter().rev());
        declarations.into_iter().find(|(named, _)| *named == property).map(|(_, value)| *value)
    };
    for attribute in ATTRIBUTES {
        let Some(value) = said(attribute) else { continue };
        out.push(' ');
        out.push_str(attribute);
        out.push_str("=\"");
        escape(&resolved(value, &said), out);
        out.push('"');
    }
}

/// A value without variables: `var(--chart-line)` is what the element says it is, else what the palette says, else what stands
/// behind its comma.
fn resolved<'a>(value: &'a str, said: &dyn Fn(&str) -> Option<&'static str>) -> Cow<'a, str> {
    let Some(inner) = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) else {
        return Cow::Borrowed(value);
    };
    let (name, fallback) =
        inner.split_once(',').map_or((inner, "none"), |(name, other)| (name, other.trim()));
    let (palette, _) = &*SHEET;
    let of_palette = || palette.iter().find(|(variable, _)| *variable == name).map(|(_, value)| *value);
    // What an element says of its line is the name of a colour of the palette, and no further variable.
    let of_element = said(name).map(|value| match value.strip_prefix("var(") {
        Some(rest) => of(rest.trim_end_matches(')').trim_start_matches("--chart-")),
        None => value,
    });
    Cow::Borrowed(of_element.or_else(of_palette).unwrap_or(fallback))
}

impl Rule {
    /// How it stands to others: by its classes, then by its names.
    fn strength(&self) -> (usize, usize) {
        let classes = self.root.len() + self.before.len() + self.classes.len();
        (classes, usize::from(!self.name.is_empty()))
    }
}

/// The rule of a selector about a part of a chart; nothing for others.
fn rule(selector: &'static str, declarations: &[(&'static str, &'static str)]) -> Option<Rule> {
    let compounds: Vec<_> = selector.split_whitespace().collect();
    let (root, before, own) = match compounds[..] {
        [root, own] => (root, "", own),
        [root, before, "+", own] => (root, before, own),
        _ => return None,
    };
    let named = |compound: &'static str| -> (&'static str, Vec<&'static str>) {
        let mut words = compound.split('.');
        (words.next().unwrap_or_default(), words.collect())
    };
    let ((_, root), (_, before), (name, classes)) = (named(root), named(before), named(own));
    let is_of_chart = root.contains(&"chart");
    is_of_chart.then(|| Rule { root, before, name, classes, declarations: declarations.to_vec() })
}

/// The blocks of a style sheet that are for every medium: selectors and what is between the braces.
fn blocks(css: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = css;
    std::iter::from_fn(move || {
        loop {
            let (selectors, after) = rest.split_once('{')?;
            let selectors = selectors.rsplit("*/").next().unwrap_or_default().trim();
            let end = closing(after);
            let body = after.get(..end).unwrap_or_default();
            rest = after.get(end + 1..).unwrap_or_default();
            if !selectors.starts_with('@') {
                return Some((selectors, body));
            }
        }
    })
}

/// Where the brace is that closes what has just been opened.
fn closing(text: &str) -> usize {
    let mut depth = 1_usize;
    let closes = |(_, letter): &(usize, char)| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    };
    text.char_indices().find(closes).map_or(text.len(), |(place, _)| place)
}

fn declarations(body: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = body.split(';').filter_map(|line| line.rsplit("*/").next()?.split_once(':'));
    lines.map(|(name, value)| (name.trim(), value.trim()))
}
