//! The style sheet knows every class, has the text sizes that the layout assumes, and enough contrast.

use super::icons;
use crate::role::{Part, Role, Series, told_as_str};
use domain::control_chart::Kind;
use roxmltree::Document;

const CSS: &str = include_str!("../../../../style/chart.css");
const ICON_CSS: &str = include_str!("../../../../style/icon.css");

/// Selectors and declarations, in order; within an at-rule its head comes with the first selector.
fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    rules_of(CSS)
}

fn rules_of(css: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    css.split('}').filter_map(|rule| rule.rsplit_once('{'))
}

/// The colour of a name in a palette.
fn color<'a>(palette: &'a str, name: &str) -> &'a str {
    let (_, rest) = palette.split_once(&format!("--{name}: ")).unwrap_or_else(|| panic!("{name}"));
    &rest[..7]
}

#[test]
fn every_class_has_a_rule() {
    for class in
        Part::ALL.iter().map(|part| part.as_str()).chain(Series::ALL.iter().map(|series| series.as_str()))
    {
        // A class with neither a colour nor a size of its own is text like any other.
        if matches!(class, "absence") {
            continue;
        }
        let selector = format!(".chart .{}", class.replace(' ', "."));
        let has_rule =
            rules().any(|(selectors, _)| selectors.split(',').any(|one| one.trim().ends_with(&selector)));
        assert!(has_rule, "{selector}");
    }
}

#[test]
fn every_thing_that_is_told_has_a_rule() {
    for told in Kind::ALL {
        let class = told_as_str(*told).replace(' ', ".");
        let has_rule = rules().any(|(selectors, body)| {
            let names = |one: &str| one.trim().ends_with(&format!(".{class}"));
            selectors.split(',').any(names) && body.contains("--chart-line: ")
        });
        assert!(has_rule, "{class}");
    }
    assert!(rules().any(|(selectors, _)| selectors.trim().ends_with(".chart.control .main")));
}

#[test]
fn every_class_of_an_icon_has_a_rule() {
    let selectors: Vec<_> =
        rules_of(ICON_CSS).flat_map(|(selectors, _)| selectors.split(',')).map(str::trim).collect();
    for (name, icon) in icons::all() {
        let document = Document::parse(&icon).expect("XML");
        let root = document.root_element().attribute("class").expect("a class");
        // `icon variation concern`: the last class is the finding, which sets the colour; points are coloured by `neutral`.
        let told = root.split(' ').nth(2).expect("three classes");
        assert!(selectors.iter().any(|one| one.ends_with(&format!(".icon.{told}"))), "{name}: {told}");
        for node in document.root_element().children() {
            let class = node.attribute("class").expect("a class");
            assert!(selectors.iter().any(|one| *one == format!(".icon .{class}")), "{name}: {class}");
        }
    }
}

#[test]
fn text_is_as_large_as_it_was_set_out_for() {
    for part in Part::ALL.iter().skip_while(|part| **part != Part::Unit) {
        let selector = format!(".chart .{}", part.as_str());
        let size = rules()
            .filter(|(selectors, body)| {
                let names =
                    |one: &str| one.trim().ends_with(&selector) || one.trim().ends_with(".chart text");
                selectors.split(',').any(names) && body.contains("font-size")
            })
            .last()
            .and_then(|(_, body)| body.split_once("font-size: ")?.1.split_once("px")?.0.parse::<f64>().ok());
        assert_eq!(size, Some(Role::from(*part).text_size()), "{selector}");
    }
}

/// The relative luminance of WCAG 2.2.
fn luminance(color: &str) -> f64 {
    let channel = |from: usize| {
        let value = u8::from_str_radix(&color[from..from + 2], 16).expect("a channel");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn colours_stand_out_in_light_dark_and_print() {
    let palettes: Vec<_> = rules().filter(|(_, body)| body.contains("--chart-ground: #")).collect();
    assert_eq!(palettes.len(), 3);
    for (medium, body) in palettes {
        let color = |name: &str| color(body, &format!("chart-{name}"));
        for surface in ["ground", "band", "band-alternate"] {
            let texts = [
                "text",
                "quiet",
                "note",
                "main",
                "comparator-1",
                "comparator-2",
                "comparator-3",
                "comparator-4",
            ];
            for text in texts {
                let contrast = contrast(color(text), color(surface));
                assert!(contrast >= 4.5, "{medium}: {text} on {surface} is {contrast:.2}");
            }
            let contrast = contrast(color("axis"), color(surface));
            assert!(contrast >= 3.0, "{medium}: axis on {surface} is {contrast:.2}");
        }
    }
}

/// A colour over another, with an opacity.
fn over(color: &str, ground: &str, opacity: f64) -> String {
    let channel = |text: &str, from: usize| {
        f64::from(u8::from_str_radix(&text[from..from + 2], 16).expect("a channel"))
    };
    let mixed =
        [1, 3, 5].map(|from| channel(color, from) * opacity + channel(ground, from) * (1.0 - opacity));
    mixed.iter().fold("#".to_owned(), |text, channel| format!("{text}{:02x}", channel.round() as u8))
}

#[test]
fn what_is_told_stands_out_between_the_limits() {
    let tint = |class: &str| -> f64 {
        let (_, body) =
            rules().find(|(one, body)| one.trim().ends_with(class) && body.contains("fill-op")).expect(class);
        let (_, rest) = body.split_once("var(--chart-tint, ").expect("a tint");
        rest.split_once(')').and_then(|(number, _)| number.parse().ok()).expect("a number")
    };
    let (within, wanted) = (tint(".within"), tint(".wanted"));
    for (medium, body) in rules().filter(|(_, body)| body.contains("--chart-ground: #")) {
        let color = |name: &str| color(body, &format!("chart-{name}"));
        for surface in ["ground", "band", "band-alternate"] {
            let surface = over(color("common"), color(surface), within);
            for surface in [over(color("text"), &surface, wanted), surface] {
                for (name, least) in
                    [("common", 3.0), ("improvement", 3.0), ("concern", 3.0), ("neutral", 3.0), ("text", 4.5)]
                {
                    let contrast = contrast(color(name), &surface);
                    assert!(contrast >= least, "{medium}: {name} on {surface} is {contrast:.2}");
                }
            }
        }
    }
}

#[test]
fn icons_stand_out_and_their_signs_on_them() {
    let charts: Vec<_> = rules().filter(|(_, body)| body.contains("--chart-ground: #")).collect();
    let ratings: Vec<_> =
        rules_of(ICON_CSS).filter(|(_, body)| body.contains("--rating-ground: #")).collect();
    assert_eq!((charts.len(), ratings.len()), (3, 3));
    for ((medium, chart), (_, rating)) in charts.into_iter().zip(ratings) {
        let pairs = [
            (color(rating, "rating-green"), color(rating, "rating-ground"), 4.5),
            (color(rating, "rating-red"), color(rating, "rating-ground"), 4.5),
            (color(rating, "rating-amber-sign"), color(rating, "rating-amber"), 4.5),
            (color(rating, "rating-amber-edge"), color(rating, "rating-ground"), 3.0),
            (color(chart, "chart-improvement"), color(chart, "chart-ground"), 4.5),
            (color(chart, "chart-concern"), color(chart, "chart-ground"), 4.5),
            (color(chart, "chart-neutral"), color(chart, "chart-ground"), 4.5),
            (color(chart, "chart-common"), color(chart, "chart-ground"), 4.5),
        ];
        for (one, other, least) in pairs {
            let contrast = contrast(one, other);
            assert!(contrast >= least, "{medium}: {one} on {other} is {contrast:.2}");
        }
    }
}
