//! Why there is no newer figure of a plan year, for the rows of a page.

use crate::ask::{desk::Asked, fault::Fault};
use domain::{
    access::Audience,
    board::{
        Section,
        missing::{Known, tell},
    },
    plan::PlanYear,
};
use std::sync::Arc;

/// Tells each row why it has no newer figure. For partners that is by what is handed in, which was read with the figures of the page.
pub(crate) async fn missing(
    asked: &Asked,
    year: &PlanYear,
    sections: &mut [Section<'_>],
) -> Result<(), Fault> {
    let audience = asked.desk.visitor().audience();
    let ahead = match audience {
        Audience::Partner => storage::figure::of_plan(&asked.desk_ahead(), &asked.outline).await?,
        Audience::Public => Arc::default(),
    };
    tell(sections, &asked.outline, year, Known { today: asked.today, audience, ahead: &ahead });
    Ok(())
}
