//! The drawings as a page receives them.

mod control;
mod controlled;
mod drawing;
mod fan;
mod fixture;
mod icons;
mod overlap;
mod small;
mod stand_alone;
mod style_sheet;

use crate::{Size, line_chart};
use domain::chart::Chart;
use fixture::Fixture;
use roxmltree::{Document, Node};

const SIZES: [Size; 2] = [Size::Wide, Size::Narrow];

/// The charts that people will see, by name.
fn charts() -> [(&'static str, Fixture); 4] {
    [
        ("annual", fixture::absence()),
        ("breaks", fixture::attainment()),
        ("quarters", fixture::quarters()),
        ("pooled", fixture::pooled()),
    ]
}

fn svg(chart: &Chart<'_>, size: Size) -> String {
    line_chart(chart, size, "absence", "Absence", "Oxfordshire over time.")
}

/// The elements of a class, or of several: `line main`.
fn of_class<'a, 'b>(document: &'b Document<'a>, class: &str) -> Vec<Node<'b, 'a>> {
    document.descendants().filter(|node| node.attribute("class") == Some(class)).collect()
}

fn number(node: &Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{name} of {node:?}"))
}
