//! The claims of evidence statements and narratives.

use super::{Loaded, Versioned, versioned};
use crate::{error::Error, sql::NameOrNone};
use chrono::NaiveDate;
use domain::{
    area::AreaCode,
    claim::{Against, Claim, Says, Word},
    figure::Origin,
    outline::Outline,
    period::{Kind, Period},
    plan::Evidence,
    series::Breakdown,
    slug::Slug,
};

versioned! {
    /// The claim of an evidence statement or a narrative. Of one about an indicator whose figures partners record, the public
    /// is told only that it is there: a number or a period that somebody chose may reveal a figure.
    ClaimRow, named by ClaimKey, of "claim", called "claim", in order "t.plan, t.about, t.slug, t.quarter, t.stage" {
        /// The plan of a statement or a priority; none for an indicator's narrative.
        plan: NameOrNone => shown,
        /// `evidence`, `indicator` or `priority`.
        about: String => shown,
        slug: Slug => shown,
        /// The first day of a narrative's quarter; empty for a statement.
        quarter: String => shown,
        /// The stage of a narrative; empty for a statement.
        stage: String => shown,
    } {
        indicator: Slug => never,
        area: AreaCode => never,
        word: Word => never,
        /// The code of the other place, or the group.
        against: Option<String> => never,
        number: Option<f64> => never,
        period_kind: Kind => never,
        first: NaiveDate => never,
        last: NaiveDate => never,
        since_first: Option<NaiveDate> => never,
        since_last: Option<NaiveDate> => never,
    }
}

impl Loaded for ClaimRow {}

/// What a row is about where an evidence statement carries it.
pub(crate) const STATEMENT: &str = "evidence";

impl ClaimRow {
    /// The row of a claim that something carries.
    pub(crate) fn of(of: ClaimKey, claim: &Claim) -> Self {
        let ClaimKey { plan, about, slug, quarter, stage } = of;
        let (word, said_against) = claim.says.parts();
        let (mut against, mut number, mut since) = (None, None, None);
        match said_against {
            Against::Place(place) => against = Some(place.to_string()),
            Against::Group(group) => against = Some(group.to_string()),
            Against::Number(figure) => number = Some(figure),
            Against::Since(period) => since = Some(period),
        }
        Self {
            plan,
            about,
            slug,
            quarter,
            stage,
            indicator: claim.indicator.clone(),
            area: claim.area.clone(),
            word,
            against,
            number,
            period_kind: claim.period.kind(),
            first: claim.period.first(),
            last: claim.period.last(),
            since_first: since.map(|since| since.first()),
            since_last: since.map(|since| since.last()),
        }
    }

    /// The claims of a plan's evidence statements.
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |evidence: &Evidence| {
            let claim = evidence.claim.as_ref()?;
            Some(Self::of(ClaimKey::of_statement(&outline.plan.slug, &evidence.slug), claim))
        };
        outline.evidence.iter().filter_map(row).collect()
    }

    /// Whether an evidence statement of a plan carries it.
    pub(crate) fn is_of_statement(&self, plan: &Slug) -> bool {
        self.about == STATEMENT && self.plan.0.as_ref() == Some(plan)
    }

    /// The claim.
    pub(crate) fn claim(self) -> Result<Claim, Error> {
        let unreadable = |what: &dyn std::fmt::Debug| Error::unreadable("claim", what);
        let period = |first, last| {
            Period::of_days(self.period_kind, first, last).map_err(|error| unreadable(&error.to_string()))
        };
        let against = match (self.word, self.against, self.number, self.since_first.zip(self.since_last)) {
            (Word::Behind | Word::Ahead, Some(group), ..) => Breakdown::parse(&group).map(Against::Group),
            (_, Some(code), ..) => AreaCode::new(&code).ok().map(Against::Place),
            (_, None, Some(number), _) => Some(Against::Number(number)),
            (_, None, None, Some((first, last))) => Some(Against::Since(period(first, last)?)),
            (_, None, None, None) => None,
        };
        let says = Says::of(self.word, against).map_err(|unfit| unreadable(&unfit.to_string()))?;
        Ok(Claim { period: period(self.first, self.last)?, indicator: self.indicator, area: self.area, says })
    }

    /// As the public may see it: not what is claimed about an indicator whose figures partners record. `origin` is that of its
    /// indicator.
    pub(crate) fn for_public(self, origin: Option<Origin>) -> Option<Self> {
        if origin == Some(Origin::Published) { Some(self) } else { self.concealed() }
    }
}

impl ClaimKey {
    /// The key of an evidence statement's claim.
    pub(crate) fn of_statement(plan: &Slug, statement: &Slug) -> Self {
        Self {
            plan: plan.into(),
            about: STATEMENT.to_owned(),
            slug: statement.clone(),
            quarter: String::new(),
            stage: String::new(),
        }
    }
}
