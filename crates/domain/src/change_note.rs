//! Dated explanations of a series; some break it.

use crate::{period::Period, slug::Slug};
use chrono::NaiveDate;

/// Something dated that explains an indicator's series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeNote {
    /// Its name, permanent in the record.
    pub slug: Slug,
    /// The indicator that it is about.
    pub indicator: Slug,
    /// The first day that it affects.
    pub on: NaiveDate,
    /// What sort of thing changed.
    pub kind: Kind,
    /// Its effect on the series.
    pub effect: Effect,
    /// What happened, in a sentence or two.
    pub text: String,
    /// The source of this.
    pub source: String,
}

crate::vocabulary! {
    /// What sort of thing changed.
    pub enum Kind {
        /// Something happened in the world.
        Event = "event",
        /// The way of recording changed.
        RecordingChange = "recording change",
        /// The definition changed.
        DefinitionChange = "definition change",
    }
}

crate::vocabulary! {
    /// The effect of a change note on its series.
    pub enum Effect {
        /// Figures before and after are still comparable.
        Explains = "explains",
        /// Figures before and after are never combined.
        Breaks = "breaks",
    }
}

impl ChangeNote {
    /// Whether the change happened during a period.
    #[must_use]
    pub fn is_within(&self, period: &Period) -> bool {
        (period.first()..=period.last()).contains(&self.on)
    }

    /// Whether the change comes between two periods: the earlier ends before it and the later starts on its day or after, or
    /// either has days on both sides.
    #[must_use]
    pub fn parts(&self, earlier: &Period, later: &Period) -> bool {
        let is_before = |period: &Period| period.last() < self.on;
        let is_after = |period: &Period| period.first() >= self.on;
        let are_both_before = is_before(earlier) && is_before(later);
        let are_both_after = is_after(earlier) && is_after(later);
        earlier != later && !are_both_before && !are_both_after
    }
}

/// The change note that breaks an indicator's series between two periods, if one does: the first of them.
#[must_use]
pub fn break_between<'a>(
    notes: impl IntoIterator<Item = &'a ChangeNote>,
    indicator: &Slug,
    earlier: &Period,
    later: &Period,
) -> Option<&'a ChangeNote> {
    notes
        .into_iter()
        .filter(|note| note.indicator == *indicator && note.effect == Effect::Breaks)
        .filter(|note| note.parts(earlier, later))
        .min_by_key(|note| note.on)
}

/// Merges notes with the same name and indicator into one: it has the text of each, and breaks the series if one of them
/// does.
#[must_use]
pub fn merged(notes: impl IntoIterator<Item = ChangeNote>) -> Vec<ChangeNote> {
    let mut all: Vec<ChangeNote> = Vec::new();
    for new in notes {
        let Some(note) = all.iter_mut().find(|note| note.indicator == new.indicator && note.slug == new.slug)
        else {
            all.push(new);
            continue;
        };
        if new.effect == Effect::Breaks {
            note.effect = Effect::Breaks;
        }
        if !note.text.contains(&new.text) {
            let stop = if note.text.ends_with(['.', '!', '?']) { "" } else { "." };
            note.text = format!("{}{stop} {}", note.text, new.text);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{ChangeNote, Effect, Kind, break_between, merged};
    use crate::{period::Period, slug::Slug};

    #[test]
    fn notes_of_one_name_are_one_and_a_break_stays_one() {
        let note = |indicator: &str, effect, text: &str| ChangeNote {
            slug: Slug::new("new-system").expect("a slug"),
            indicator: Slug::new(indicator).expect("a slug"),
            on: "2018-04-01".parse().expect("a day"),
            kind: Kind::RecordingChange,
            effect,
            text: text.into(),
            source: "Made for tests".into(),
        };
        let all = merged([
            note("reports", Effect::Explains, "A new system"),
            note("absence", Effect::Explains, "A new code."),
            note("reports", Effect::Breaks, "Others count now."),
            note("reports", Effect::Explains, "A new system"),
        ]);
        let said: Vec<_> =
            all.iter().map(|note| (note.indicator.as_str(), note.effect, note.text.as_str())).collect();
        assert_eq!(
            said,
            [
                ("reports", Effect::Breaks, "A new system. Others count now."),
                ("absence", Effect::Explains, "A new code.")
            ]
        );
    }

    #[test]
    fn a_break_parts_what_it_lies_between() {
        let slug = |text| Slug::new(text).expect("a slug");
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let note = |effect| ChangeNote {
            slug: slug("grades"),
            indicator: slug("attainment-8"),
            on: "2019-09-01".parse().expect("a day"),
            kind: Kind::RecordingChange,
            effect,
            text: String::new(),
            source: String::new(),
        };
        let parts = |effect, a, b| {
            break_between(&[note(effect)], &slug("attainment-8"), &period(a), &period(b)).is_some()
        };
        assert!(parts(Effect::Breaks, "2018/19", "2019/20"));
        assert!(parts(Effect::Breaks, "2017/18", "2021/22"));
        assert!(!parts(Effect::Breaks, "2017/18", "2018/19"));
        assert!(!parts(Effect::Breaks, "2019/20", "2020/21"));
        // A pooled period with years on both sides is comparable with neither.
        assert!(parts(Effect::Breaks, "2017/18 to 2018/19", "2018/19 to 2019/20"));
        assert!(parts(Effect::Breaks, "2018/19 to 2019/20", "2019/20 to 2020/21"));
        assert!(!parts(Effect::Breaks, "2018/19 to 2019/20", "2018/19 to 2019/20"));
        assert!(!parts(Effect::Explains, "2018/19", "2019/20"));
        assert!(
            break_between(&[note(Effect::Breaks)], &slug("other"), &period("2018/19"), &period("2019/20"))
                .is_none()
        );
    }
}
