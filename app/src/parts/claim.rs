//! The mark of a text that carries a claim: whether the figures that a page shows support it.

use crate::ask::desk::Asked;
use domain::{
    board::{Moment, Until},
    checking::{self, Answer},
    claim::Claim,
    outline::Outline,
};
use leptos::prelude::*;
use storage::claim::{Carrier, Claims};

/// The claims of a plan, and the figures that a page checks them against.
#[derive(Clone, Copy)]
pub(crate) struct Checked<'a> {
    pub(crate) outline: &'a Outline,
    pub(crate) claims: &'a Claims,
    pub(crate) moment: Moment<'a>,
}

impl<'a> Checked<'a> {
    /// The claim that something carries and what came of it; `None` where it carries none. The visitor may not know what is
    /// claimed, and then is told that it cannot be checked, and no more.
    pub(crate) fn of(&self, asked: &Asked, carrier: &Carrier) -> Option<(Option<&'a Claim>, Answer)> {
        let carried = self.claims.of(carrier)?;
        let Some(claim) = &carried.claim else { return Some((None, Answer::CannotBeChecked(None))) };
        let audience = asked.desk.visitor().audience();
        let figures = self.claims.figures(carried);
        Some((Some(claim), checking::check(self.outline, claim, figures, self.moment, audience)))
    }

    /// The mark of what something carries; nothing where it carries no claim.
    pub(crate) fn mark(&self, asked: &Asked, carrier: &Carrier) -> Option<AnyView> {
        let (claim, answer) = self.of(asked, carrier)?;
        let said = match claim {
            Some(claim) => checking::said(self.outline, claim, &answer),
            None => checking::mark(&answer).to_owned(),
        };
        let behind = claim.and_then(|claim| checking::behind(self.outline, claim, &answer));
        let behind = behind.map(|behind| view! { " " <span class="when">{format!("({behind})")}</span> });
        let (class, sign) = match answer {
            Answer::Holds(_) => ("claim holds", "✓"),
            Answer::Fails { .. } => ("claim fails", "✗"),
            Answer::CannotBeChecked(_) => ("claim unknown", "?"),
        };
        Some(
            view! {
                " " <span class=class><span class="claim-sign" aria-hidden="true">{sign}</span> " "
                <span class="claim-said">{said}</span>{behind}</span>
            }
            .into_any(),
        )
    }

    /// Which figures claims are checked against, where any of these carry one.
    pub(crate) fn basis(&self, carriers: &[Carrier]) -> Option<AnyView> {
        carriers.iter().any(|carrier| self.claims.of(carrier).is_some()).then(|| {
            let said = match self.moment.until {
                Until::Newest => "Checked against the newest figures.".to_owned(),
                Until::Year => {
                    format!("Checked against the figures up to plan year {}.", self.moment.year.slug)
                }
            };
            view! { <p class="aside claims-basis">{said}</p> }.into_any()
        })
    }
}
