//! The data for a document: the record of a plan at one moment, read in a number of queries that does not grow with it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::Audience,
    board::{
        self, Moment,
        missing::{Known, tell},
    },
    checking,
    document::{Block, Cell, Mark, Sign},
    figure::Figure,
    indicator::Indicator,
    london,
    narrative::{About, Narrative, Part},
    outline::Outline,
    pack::{Forecast, Kept, Measured},
    plan::{Nature, PlanYear},
    priority_rating::PriorityRating,
    rating::Colour,
    slug::Slug,
    wording::{self, ILLUSTRATIVE},
};
use std::{collections::HashMap, sync::Arc};
use storage::{
    Desk, Error, Look, action,
    claim::{Carrier, Claims},
    figure::By,
    funding, narrative, priority_rating,
};

/// All data that a document may show.
pub(super) struct Source {
    pub(super) outline: Arc<Outline>,
    pub(super) figures: Arc<Vec<Figure>>,
    /// With those that are handed in and not approved yet.
    ahead: Arc<Vec<Figure>>,
    pub(super) narratives: Vec<narrative::NarrativeVersion>,
    pub(super) actions: Vec<action::ActionVersion>,
    pub(super) lines: Vec<funding::FundingVersion>,
    pub(super) ratings: Vec<(PriorityRating, By)>,
    pub(super) claims: Arc<Claims>,
    /// The write after which the record was read.
    pub(super) number: i64,
    pub(super) now: DateTime<Utc>,
    pub(super) today: NaiveDate,
}

impl Source {
    /// Reads it through a desk: approved figures, as its visitor may see them.
    pub(super) async fn read(
        desk: &Desk,
        outline: Arc<Outline>,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Self, Error> {
        let plan = &outline.plan.slug;
        Ok(Self {
            figures: storage::figure::of_plan(desk, &outline).await?,
            ahead: storage::figure::of_plan(&desk.clone().looking(Look::Ahead), &outline).await?,
            narratives: narrative::published(desk, plan).await?,
            actions: action::all(desk, plan).await?,
            lines: funding::all(desk, plan).await?,
            ratings: priority_rating::of_plan(desk, plan).await?,
            claims: storage::claim::of_plan(desk, &outline).await?,
            number: desk.number(),
            outline,
            now,
            today,
        })
    }

    /// The board of a plan year; a document is for partners.
    pub(super) fn sections<'a>(&'a self, year: &'a PlanYear) -> Vec<board::Section<'a>> {
        let mut sections = board::sections(&self.outline, &self.figures, Moment::of_year(year, self.today));
        let known = Known { today: self.today, audience: Audience::Partner, ahead: &self.ahead };
        tell(&mut sections, &self.outline, year, known);
        sections
    }

    /// The cautions for whoever holds the document.
    pub(super) fn cautions(&self) -> Vec<String> {
        let is_made_up = self.outline.plan.nature == Nature::Illustrative;
        let partners = "For partners only: it may contain figures that are not public.";
        is_made_up.then_some(ILLUSTRATIVE).into_iter().chain([partners]).map(str::to_owned).collect()
    }

    /// Its day, and the state of the record that it shows.
    pub(super) fn as_at(&self) -> String {
        format!("The record as it was {}, after change {}.", london::second_said(self.now), self.number)
    }

    /// The last published narrative of something up to a plan year.
    pub(super) fn narrative(&self, about: &About, year: &PlanYear) -> Option<&Narrative> {
        let is_by =
            |narrative: &Narrative| domain::board::is_by(&self.outline.years, year, &narrative.quarter);
        let narratives = self.narratives.iter().map(|entry| &entry.narrative);
        narratives.into_iter().find(|narrative| narrative.about == *about && is_by(narrative))
    }

    /// A lead's own rating of a priority in a plan year.
    pub(super) fn own_rating(&self, priority: &Slug, year: &PlanYear) -> Option<&PriorityRating> {
        let ratings = self.ratings.iter().map(|(rating, _)| rating);
        ratings.into_iter().find(|rating| rating.priority == *priority && rating.year == year.slug)
    }
}

/// The text of a narrative, one block for each part, and what came of the claim that it carries by the figures of a plan year.
pub(super) fn told(source: &Source, narrative: &Narrative, year: &PlanYear) -> Vec<Block> {
    let mut blocks = in_parts(narrative);
    blocks.extend(claimed(source, narrative, year));
    blocks
}

fn claimed(source: &Source, narrative: &Narrative, year: &PlanYear) -> Option<Block> {
    let (about, stage) = (narrative.about.clone(), narrative.stage);
    let carried =
        source.claims.of(&Carrier::Narrative { about, quarter: narrative.quarter.first(), stage })?;
    let claim = carried.claim.as_ref()?;
    let moment = Moment::of_year(year, source.today);
    let outline = &source.outline;
    // A document is for partners.
    let answer = checking::check(outline, claim, source.claims.figures(carried), moment, Audience::Partner);
    let said =
        format!("{}: {}.", checking::claim_said(outline, claim), checking::said(outline, claim, &answer));
    Some(Block::Words(format!("What this says of the figures: {said}")))
}

fn in_parts(narrative: &Narrative) -> Vec<Block> {
    let parts = Part::ALL.iter().filter(|part| !narrative.parts.get(**part).is_empty());
    let told = parts.map(|part| Block::Told {
        title: format!("{} ({})", part.title(), narrative.quarter),
        markdown: narrative.parts.get(*part).to_owned(),
    });
    told.collect()
}

/// The figures, indicators and forecasts behind a document, each once.
#[derive(Default)]
pub(super) struct Book {
    pub(super) figures: Vec<Kept>,
    places: HashMap<(String, String, String, String), usize>,
    pub(super) indicators: Vec<Measured>,
    pub(super) forecasts: Vec<Forecast>,
}

impl Book {
    /// Adds a forecast: an indicator under two priorities is forecast once.
    pub(super) fn forecast(&mut self, forecast: Forecast) {
        let is_same =
            |other: &Forecast| (&other.indicator, &other.area) == (&forecast.indicator, &forecast.area);
        if !self.forecasts.iter().any(is_same) {
            self.forecasts.push(forecast);
        }
    }

