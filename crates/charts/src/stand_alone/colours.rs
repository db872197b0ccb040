//! The rules of the style sheet for the parts of a drawing, written out as attributes: a file has no style sheet, and
//! programs that read SVG (word processors, drawing programs, resvg) know attributes best.

use crate::text::escape;
use simplecss::{AttributeOperator, Element, PseudoClass, Rule, StyleSheet};
use std::sync::LazyLock;

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

/// The style sheet in a form that the library can read. It knows no variables, so they lose their dashes, and `:root`, where
/// they are set, its colon. At-rules are for other media, and are left out.
static TEXT: LazyLock<String> = LazyLock::new(|| CSS.replace("--chart-", "chart-").replace(":root", "root"));

/// The rules from the weakest to the strongest.
static SHEET: LazyLock<StyleSheet<'static>> = LazyLock::new(|| StyleSheet::parse(&TEXT));

/// An element of a drawing, as selectors see it.
#[derive(Clone, Copy, Default)]
struct Node<'a> {
    name: &'a str,
    classes: &'a str,
    /// The classes of the drawing that it is in; `None` for the drawing itself.
    drawing: Option<&'a str>,
    /// The classes of the element before.
    before: Option<&'a str>,
}

impl Element for Node<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.drawing.map(|classes| Self { name: "svg", classes, ..Self::default() })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.before.map(|classes| Self { classes, drawing: self.drawing, ..Self::default() })
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.name == name
    }

    fn attribute_matches(&self, local_name: &str, operator: AttributeOperator<'_>) -> bool {
        local_name == "class" && operator.matches(self.classes)
    }

    fn pseudo_class_matches(&self, _: PseudoClass<'_>) -> bool {
        false
    }
}

/// The rules that match an element, from the weakest to the strongest.
struct Rules(Vec<&'static Rule<'static>>);

impl Rules {
    fn about(node: &Node<'_>) -> Self {
        Self(SHEET.rules.iter().filter(|rule| rule.selector.matches(node)).collect())
    }

    /// Their value of a property or variable.
    fn property(&self, name: &str) -> Option<&'static str> {
        let mut declarations = self.0.iter().rev().flat_map(|rule| rule.declarations.iter().rev());
        declarations.find(|declaration| declaration.name == name).map(|declaration| declaration.value)
    }
}

/// The light palette.
static PALETTE: LazyLock<Rules> = LazyLock::new(|| Rules::about(&Node { name: "root", ..Node::default() }));

/// A colour of the light palette by its name: `text`, `ground`.
pub(super) fn of(name: &str) -> &'static str {
    PALETTE.property(&format!("chart-{name}")).unwrap_or("#000000")
}

/// Writes the inside of a drawing of ours, with attributes in place of classes.
///
/// Texts are escaped, so quotation marks occur only in tags.
pub(super) fn write_out(svg: &str, out: &mut String) {
    let (head, rest) = svg.split_once("</desc>").unwrap_or(("", svg));
    let inside = rest.strip_suffix("</svg>").unwrap_or(rest);
    let drawing = Some(classes(head));
    let mut before = None;
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
                write_attributes(&Node { name, classes: own, drawing, before }, out);
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
        before = Some(own);
    }
}

/// The value of the first `class` in some tags.
fn classes(tags: &str) -> &str {
    tags.split_once(" class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
}

fn write_attributes(node: &Node<'_>, out: &mut String) {
    let rules = Rules::about(node);
    for attribute in ATTRIBUTES {
        let Some(value) = rules.property(attribute) else { continue };
        out.push(' ');
        out.push_str(attribute);
        out.push_str("=\"");
        escape(resolved(value, &rules), out);
        out.push('"');
    }
}

/// A value without variables: `var(chart-line)` becomes the element's own value, else the palette's, else the fallback after
/// the comma.
fn resolved(value: &'static str, rules: &Rules) -> &'static str {
    let Some(inner) = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) else {
        return value;
    };
    let (name, fallback) =
        inner.split_once(',').map_or((inner, "none"), |(name, other)| (name, other.trim()));
    // An element's value for its line is the name of a colour of the palette, and no further variable.
    let of_element = rules.property(name).map(|value| match value.strip_prefix("var(") {
        Some(rest) => PALETTE.property(rest.trim_end_matches(')')).unwrap_or("#000000"),
        None => value,
    });
    of_element.or_else(|| PALETTE.property(name)).unwrap_or(fallback)
}
