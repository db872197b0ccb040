//! The beginning of a small plan's file, for tests that add their own organisations and indicators.

use super::read;
use crate::{figure::Figure, outline::Outline};

/// A plan of one year, one focus area, its own place and England.
pub(crate) const SMALL: &str = r#"
[plan]
slug = "small"
name = "Small plan"
partnership = "Small partnership"
vision = "All is well"
area = "E10000025"
comparators = ["E92000001"]
source = "Made for tests"
[[year]]
slug = "2018-19"
first = 2018-04-01
last = 2019-03-31
[[focus-area]]
slug = "safe"
name = "Safe"
summary = "Children are safe."
[[area]]
code = "E10000025"
name = "Oxfordshire"
level = "local authority"
[[area]]
code = "E92000001"
name = "England"
level = "country"
"#;

/// A priority, and who answers for its indicators.
const MORE: &str = r#"
[[priority]]
slug = "first"
name = "First"
summary = "What comes first."
focus-area = "safe"
years = ["2018-19"]
[[organisation]]
slug = "council"
name = "Council"
"#;

/// An indicator with a target for 2018-19, if any, and its figures: a year and a value or a symbol.
pub(crate) fn indicator(slug: &str, target: &str, figures: &[(&str, &str)]) -> String {
    let mut text = format!(
        "[[indicator]]\nslug = \"{slug}\"\nname = \"The {slug}\"\nmeasure = \"count\"\nunit = \"reports\"\ndecimals = 0\n\
         polarity = \"lower\"\nfrequency = \"financial year\"\nowner = \"council\"\norigin = \"published\"\n\
         basis = \"where the child lives\"\nsource = \"Made for tests\"\nlag = 30\n\
         [[indicator.definition]]\nfrom = 2015-04-01\ntiming = \"flow\"\ntext = \"Reports made.\"\n\
         [[indicator.placement]]\nfocus-area = \"safe\"\npriority = \"first\"\n"
    );
    if !target.is_empty() {
        text.push_str("[[target]]\narea = \"E10000025\"\nperiod = \"2018-19\"\n");
        text.push_str(&format!("indicator = \"{slug}\"\nvalue = {target}\n"));
    }
    if !figures.is_empty() {
        let lines: Vec<_> =
            figures.iter().map(|(period, value)| format!("\"{period}\" = {value}\n")).collect();
        text.push_str(&format!(
            "[[series]]\nindicator = \"{slug}\"\narea = \"E10000025\"\n[series.figures]\n{}",
            lines.concat()
        ));
    }
    text
}

/// The small plan with a priority that has these indicators.
pub(crate) fn board(indicators: &[String]) -> (Outline, Vec<Figure>) {
    let file = read(&text(indicators)).expect("a plan");
    (file.outline, file.figures)
}

/// The text of the small plan with these sections after a priority.
pub(crate) fn text(sections: &[String]) -> String {
    format!("{SMALL}{MORE}{}", sections.concat())
}
