//! What the public is not shown, taken out before anything leaves the record.

use domain::{
    access::Audience,
    figure::{Absence, Figure, Origin, Reading, Status},
};

/// The figure as an audience may see it. Until disclosure control stands the public gets `[c]` for everything that
/// partners recorded: values and absences alike, for which it was would tell too.
pub(super) fn concealed(figure: Figure, audience: Audience) -> Figure {
    match (audience, figure.origin) {
        (Audience::Partner, _) | (_, Origin::Published) => figure,
        (Audience::Public, Origin::Partner) => Figure {
            reading: Reading::Absent(Absence::Confidential),
            status: Status::Final,
            note: None,
            ..figure
        },
    }
}
