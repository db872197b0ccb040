//! Which part of the board is shown and in which order: all of it is in the address.

use crate::ask::{
    address::{at_moment, at_moment_with, pair},
    as_at::LookingBack,
    choice::Choices,
    desk::Asked,
    fault::Fault,
    path,
};
use domain::{
    board::{
        Moment, Row, Section,
        order::{Column, Direction},
    },
    indicator::Indicator,
    organisation::answering,
    rating::Colour,
    slug::Slug,
};
use leptos::prelude::*;

/// The order of the indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// By focus area and priority.
    Plan,
    /// What stands out first.
    Exceptions,
    /// By a column.
    By(Column, Direction),
}

impl Order {
    /// Its word in an address; nothing for the plan's.
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Plan => None,
            Self::Exceptions => Some("exceptions"),
            Self::By(column, _) => Some(column.as_str()),
        }
    }

    fn read(choices: &Choices) -> Result<Self, String> {
        let direction = match choices.get("reverse") {
            None => Direction::Usual,
            Some("yes") => Direction::Reversed,
            Some(_) => return Err("The order is either as usual or, with reverse=yes, reversed.".to_owned()),
        };
        match choices.get("order") {
            None | Some("plan") => Ok(Self::Plan),
            Some("exceptions") => Ok(Self::Exceptions),
            Some(word) => Column::parse(word).map(|column| Self::By(column, direction)).ok_or_else(|| {
                let columns: Vec<_> = Column::ALL.iter().map(|column| column.as_str()).collect();
                format!("There is no such order. The orders are plan, exceptions, {}.", columns.join(", "))
            }),
        }
    }
}

/// The choices that somebody made for the board.
pub(super) struct Filter {
    pub(super) focus_area: Option<Slug>,
    organisation: Option<Slug>,
    /// A colour, or none at all.
    rating: Option<Option<Colour>>,
    /// Words of the indicator's name; empty where nothing is looked for.
    find: String,
    pub(super) order: Order,
    /// The moment of the meeting before, to show what changed since.
    pub(super) since: Option<LookingBack>,
    /// The text in the box for it.
    since_text: String,
}

impl Filter {
    /// Reads what the address chooses.
    pub(super) fn read(asked: &Asked, choices: &Choices) -> Result<Self, Fault> {
        let outline = &asked.outline;
        let wrong = |text: &str| Fault::BadRequest(text.to_owned());
        let focus_area = choices.get("focus-area").map(|name| {
            let found = outline.focus_areas.iter().find(|focus_area| focus_area.slug.as_str() == name);
            found
                .map(|focus_area| focus_area.slug.clone())
                .ok_or_else(|| wrong("The plan does not have that focus area."))
        });
        let organisation = choices.get("organisation").map(|name| {
            let found = outline.organisations.iter().find(|organisation| organisation.slug.as_str() == name);
            found.map(|found| found.slug.clone()).ok_or_else(|| wrong("There is no such organisation."))
        });
        let rating = choices.get("rating").map(|word| match word {
            "none" => Ok(None),
            word => Colour::parse(word)
                .map(Some)
                .ok_or_else(|| wrong("There is no such rating. The ratings are red, amber, green and none.")),
        });
        let order = Order::read(choices).map_err(Fault::BadRequest)?;
        let since = choices.get("since").map(|text| {
            // A page that looks back knows of nothing later.
            let until = asked.moment();
            LookingBack::read(text, until).map_err(|_| {
                wrong(
                    "Choose the day of the previous meeting, such as 2019-03-31. It cannot be later than \
                    the date this page shows.",
                )
            })
        });
        Ok(Self {
            focus_area: focus_area.transpose()?,
            organisation: organisation.transpose()?,
            rating: rating.transpose()?,
            find: choices.text("find").trim().to_owned(),
            order,
            since: since.transpose()?,
            since_text: choices.text("since").to_owned(),
        })
    }

    /// Whether anything is left out.
    pub(super) fn is_any(&self) -> bool {
        self.focus_area.is_some()
            || self.organisation.is_some()
            || self.rating.is_some()
            || !self.find.is_empty()
    }

