use super::pages::{Difference, Pages, Place};

/// Why something can not be a change on purpose. A rule may choose another comparison; it may lose no figure, open nothing to
/// anybody, and touch no page but those that judge.
pub(super) fn of(place: &Place, difference: &Difference, was: &Pages, is: &Pages) -> Option<String> {
    if let Some((was, is)) = &difference.answer {
        return Some(format!("the answer was {was} and is {is}, and an answer's status is no comparison"));
    }
    if !judges(&place.address) {
        return Some("only pages that compare figures may change: the board, focus areas, priorities, indicators and reviews".to_owned());
    }
    if place.visitor == "stranger" && difference.gone.contains("[c]") {
        return Some("what is concealed from a stranger stays marked with [c]".to_owned());
    }
    let is_symbol = |token: &&String| token.starts_with('[');
    for token in difference.gone.iter().filter(|token| !is_symbol(token)) {
        let is_text = token.starts_with("text:");
        if is_figures_own(&place.address) && !is_text {
            return Some(format!(
                "{token} is gone from a page that lists an indicator's figures, and no figure is ever lost"
            ));
        }
        if !is.holds(place, token, |address| is_text || is_figures_own(address)) {
            return Some(format!(
                "{token} is now nowhere to be found: neither in an indicator's figures nor its history"
            ));
        }
    }
    for token in difference.come.iter().filter(|token| !is_symbol(token)) {
        if !was.holds(place, token, |_| true) {
            return Some(format!("no page or file showed {token} to this visitor at this moment"));
        }
    }
    None
}

/// Whether a page compares figures.
fn judges(address: &str) -> bool {
    let (path, _) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<_> = path.split('/').skip(1).collect();
    matches!(parts[..], ["board"] | ["focus-areas" | "priorities" | "indicators" | "reviews", _])
}

/// Whether a page or file lists an indicator's own figures.
fn is_figures_own(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<_> = path.split('/').skip(1).collect();
    match parts[..] {
        ["indicators", _] => !query.contains("view="),
        ["indicators", _, "history" | "figures.csv"] => true,
        _ => false,
    }
}
