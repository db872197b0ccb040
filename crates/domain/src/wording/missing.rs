use super::day;
use crate::board::missing::Missing;

/// The status of a figure that is not there, in a sentence.
#[must_use]
pub fn missing(missing: &Missing) -> String {
    match missing {
        Missing::NotDue(period, due) => format!("{period}: not due until {}.", day(*due)),
        Missing::Late(period, due) => {
            format!("{period}: late since {}.", day(due.succ_opt().unwrap_or(*due)))
        }
        Missing::HandedIn(period) => format!("{period}: handed in, not approved yet."),
        Missing::NotPublished(period, due) => {
            format!("{period}: not published nationally yet; expected by {}.", day(*due))
        }
        Missing::Retired(on) => format!("Retired on {}.", day(*on)),
    }
}