    /// Leaves out of the board what is not asked for. What is left out reveals no rating that the visitor may not see.
    pub(super) fn take<'a>(&self, asked: &Asked, mut sections: Vec<Section<'a>>) -> Vec<Section<'a>> {
        if !self.is_any() {
            return sections;
        }
        sections.retain(|section| {
            self.focus_area.as_ref().is_none_or(|focus_area| section.focus_area.slug == *focus_area)
        });
        for section in &mut sections {
            for group in &mut section.groups {
                group.rows.retain(|row| self.has(asked, row));
            }
            section.groups.retain(|group| !group.rows.is_empty());
        }
        sections.retain(|section| !section.groups.is_empty());
        sections
    }

    fn has(&self, asked: &Asked, row: &Row<'_>) -> bool {
        let colour = row.signals.rating.as_ref().ok().map(|rating| rating.colour);
        let owner = answering(&asked.outline.organisations, &row.indicator.owner, asked.today);
        let is_own = |organisation: &Slug| {
            row.indicator.owner == *organisation || owner.is_some_and(|owner| owner.slug == *organisation)
        };
        let name = row.indicator.name.to_lowercase();
        self.rating.is_none_or(|wanted| wanted == colour)
            && self.organisation.as_ref().is_none_or(is_own)
            && self.find.to_lowercase().split_whitespace().all(|word| name.contains(word))
    }

    /// The board's address with these choices in another order.
    pub(super) fn address(&self, asked: &Asked, moment: Moment<'_>, order: Order) -> String {
        at_moment_with(asked, &path::Board, moment, self.pairs(order))
    }

    /// The address that presents the same, what stands out first where no order is chosen.
    pub(super) fn present(&self, asked: &Asked, moment: Moment<'_>) -> String {
        let order = if self.order == Order::Plan { Order::Exceptions } else { self.order };
        at_moment_with(asked, &path::Present, moment, self.pairs(order))
    }

    /// The pairs of an address with these choices in another order.
    pub(super) fn pairs(&self, order: Order) -> Vec<String> {
        let slug = |slug: &Option<Slug>| slug.as_ref().map(ToString::to_string);
        let direction = match order {
            Order::By(_, Direction::Reversed) => Some("yes".to_owned()),
            _ => None,
        };
        let pairs = [
            ("focus-area", slug(&self.focus_area)),
            ("organisation", slug(&self.organisation)),
            ("rating", self.rating.map(|rating| rating.map_or("none", Colour::as_str).to_owned())),
            ("find", Some(self.find.clone()).filter(|text| !text.is_empty())),
            ("since", Some(self.since_text.clone()).filter(|text| !text.is_empty())),
            ("order", order.word().map(str::to_owned)),
            ("reverse", direction),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some(pair(name, &value?)));
        pairs.collect()
    }

    /// The form that chooses.
    pub(super) fn form(&self, asked: &Asked, moment: Moment<'_>) -> AnyView {
        let outline = &asked.outline;
        let focus_areas =
            outline.focus_areas.iter().map(|focus_area| (focus_area.slug.as_str(), focus_area.name.as_str()));
        // Those that answer now: an organisation that has ended is found under its successor's name, as on the board.
        let answers = |indicator: &Indicator| {
            answering(&outline.organisations, &indicator.owner, asked.today).map(|heir| &heir.slug)
        };
        let own: Vec<_> = outline.indicators.iter().filter_map(answers).collect();
        let organisations =
            outline.organisations.iter().filter(|organisation| own.contains(&&organisation.slug));
        let organisations =
            organisations.map(|organisation| (organisation.slug.as_str(), organisation.name.as_str()));
        let ratings = [("red", "Red"), ("amber", "Amber"), ("green", "Green"), ("none", "Not rated")];
        let rating = self.rating.map_or("", |rating| rating.map_or("none", Colour::as_str));
        let order = self.order.word().unwrap_or_default();
        let orders = [
            ("exceptions", "Exceptions first"),
            ("indicator", "Name"),
            ("latest", "Oldest figure first"),
            ("difference", "Worst compared first"),
            ("change", "Worst change first"),
            ("rating", "Red first"),
            ("variation", "Worst variation first"),
            ("outlook", "Will be missed first"),
        ];
        let slug = |slug: &Option<Slug>| slug.as_ref().map_or(String::new(), ToString::to_string);
        // What the address chooses besides: the year, and the moment or the drafts that the page looks at.
        let hidden = at_moment(asked, &path::Board, moment);
        let hidden = hidden.split_once('?').map_or("", |(_, pairs)| pairs).to_owned();
        let hidden: Vec<_> = form_urlencoded::parse(hidden.as_bytes())
            .map(|(name, value)| view! { <input type="hidden" name=name.into_owned() value=value.into_owned()/> })
            .collect();
        let all =
            self.is_any().then(|| view! { <a href=at_moment(asked, &path::Board, moment)>"Show all"</a> });
        let is_chosen = self.is_any() || self.order != Order::Plan || self.since.is_some();
        view! {
            <details class="board-choose" open=is_chosen>
            <summary>"Filter, order, and what changed"</summary>
            <form method="get" action=path::Board.to_string() class="board-choices" role="search" aria-label="What the board shows">
                {hidden}
                <div class="choice">
                    <label for="find">"Name contains"</label>
                    <input type="search" id="find" name="find" value=self.find.clone()/>
                </div>
                {select("focus-area", "Focus area", "All", &slug(&self.focus_area), focus_areas)}
                {select("organisation", "Organisation", "All", &slug(&self.organisation), organisations)}
                {select("rating", "Rating", "All", rating, ratings.into_iter())}
                {select("order", "Order", "The plan's", order, orders.into_iter())}
                <div class="choice">
                    <label for="since">"Changed since"</label>
                    <input type="date" id="since" name="since" value=self.since_text.clone() max=asked.today.to_string()/>
                </div>
                <button type="submit" class="button second">"Show"</button>
                {all}
            </form>
            </details>
        }
        .into_any()
    }
}

fn select<'a>(
    name: &'static str,
    label: &'static str,
    none: &'static str,
    chosen: &str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
) -> AnyView {
    let options: Vec<_> = options
        .map(|(value, label)| {
            view! { <option value=value.to_owned() selected=value == chosen>{label.to_owned()}</option> }
        })
        .collect();
    view! {
        <div class="choice">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{none}</option> {options}</select>
        </div>
    }
    .into_any()
}
