//! Reads a form about a part of a plan. References are checked here as far as the boxes go; the rules of a plan file, which
//! the record applies before it writes, see to the rest.

use super::choices::places;
use crate::{ask::typed::Typed, parts, shell::form::Errors};
use chrono::NaiveDate;
use domain::{
    area::{Area, AreaCode, Level},
    entry,
    figure::Origin,
    indicator::{Basis, Definition, Indicator, Measure, Placement, Polarity, Timing, USUAL_LAG},
    neighbours::NeighbourSet,
    organisation::Organisation,
    outline::Outline,
    period::Kind,
    plan::{Evidence, FocusArea, Nature, Plan, PlanYear, Priority, Strategy},
    plan_edit::{Item, Part},
    slug::Slug,
};

/// The longest that a name may be, in characters.
const LONGEST_NAME: usize = 300;

/// The boxes of one form, read one by one; every fault is noted at its box.
pub(super) struct Reading<'a> {
    pub(super) typed: &'a Typed,
    pub(super) errors: Errors,
}

/// Reads a form; `stands` is the part that it changes, if it changes one.
pub(super) fn read(
    outline: &Outline,
    part: Part,
    typed: &Typed,
    stands: Option<&Item>,
) -> Result<Item, Errors> {
    let mut reading = Reading { typed, errors: Errors::default() };
    let item = match part {
        Part::Plan => reading.plan(&outline.plan).map(Item::Plan),
        Part::Year => reading.year().map(Item::Year),
        Part::FocusArea => reading.focus_area().map(Item::FocusArea),
        Part::Priority => reading.priority().map(Item::Priority),
        Part::Strategy => reading.strategy(outline).map(Item::Strategy),
        Part::Evidence => reading.evidence(outline).map(Item::Evidence),
        Part::Organisation => reading.organisation().map(Item::Organisation),
        Part::Area => reading.area().map(Item::Area),
        Part::Neighbours => reading.neighbours().map(Item::Neighbours),
        Part::Indicator => match stands {
            Some(Item::Indicator(was)) => reading.indicator(Some(was)).map(Item::Indicator),
            _ => reading.new_indicator(outline).map(Item::Indicator),
        },
        Part::Placement => match stands {
            Some(Item::Placement { indicator, .. }) => {
                let placements = reading.placements(outline);
                reading.owner().map(|owner| Item::Placement {
                    indicator: indicator.clone(),
                    owner,
                    placements,
                })
            }
            _ => None,
        },
    };
    match item {
        Some(item) if reading.errors.is_empty() => Ok(item),
        _ if reading.errors.is_empty() => {
            Err(Errors::of("name", "part of the form was missing: open it again"))
        }
        _ => Err(reading.errors),
    }
}

