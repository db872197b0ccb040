//! The money that the partnership set aside for a priority in a plan year, and what was spent of it.

use crate::{money::Money, plan::PlanYear, slug::Slug};

/// Money for a priority in a plan year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name in addresses, permanent in the record.
    pub slug: Slug,
    /// The priority.
    pub priority: Slug,
    /// The plan year.
    pub year: Slug,
    /// What it pays for.
    pub name: String,
    /// The source of the money.
    pub source: String,
    /// What was set aside.
    pub budget: Money,
    /// What was spent of it; `None` where that is not known yet. It may be more than was set aside.
    pub spent: Option<Money>,
}

/// The most characters of what a line pays for, and of where its money comes from.
pub const LONGEST_NAME: usize = 200;

impl Line {
    /// How much was overspent.
    #[must_use]
    pub fn over(&self) -> Option<Money> {
        self.spent.and_then(|spent| spent.over(self.budget))
    }
}

/// Some lines together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// What was set aside in lines whose spending is known.
    pub budget: Money,
    /// What was spent of it.
    pub spent: Money,
    /// What was set aside in lines whose spending is not known yet.
    pub open: Money,
    /// How many such lines there are.
    pub unknown: usize,
}

impl<'a> FromIterator<&'a Line> for Total {
    fn from_iter<I: IntoIterator<Item = &'a Line>>(lines: I) -> Self {
        let (known, unknown): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.spent.is_some());
        Self {
            budget: known.iter().map(|line| line.budget).sum(),
            spent: known.iter().filter_map(|line| line.spent).sum(),
            open: unknown.iter().map(|line| line.budget).sum(),
            unknown: unknown.len(),
        }
    }
}

impl Total {
    /// In a sentence without its full stop: `£80,000 spent of £100,000 (80%)`. Money spent is only compared with what was set aside for it.
    #[must_use]
    pub fn say(&self) -> String {
        let open = match self.unknown {
            0 => String::new(),
            1 => format!("spending against {} (1 line) is not known yet", self.open),
            many => format!("spending against {} ({many} lines) is not known yet", self.open),
        };
        if self.unknown > 0 && self.budget == Money::default() && self.spent == Money::default() {
            return open.replacen('s', "S", 1);
        }
        let share = self.spent.per_cent_of(self.budget).map(|share| format!(" ({share}%)"));
        let over = self.spent.over(self.budget).map(|over| format!(", {over} over budget"));
        let (share, over) = (share.unwrap_or_default(), over.unwrap_or_default());
        let open = if open.is_empty() { open } else { format!("; {open}") };
        format!("{} spent of {}{share}{over}{open}", self.spent, self.budget)
    }
}

/// Whether a line belongs to a plan year or to an earlier one.
#[must_use]
pub fn is_by(line: &Line, years: &[PlanYear], year: &PlanYear) -> bool {
    years.iter().any(|of| of.slug == line.year && of.first <= year.first)
}

#[cfg(test)]
mod tests {
    use super::{Line, Total};
    use crate::{money::Money, slug::Slug};

    #[test]
    fn lines_are_added_to_the_penny() {
        let slug = |text| Slug::new(text).expect("a slug");
        let line = |budget, spent: Option<&str>| Line {
            slug: slug("a"),
            priority: slug("p"),
            year: slug("2018-19"),
            name: String::new(),
            source: String::new(),
            budget: Money::read(budget).expect("money"),
            spent: spent.map(|spent| Money::read(spent).expect("money")),
        };
        let (one, other, open) =
            (line("100.10", Some("80.07")), line("0.20", Some("0.23")), line("50", None));
        assert_eq!(other.over().map(|over| over.to_string()).as_deref(), Some("£0.03"));
        let say = |lines: &[&Line]| lines.iter().copied().collect::<Total>().say();
        assert_eq!(say(&[&one, &other]), "£80.30 spent of £100.30 (80%)");
        assert_eq!(say(&[&other]), "£0.23 spent of £0.20 (115%), £0.03 over budget");
        assert_eq!(
            say(&[&one, &open, &open]),
            "£80.07 spent of £100.10 (80%); spending against £100 (2 lines) is not known yet"
        );
        assert_eq!(say(&[&open]), "Spending against £50 (1 line) is not known yet");
        assert_eq!(say(&[&line("100", Some("99.60"))]), "£99.60 spent of £100 (99%)");
        assert_eq!(
            say(&[&line("1000", Some("1000.01"))]),
            "£1,000.01 spent of £1,000 (101%), £0.01 over budget"
        );
        assert_eq!(say(&[]), "£0 spent of £0");
    }
}
