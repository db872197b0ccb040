use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A page as one visitor sees it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The address.
    pub address: String,
    /// Who looks.
    pub visitor: String,
    /// The number of the moment, or `now`.
    pub moment: String,
}

/// What is held: symbols (`[c]`), numbers (`3011`) and texts (`text:41`); or, of an answer that is no page, its status (`404`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// What a page or file holds.
    Content(BTreeSet<String>),
    /// The answer's status.
    Status(String),
}

/// What goes and what comes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// What was held before and is no more.
    pub gone: BTreeSet<String>,
    /// What is held now and was not.
    pub come: BTreeSet<String>,
    /// The answers' statuses, where they differ or one of the two is missing.
    pub answer: Option<(String, String)>,
}

/// What every page holds, by the lines of `pages.txt`.
#[derive(Debug, Default)]
pub struct Pages {
    held: BTreeMap<Place, (usize, Held)>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of the {} at moment {}", self.address, self.visitor, self.moment)
    }
}

impl Difference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The texts among what goes and comes.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.gone.iter().chain(&self.come).map(String::as_str).filter(|token| token.starts_with("text:"))
    }

    /// Takes another difference out of this one. What of it is not here comes back, with its sign.
    pub(super) fn take(&mut self, other: &Self) -> Vec<String> {
        let mut missing = Vec::new();
        for (sign, own, others) in [("-", &mut self.gone, &other.gone), ("+", &mut self.come, &other.come)] {
            missing.extend(
                others.iter().filter(|token| !own.remove(*token)).map(|token| format!("{sign}{token}")),
            );
        }
        missing
    }
}

impl Pages {
    /// From lines as `pages.txt` has them.
    ///
    /// # Panics
    /// When one of them is none.
    #[must_use]
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut held = BTreeMap::new();
        for (at, line) in lines.into_iter().enumerate() {
            let cells: Vec<_> = line.split('\t').collect();
            let (address, visitor, moments, content) = match cells[..] {
                [address, visitor, moments, status] => {
                    (address, visitor, moments, Held::Status(status.to_owned()))
                }
                [address, visitor, moments, symbols, numbers, texts] => {
                    let plain = symbols.split(' ').chain(numbers.split(' ')).map(str::to_owned);
                    let texts = texts.split(' ').filter(|text| !text.is_empty());
                    let tokens = plain.filter(|token| !token.is_empty());
                    let tokens = tokens.chain(texts.map(|text| format!("text:{text}"))).collect();
                    (address, visitor, moments, Held::Content(tokens))
                }
                _ => panic!("line {} is no line of pages: {line}", at + 1),
            };
            for moment in moments.split(' ') {
                let place = Place {
                    address: address.to_owned(),
                    visitor: visitor.to_owned(),
                    moment: moment.to_owned(),
                };
                let before = held.insert(place, (at + 1, content.clone()));
                assert!(before.is_none(), "line {} says again what a page held: {line}", at + 1);
            }
        }
        Self { held }
    }

    /// What differs, place by place.
    pub(super) fn differences(&self, is: &Self) -> BTreeMap<Place, Difference> {
        let places: BTreeSet<_> = self.held.keys().chain(is.held.keys()).collect();
        let both = places.into_iter().map(|place| (place.clone(), self.difference(is, place)));
        both.filter(|(_, difference)| !difference.is_empty()).collect()
    }

    fn difference(&self, is: &Self, place: &Place) -> Difference {
        match (self.held(place), is.held(place)) {
            (Some(Held::Content(was)), Some(Held::Content(is))) => Difference {
                gone: was.difference(is).cloned().collect(),
                come: is.difference(was).cloned().collect(),
                answer: None,
            },
            (was, now) if was == now => Difference::default(),
            _ => Difference { answer: Some((self.said(place), is.said(place))), ..Difference::default() },
        }
    }

    fn held(&self, place: &Place) -> Option<&Held> {
        self.held.get(place).map(|(_, held)| held)
    }

    /// The line that says what a place holds.
    pub(super) fn line(&self, place: &Place) -> Option<usize> {
        self.held.get(place).map(|(line, _)| *line)
    }

    /// What a place holds, for people.
    pub(super) fn said(&self, place: &Place) -> String {
        match self.held(place) {
            Some(Held::Content(tokens)) => tokens.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
            Some(Held::Status(status)) => format!("status {status}"),
            None => "nothing".to_owned(),
        }
    }

    /// Whether something is held anywhere by the same visitor at the same moment, at an address that `is_asked` picks.
    pub(super) fn holds(&self, place: &Place, token: &str, is_asked: impl Fn(&str) -> bool) -> bool {
        self.held.iter().any(|(other, (_, held))| {
            other.visitor == place.visitor
                && other.moment == place.moment
                && is_asked(&other.address)
                && matches!(held, Held::Content(tokens) if tokens.contains(token))
        })
    }
}