impl Reading<'_> {
    /// A name or another line that has to be there.
    pub(super) fn line(&mut self, name: &'static str, missing: &str) -> Option<String> {
        let text = self.typed.text(name);
        if text.is_empty() {
            self.errors.add(name, missing);
            return None;
        }
        if text.chars().count() > LONGEST_NAME {
            self.errors.add(name, format!("shorten this to {LONGEST_NAME} characters"));
            return None;
        }
        Some(text)
    }

    /// A text that has to be there.
    pub(super) fn text(&mut self, name: &'static str, missing: &str) -> Option<String> {
        let text = self.typed.text(name);
        if text.is_empty() {
            self.errors.add(name, missing);
            return None;
        }
        self.errors.check_note(name, &text);
        Some(text)
    }

    /// A name in addresses: as it was typed, or made of the name.
    pub(super) fn slug(&mut self, from: &str) -> Option<Slug> {
        match self.typed.text("slug") {
            text if text.is_empty() => {
                let made = Slug::of_name(&self.typed.text(from));
                if made.is_none() && !self.typed.text(from).is_empty() {
                    self.errors
                        .add("slug", "enter a name in addresses: one could not be made from the other name");
                }
                made
            }
            text => self.errors.take("slug", Slug::new(&text)),
        }
    }

    pub(super) fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        self.errors.take(name, entry::day(self.typed.get(name)))
    }

    fn maybe_day(&mut self, name: &'static str) -> Option<NaiveDate> {
        if self.typed.text(name).is_empty() { None } else { self.day(name) }
    }

    /// What is chosen in a list by its name in addresses.
    fn chosen(&mut self, name: &'static str, missing: &'static str) -> Option<Slug> {
        self.errors.take(name, Slug::new(self.typed.get(name)).map_err(|_| missing))
    }

    fn maybe_chosen(&self, name: &str) -> Option<Slug> {
        Slug::new(self.typed.get(name)).ok()
    }

    pub(super) fn code(&mut self, name: &'static str, missing: &'static str) -> Option<AreaCode> {
        self.errors.take(name, AreaCode::new(&self.typed.text(name)).map_err(|_| missing))
    }

    /// Codes with space or commas between them.
    pub(super) fn codes(&mut self, name: &'static str) -> Option<Vec<AreaCode>> {
        let text = self.typed.text(name);
        let codes = text.split([' ', ',', '\n', '\t']).filter(|code| !code.is_empty()).map(AreaCode::new);
        self.errors.take(name, codes.collect::<Result<Vec<_>, _>>())
    }

    fn word<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        missing: &'static str,
    ) -> Option<T> {
        self.errors.take(name, parse(self.typed.get(name)).ok_or(missing))
    }

    fn whole(&mut self, name: &'static str, usual: u32) -> Option<u32> {
        match self.typed.text(name) {
            text if text.is_empty() => Some(usual),
            text => {
                self.errors.take(name, text.parse::<u32>().map_err(|_| "enter a whole number, 0 or more"))
            }
        }
    }

    /// The plan's own words; its name in addresses and its nature stay.
    fn plan(&mut self, was: &Plan) -> Option<Plan> {
        self.plan_named(Some(was.slug.clone()), was.nature)
    }

    pub(super) fn plan_named(&mut self, slug: Option<Slug>, nature: Nature) -> Option<Plan> {
        let name = self.line("name", "enter a name for the plan");
        let partnership = self.line("partnership", "enter whose plan it is");
        let vision = self.text("vision", "enter what the plan wants for children");
        let area = self.code("area", "choose the place that the plan is for");
        let comparators = self.codes("comparators");
        let source = self.line("source", "enter where the plan's text comes from");
        let note = self.typed.text("note");
        self.errors.check_note("note", &note);
        Some(Plan {
            slug: slug?,
            name: name?,
            partnership: partnership?,
            vision: vision?,
            area: area?,
            comparators: comparators?,
            source: source?,
            note: (!note.is_empty()).then_some(note),
            nature,
        })
    }

    pub(super) fn year(&mut self) -> Option<PlanYear> {
        let slug = self.line("slug", "enter a name for the plan year, such as 2021-22");
        let slug = slug.and_then(|text| self.errors.take("slug", Slug::new(&text)));
        let (first, last) = (self.day("first"), self.day("last"));
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            self.errors.add("last", "the plan year ends before it starts");
        }
        Some(PlanYear { slug: slug?, first: first?, last: last? })
    }

    fn focus_area(&mut self) -> Option<FocusArea> {
        let name = self.line("name", "enter a name for the focus area");
        let slug = self.slug("name");
        let summary = self.text("summary", "enter a sentence about what it covers");
        Some(FocusArea { slug: slug?, name: name?, summary: summary? })
    }

    fn priority(&mut self) -> Option<Priority> {
        let year = self.chosen("year", "choose the plan year");
        let focus_area = self.chosen("focus-area", "choose the focus area");
        let name = self.line("name", "enter a name for the priority");
        let slug = self.slug("name");
        let summary = self.text("summary", "enter a sentence about what it covers");
        let follows = self.maybe_chosen("follows");
        Some(Priority {
            slug: slug?,
            year: year?,
            focus_area: focus_area?,
            name: name?,
            summary: summary?,
            follows,
        })
    }

    fn strategy(&mut self, outline: &Outline) -> Option<Strategy> {
        let text = self.text("text", "enter what the partnership needs to do")?;
        let is_known = |slug: &Slug| {
            // The same sentence twice is one.
            outline.strategies.iter().any(|strategy| strategy.slug == *slug && strategy.text != text)
        };
        let slug = self.named_by(&text, is_known)?;
        Some(Strategy { slug, text })
    }

    fn evidence(&mut self, outline: &Outline) -> Option<Evidence> {
        let text = self.text("text", "enter what the partnership knows");
        let said = self.day("said");
        let text = text?;
        let is_known = |slug: &Slug| {
            outline.evidence.iter().any(|evidence| evidence.slug == *slug && evidence.text != text)
        };
        let slug = self.named_by(&text, is_known)?;
        let (focus_area, indicator) = (self.maybe_chosen("focus-area"), self.maybe_chosen("indicator"));
        let claim = parts::claim_typed(outline, self.typed, &mut self.errors);
        Some(Evidence { slug, text, said: said?, focus_area, indicator, claim })
    }

    /// The name of a sentence: the one that it has, or a new one of its first words that no other has.
    fn named_by(&mut self, text: &str, is_known: impl Fn(&Slug) -> bool) -> Option<Slug> {
        if !self.typed.text("slug").is_empty() {
            return self.errors.take("slug", Slug::new(&self.typed.text("slug")));
        }
        let words: Vec<_> = text.split_whitespace().take(6).collect();
        let made = Slug::of_name(&words.join(" ")).map_or_else(|| "said".to_owned(), |slug| slug.to_string());
        let made: String = made.chars().take(70).collect::<String>().trim_end_matches('-').to_owned();
        let numbered = (2..1000).map(|number| format!("{made}-{number}"));
        let names = std::iter::once(made.clone()).chain(numbered).filter_map(|name| Slug::new(&name).ok());
        names.into_iter().find(|slug| !is_known(slug))
    }

    fn organisation(&mut self) -> Option<Organisation> {
        let name = self.line("name", "enter the name of the organisation");
        let slug = self.slug("name");
        let ended = self.maybe_day("ended");
        let successor = self.maybe_chosen("successor");
        if successor.is_some() && self.typed.text("ended").is_empty() {
            self.errors.add("ended", "an organisation with a successor has ended: enter its last day");
        }
        Some(Organisation { slug: slug?, name: name?, ended, successor })
    }

    fn area(&mut self) -> Option<Area> {
        let code = self
            .code("code", "enter the official code: one capital letter and eight digits, such as E10000025");
        let name = self.line("name", "enter the name of the place");
        let level = self.word("level", Level::parse, "choose the kind of place");
        Some(Area { code: code?, name: name?, level: level? })
    }

    fn neighbours(&mut self) -> Option<NeighbourSet> {
        let area = self.code("area", "choose the place they are neighbours of");
        let from = self.day("from");
        let neighbours = self.codes("areas");
        if neighbours.as_ref().is_some_and(Vec::is_empty) {
            self.errors.add("areas", "enter the official code of at least one neighbour");
        }
        let source = self.line("source", "enter where the set is published");
        Some(NeighbourSet { area: area?, from: from?, neighbours: neighbours?, source: source? })
    }

    /// An indicator; its definition and its places have forms of their own, and stay as they are.
    fn indicator(&mut self, was: Option<&Indicator>) -> Option<Indicator> {
        let name = self.line("name", "enter a name for the indicator");
        let slug = self.slug("name");
        let measure = self.measure();
        let unit = self.typed.text("unit");
        let decimals = self.whole("decimals", 0);
        let decimals = decimals.and_then(|number| {
            let read = u8::try_from(number).ok().filter(|number| *number <= 6);
            self.errors.take("decimals", read.ok_or("enter a whole number from 0 to 6"))
        });
        let polarity = self.word("polarity", Polarity::parse, "choose which way is better");
        let frequency = self.word("frequency", Kind::parse, "choose the kind of period");
        let owner = self.owner();
        let origin = self.word("origin", Origin::parse, "choose who publishes its figures");
        let basis = self.word("basis", Basis::parse, "choose what place means for it");
        let source = self.line("source", "enter where its figures come from");
        let lag = self.whole("lag", u32::from(USUAL_LAG));
        let lag = lag.and_then(|number| {
            let read = u16::try_from(number).ok().filter(|number| *number <= 730);
            self.errors.take("lag", read.ok_or("enter a whole number from 0 to 730"))
        });
        let retired = self.maybe_day("retired");
        Some(Indicator {
            slug: slug?,
            name: name?,
            measure: measure?,
            unit,
            decimals: decimals?,
            polarity: polarity?,
            frequency: frequency?,
            owner: owner?,
            origin: origin?,
            basis: basis?,
            source: source?,
            retired,
            lag: lag?,
            definitions: was.map(|was| was.definitions.clone()).unwrap_or_default(),
            placements: was.map(|was| was.placements.clone()).unwrap_or_default(),
        })
    }

    fn owner(&mut self) -> Option<Slug> {
        self.chosen("owner", "choose who is responsible for it")
    }

    fn measure(&mut self) -> Option<Measure> {
        let word = self.typed.get("measure");
        if word == "rate" {
            let per = self.typed.text("per").replace(',', "");
            let per = per.parse::<u32>().ok().filter(|per| (1..=10_000_000).contains(per));
            let per = self.errors.take("per", per.ok_or("enter per how many, such as 100 or 10000"))?;
            return Some(Measure::Rate { per });
        }
        self.errors.take("measure", Measure::parse(word, None).ok_or("choose what kind of number it is"))
    }

    /// A new indicator, with its definition and its places.
    fn new_indicator(&mut self, outline: &Outline) -> Option<Indicator> {
        let indicator = self.indicator(None);
        let from = self.day("from");
        let timing = self.word("timing", Timing::parse, "choose what a figure covers");
        let text = self.text("text", "enter what is counted");
        let placements = self.placements(outline);
        let definition = Definition { from: from?, text: text?, timing: timing? };
        Some(Indicator { definitions: vec![definition], placements, ..indicator? })
    }

    /// The places that are ticked, in the plan's order.
    fn placements(&self, outline: &Outline) -> Vec<Placement> {
        let is_ticked =
            |value: &str| self.typed.0.iter().any(|(name, other)| name == "place" && other == value);
        let ticked = places(outline).into_iter().filter(|(_, choice)| is_ticked(&choice.value));
        ticked.map(|(placement, _)| placement).collect()
    }
}
