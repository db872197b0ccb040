//! Charts as files: nothing in them needs the page, whatever their texts.

use super::{charts, controlled, fixture, svg};
use crate::{Drawing, Sheet, Size, Undrawable, png, small_chart, stand_alone};
use roxmltree::{Document, Node};

const FOOT: &[String] = &[];

fn sheet<'a>(title: &'a str, foot: &'a [String]) -> Sheet<'a> {
    Sheet { title, subtitle: "% of pupils, Oxfordshire", description: "It rises.", foot }
}

fn alone(svg: &str) -> String {
    stand_alone(&[Drawing { name: "", svg }], &sheet("Absence", FOOT))
}

/// Every file that people will have, by name.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (name, fixture) in charts() {
        let chart = fixture.chart();
        files.push((name.to_owned(), alone(&svg(&chart, Size::Wide))));
        let small = small_chart(&chart, "panel", "", "");
        let drawings: Vec<_> =
            ["One", "Two", "Three", "Four"].map(|name| Drawing { name, svg: &small }).into();
        files.push((format!("{name}, small"), stand_alone(&drawings, &sheet("Absence", FOOT))));
    }
    files.extend(
        controlled::charts()
            .iter()
            .map(|controlled| (controlled.name.to_owned(), alone(&svg(&controlled.chart(), Size::Wide)))),
    );
    files
}

#[test]
fn a_file_needs_no_style_sheet() {
    for (name, file) in files() {
        for forbidden in ["class=", "style=", "var(", "url(", "NaN", "inf", "#id"] {
            assert!(!file.contains(forbidden), "{name} has {forbidden}: {file}");
        }
        let document = Document::parse(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let root = document.root_element();
        assert_eq!(root.attribute("font-family"), Some("sans-serif"));
        let said =
            |tag: &str| root.children().find(|node| node.has_tag_name(tag)).and_then(|node| node.text());
        assert_eq!((said("title"), said("desc")), (Some("Absence"), Some("It rises.")));
        for node in document.descendants().filter(Node::is_element) {
            let is_shape = ["path", "rect", "circle", "text"].contains(&node.tag_name().name());
            let has = |name| node.attribute(name).is_some_and(|value: &str| value != "none");
            assert!(!is_shape || has("fill") || has("stroke"), "{name}: {node:?} is drawn in no colour");
        }
    }
}

#[test]
fn the_light_colours_are_the_style_sheets() {
    let file = alone(&svg(&fixture::attainment().chart(), Size::Wide));
    let document = Document::parse(&file).expect("XML");
    let with = |attributes: &[(&str, &str)]| {
        document
            .descendants()
            .filter(|node| attributes.iter().all(|(name, value)| node.attribute(*name) == Some(*value)))
            .count()
    };
    assert!(with(&[("stroke", "#12436d"), ("stroke-width", "3"), ("fill", "none")]) > 0, "the main line");
    assert!(
        with(&[("stroke", "#9c2f5f"), ("stroke-dasharray", "7 3.5")]) > 0,
        "the first comparator, dashed"
    );
    assert!(with(&[("fill", "#5b4a86"), ("stroke", "#5b4a86")]) > 0, "the disc of a break is filled");
    assert!(
        with(&[("fill", "#ffffff"), ("font-size", "11px"), ("font-weight", "600")]) > 0,
        "and its number stands out"
    );
    let control = controlled::charts();
    let file = alone(&svg(&control[0].chart(), Size::Wide));
    assert!(
        file.contains("stroke=\"#66707b\" stroke-width=\"1.75\""),
        "a control chart's line is grey: {file}"
    );
    assert!(!file.contains("stroke=\"#12436d\""), "{file}");
}

#[test]
fn hostile_texts_stay_texts() {
    const HOSTILE: &str = "<script>alert(1)</script> class=\"line main\" &\u{0}\"'";
    let foot = [HOSTILE.to_owned()];
    let fixture = fixture::absence().named(0, HOSTILE);
    let drawing = svg(&fixture.chart(), Size::Wide);
    let sheet = Sheet { title: HOSTILE, subtitle: HOSTILE, description: HOSTILE, foot: &foot };
    let file = stand_alone(&[Drawing { name: HOSTILE, svg: &drawing }], &sheet);
    let document = Document::parse(&file).expect("XML");
    assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
    assert!(document.descendants().all(|node| node.attribute("class").is_none()));
    assert!(png(&file).is_ok());
}

/// Width and height of a picture, from its header.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number =
        |from: usize| png[from..from + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
    (number(16), number(20))
}

#[test]
fn a_picture_is_twice_as_many_dots_and_no_larger_than_it_may_be() {
    let file = alone(&svg(&fixture::absence().chart(), Size::Wide));
    let document = Document::parse(&file).expect("XML");
    let length =
        |name: &str| document.root_element().attribute(name).and_then(|text| text.parse::<u32>().ok());
    let (width, height) = (length("width").expect("a width"), length("height").expect("a height"));
    assert_eq!(size(&png(&file).expect("a picture")), (2 * width, 2 * height));

    let small = small_chart(&fixture::absence().chart(), "panel", "", "");
    let many: Vec<_> = (0..90).map(|_| Drawing { name: "A group", svg: &small }).collect();
    let file = stand_alone(&many, &sheet("Many", FOOT));
    let (width, height) = size(&png(&file).expect("a picture"));
    assert!(width * height <= 16_000_000, "{width} x {height}");
}

#[test]
fn words_are_drawn_in_letters() {
    // Without a font, or with one that lacks the letters, words of as many letters would all look the same.
    let of = |title: &str| png(&stand_alone(&[], &sheet(title, FOOT))).expect("a picture");
    for (one, other) in [("WWWW", "MMMM"), ("ŵéßж", "ŷëžд"), ("£5–6", "£5—6"), ("−5", "≤5")]
    {
        assert!(of(one) != of(other), "{one} and {other} look the same");
    }
}

#[test]
fn what_is_no_drawing_is_refused() {
    assert!(matches!(png("nothing"), Err(Undrawable::Unreadable(_))));
    assert!(png("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>").is_err());
}
