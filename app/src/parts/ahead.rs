//! Looking ahead: figures that are not approved yet are on no page that the board uses, unless somebody asks for them.

use crate::ask::desk::Asked;
use domain::access::Audience;
use leptos::prelude::*;

/// The way to look ahead, for partners.
pub(crate) fn look_ahead(asked: &Asked) -> Option<AnyView> {
    let may = asked.desk.visitor().audience() == Audience::Partner && !asked.is_ahead();
    may.then(|| {
        let address = match asked.address.split_once('?') {
            Some((path, query)) => format!("{path}?ahead=yes&{query}"),
            None => format!("{}?ahead=yes", asked.address),
        };
        view! {
            <p class="aside">"Showing approved figures only. " <a href=address>"Include figures awaiting approval"</a></p>
        }
        .into_any()
    })
}
