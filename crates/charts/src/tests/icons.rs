//! The icons: well-formed, small, named, and distinct without colour.

use crate::{RatingIcon, assurance_icon, point_icon, rating_icon, variation_icon};
use domain::control_chart::{Assurance, Kind, Variation};
use roxmltree::Document;
use std::collections::HashSet;

/// Every icon, by name, with the label that a page would give.
pub(super) fn all() -> Vec<(String, String)> {
    let mut icons = Vec::new();
    for variation in Variation::ALL.iter().copied().map(Some).chain([None]) {
        let name = format!("Variation: {}", variation.map_or("not computed", Variation::as_str));
        icons.push((name.clone(), variation_icon(variation, &name)));
    }
    for assurance in Assurance::ALL.iter().copied().map(Some).chain([None]) {
        let name = format!("Assurance: {}", assurance.map_or("not computed", Assurance::as_str));
        icons.push((name.clone(), assurance_icon(assurance, &name)));
    }
    for rating in [RatingIcon::Green, RatingIcon::Amber, RatingIcon::Red, RatingIcon::None] {
        let name = format!("Rating: {rating:?}");
        icons.push((name.clone(), rating_icon(rating, &name)));
    }
    for kind in Kind::ALL {
        let name = format!("Point: {kind}");
        icons.push((name.clone(), point_icon(*kind, &name)));
    }
    icons
}

#[test]
fn icons_are_well_formed_small_and_named() {
    for (name, icon) in all() {
        let document = Document::parse(&icon).unwrap_or_else(|error| panic!("{name}: {error}"));
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        assert_eq!(root.attribute("aria-label"), Some(name.as_str()));
        assert!(root.attribute("class").is_some_and(|class| class.starts_with("icon ")), "{name}");
        assert!(icon.len() < 600, "{name} has {} bytes", icon.len());
        for forbidden in ["style=", "fill=", "stroke", "font", "NaN", "inf"] {
            assert!(!icon.contains(forbidden), "{name} has {forbidden}: {icon}");
        }
    }
}

#[test]
fn an_icon_beside_words_is_silent() {
    let icon = rating_icon(RatingIcon::Amber, "");
    let document = Document::parse(&icon).expect("XML");
    assert_eq!(document.root_element().attribute("aria-hidden"), Some("true"));
    assert_eq!(document.root_element().attribute("role"), None);
}

#[test]
fn no_two_icons_differ_by_colour_alone() {
    let mut seen = HashSet::new();
    for (name, icon) in all().into_iter().filter(|(name, _)| !name.contains("not computed")) {
        let document = Document::parse(&icon).expect("XML");
        let shapes: Vec<_> = document
            .root_element()
            .children()
            .map(|node| {
                let places = node.attributes().filter(|one| one.name() != "class");
                let places: Vec<_> = places.map(|one| one.value().to_owned()).collect();
                (node.tag_name().name().to_owned(), places)
            })
            .collect();
        assert!(seen.insert(shapes) || name == "Rating: None", "{name} looks like another");
    }
}

#[test]
fn what_is_not_computed_is_a_circle_alone() {
    for icon in
        [variation_icon(None, "Not"), assurance_icon(None, "Not"), rating_icon(RatingIcon::None, "Not")]
    {
        let document = Document::parse(&icon).expect("XML");
        let names: Vec<_> = document.root_element().children().map(|node| node.tag_name().name()).collect();
        assert_eq!(names, ["circle"]);
        assert!(document.root_element().attribute("class").is_some_and(|class| class.ends_with(" none")));
    }
}

#[test]
fn hostile_labels_stay_text() {
    let hostile = "\"><script>alert('&')</script>\u{0}";
    for icon in [
        variation_icon(Some(Variation::ConcernLow), hostile),
        assurance_icon(Some(Assurance::Fail), hostile),
        rating_icon(RatingIcon::Red, hostile),
        point_icon(Kind::Concern, hostile),
    ] {
        let document = Document::parse(&icon).expect("XML");
        let label = document.root_element().attribute("aria-label").expect("a label");
        assert_eq!(label, "\"><script>alert('&')</script>\u{fffd}");
        assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
    }
}
