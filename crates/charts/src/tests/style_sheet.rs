//! The style sheet knows every class, has the text sizes that drawings are set out for, and enough contrast.

use crate::role::{Part, Role, Series};

const CSS: &str = include_str!("../../../../style/chart.css");

/// Selectors and declarations, in order; of a rule in an at-rule the at-rule's head comes with the first selector.
fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    CSS.split('}').filter_map(|rule| rule.rsplit_once('{'))
}

#[test]
fn every_class_has_a_rule() {
    for class in
        Part::ALL.iter().map(|part| part.as_str()).chain(Series::ALL.iter().map(|series| series.as_str()))
    {
        // What has neither a colour nor a size of its own is text like any other.
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
        let color = |name: &str| {
            let (_, rest) = body.split_once(&format!("--chart-{name}: ")).unwrap_or_else(|| panic!("{name}"));
            &rest[..7]
        };
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