    /// Adds a figure. Returns its index.
    pub(super) fn figure(&mut self, outline: &Outline, indicator: &Indicator, figure: &Figure) -> usize {
        let kept = Kept::of(indicator, outline.area_name(&figure.series.area), figure);
        let key = (kept.indicator.clone(), kept.area.0.clone(), kept.breakdown.clone(), kept.period.clone());
        *self.places.entry(key).or_insert_with(|| {
            self.figures.push(kept);
            self.figures.len() - 1
        })
    }

    /// A cell that prints a figure, with the sign of its status.
    pub(super) fn cell(&mut self, outline: &Outline, indicator: &Indicator, figure: Option<&Figure>) -> Cell {
        let Some(figure) = figure else { return Cell::words("–") };
        let place = self.figure(outline, indicator, figure);
        let printed = domain::pack::printed(indicator, &figure.reading);
        let status = match figure.status {
            domain::figure::Status::Final => "",
            domain::figure::Status::Provisional => " [p]",
            domain::figure::Status::Revised => " [r]",
        };
        Cell { text: format!("{printed}{status}"), sign: None, figure: Some(place) }
    }

    /// Adds an indicator with its current name and definition.
    pub(super) fn indicator(&mut self, source: &Source, indicator: &Indicator, year: &PlanYear) {
        if self.indicators.iter().any(|known| known.slug == indicator.slug.as_str()) {
            return;
        }
        self.indicators.push(measured(&source.outline, indicator, year, source.today));
    }
}

/// The name of the organisation that answers for an indicator on a day.
pub(super) fn owner(outline: &Outline, indicator: &Indicator, today: NaiveDate) -> String {
    let heir = domain::organisation::answering(&outline.organisations, &indicator.owner, today);
    heir.map_or_else(|| outline.organisation_name(&indicator.owner), |heir| &heir.name).to_owned()
}

/// An indicator with its name on a day, and its definition at the end of the plan year or on that day, whichever is earlier.
pub(super) fn measured(
    outline: &Outline,
    indicator: &Indicator,
    year: &PlanYear,
    today: NaiveDate,
) -> Measured {
    let place = outline.area_name(&outline.plan.area);
    let day = year.last.min(today);
    let definition = indicator.definition_on(day);
    let own = definition.map_or(String::new(), |definition| format!("{} ", definition.text));
    Measured {
        slug: indicator.slug.to_string(),
        name: indicator.name.clone(),
        unit: indicator.unit_said(),
        definition: own + &wording::definition::defined(indicator, definition, place),
        polarity: indicator.polarity.to_string(),
        source: indicator.source.clone(),
        owner: owner(outline, indicator, today),
        decimals: indicator.decimals,
    }
}

/// The sign of a rating.
pub(super) fn sign(colour: Colour) -> Sign {
    match colour {
        Colour::Green => Sign::Green,
        Colour::Amber => Sign::Amber,
        Colour::Red => Sign::Red,
    }
}

/// A word without a sign.
pub(super) fn plain(word: impl Into<String>) -> Mark {
    Mark { sign: Sign::None, word: word.into() }
}
