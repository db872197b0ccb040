//! Looking ahead: figures that are not approved yet are on no page that the board goes by, unless somebody asks for them.

use crate::desk::Asked;
use domain::access::Audience;
use leptos::prelude::*;

/// That a page looks ahead, and the way to what is approved.
pub(crate) fn ahead_banner(asked: &Asked) -> Option<AnyView> {
    asked.is_ahead().then(|| {
        let approved = without_ahead(&asked.address);
        view! {
            <aside class="banner" aria-label="Looking ahead">
                <p>"You are looking ahead: figures that are not approved yet are included, and marked. " <a href=approved>"See what is approved"</a></p>
            </aside>
        }
        .into_any()
    })
}

/// The way to look ahead, for partners.
pub(crate) fn look_ahead(asked: &Asked) -> Option<AnyView> {
    let may = asked.desk.visitor().audience() == Audience::Partner && !asked.is_ahead();
    may.then(|| {
        let address = match asked.address.split_once('?') {
            Some((path, query)) => format!("{path}?ahead=yes&{query}"),
            None => format!("{}?ahead=yes", asked.address),
        };
        view! {
            <p class="aside">"Approved figures alone. " <a href=address>"Look ahead to those that are not approved yet"</a></p>
        }
        .into_any()
    })
}

/// The same address without looking ahead.
fn without_ahead(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let pairs: Vec<_> = query.split('&').filter(|pair| !pair.starts_with("ahead=")).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::without_ahead;

    #[test]
    fn the_other_choices_stay() {
        assert_eq!(without_ahead("/board?ahead=yes"), "/board");
        assert_eq!(without_ahead("/board?year=2018-19&ahead=yes&area=E1"), "/board?year=2018-19&area=E1");
        assert_eq!(without_ahead("/board"), "/board");
    }
}
