//! The types that a column may have, and how each is bound and read in both engines.

use super::{Bound, Row};
use crate::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access, action, area, area::AreaCode, change_note, claim, figure, frozen, indicator, judgement,
    money::Money, narrative, period, plan, priority_rating, rating, returns, review, series::Breakdown,
    slug::Slug, source::Source,
};

/// A value for a statement.
pub(crate) trait Value: Sync {
    /// Adds it after the values that a statement has already.
    fn bind(&self, to: &mut Bound);

    /// Its text in the audit; `None` where there is none.
    fn text(&self) -> Option<String>;
}

impl Bound {
    /// The same with more values.
    pub(crate) fn with(mut self, values: &[&dyn Value]) -> Self {
        values.iter().for_each(|value| value.bind(&mut self));
        self
    }
}

/// A type of columns, with or without an `Option` around it.
pub(crate) trait Column: Value + Sized {
    /// The value in a column of a row. `what` names the row in an error.
    fn read(row: &Row, place: usize, what: &'static str) -> Result<Self, Error>;
}

/// A value in a column that may be empty.
pub(crate) trait Held: Sync + Sized {
    /// Adds it, or NULL, after the values that a statement has already.
    fn bind_held(held: Option<&Self>, to: &mut Bound);

    /// The value in a column of a row, if it has one.
    fn read_held(row: &Row, place: usize, what: &'static str) -> Result<Option<Self>, Error>;

    /// Its text in the audit.
    fn print(&self) -> String;
}

impl<C: Held> Value for C {
    fn bind(&self, to: &mut Bound) {
        C::bind_held(Some(self), to);
    }

    fn text(&self) -> Option<String> {
        Some(self.print())
    }
}

impl<C: Held> Column for C {
    fn read(row: &Row, place: usize, what: &'static str) -> Result<Self, Error> {
        C::read_held(row, place, what)?.ok_or_else(|| Error::unreadable(what, "nothing"))
    }
}

impl<C: Held> Value for Option<C> {
    fn bind(&self, to: &mut Bound) {
        C::bind_held(self.as_ref(), to);
    }

    fn text(&self) -> Option<String> {
        self.as_ref().map(C::print)
    }
}

impl<C: Held> Column for Option<C> {
    fn read(row: &Row, place: usize, what: &'static str) -> Result<Self, Error> {
        C::read_held(row, place, what)
    }
}

impl Value for &str {
    fn bind(&self, to: &mut Bound) {
        to.text(Some(self));
    }

    fn text(&self) -> Option<String> {
        Some((*self).to_owned())
    }
}

impl Value for Option<&str> {
    fn bind(&self, to: &mut Bound) {
        to.text(*self);
    }

    fn text(&self) -> Option<String> {
        self.map(str::to_owned)
    }
}

impl Value for &[u8] {
    fn bind(&self, to: &mut Bound) {
        to.bytes(Some(self));
    }

    fn text(&self) -> Option<String> {
        Some(format!("{} bytes", self.len()))
    }
}

impl Value for Option<&[u8]> {
    fn bind(&self, to: &mut Bound) {
        to.bytes(*self);
    }

    fn text(&self) -> Option<String> {
        self.map(|bytes| format!("{} bytes", bytes.len()))
    }
}

/// A moment, in tables that keep no versions.
impl Value for DateTime<Utc> {
    fn bind(&self, to: &mut Bound) {
        to.moment(Some(*self));
    }

    fn text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Held for i64 {
    fn bind_held(held: Option<&Self>, to: &mut Bound) {
        to.whole(held.copied());
    }

    fn read_held(row: &Row, place: usize, _: &'static str) -> Result<Option<Self>, Error> {
        Ok(row.whole(place)?)
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// Types kept as whole numbers.
macro_rules! held_as_whole {
    ($($type:ty),+) => { $(
        impl Held for $type {
            fn bind_held(held: Option<&Self>, to: &mut Bound) {
                to.whole(held.map(|number| i64::from(*number)));
            }

            fn read_held(row: &Row, place: usize, what: &'static str) -> Result<Option<Self>, Error> {
                let Some(number) = row.whole(place)? else { return Ok(None) };
                Self::try_from(number).map(Some).map_err(|_| Error::unreadable(what, number))
            }

            fn print(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}
held_as_whole!(u8, u16, u32);

impl Held for f64 {
    fn bind_held(held: Option<&Self>, to: &mut Bound) {
        to.real(held.copied());
    }

    fn read_held(row: &Row, place: usize, _: &'static str) -> Result<Option<Self>, Error> {
        Ok(row.real(place)?)
    }

    fn print(&self) -> String {
        // Zero has one form, as in the record.
        (self + 0.0).to_string()
    }
}

impl Held for NaiveDate {
    fn bind_held(held: Option<&Self>, to: &mut Bound) {
        to.day(held.copied());
    }

    fn read_held(row: &Row, place: usize, _: &'static str) -> Result<Option<Self>, Error> {
        Ok(row.day(place)?)
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// Money is kept in pence and printed in pounds.
impl Held for Money {
    fn bind_held(held: Option<&Self>, to: &mut Bound) {
        to.whole(held.map(|money| money.pence()));
    }

    fn read_held(row: &Row, place: usize, what: &'static str) -> Result<Option<Self>, Error> {
        let Some(pence) = row.whole(place)? else { return Ok(None) };
        Self::of_pence(pence).map(Some).ok_or_else(|| Error::unreadable(what, pence))
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

impl Held for String {
    fn bind_held(held: Option<&Self>, to: &mut Bound) {
        to.text(held.map(Self::as_str));
    }

    fn read_held(row: &Row, place: usize, _: &'static str) -> Result<Option<Self>, Error> {
        Ok(row.text(place)?.map(str::to_owned))
    }

    fn print(&self) -> String {
        self.clone()
    }
}

/// Types kept as text: the type, how it is written, how it is read.
macro_rules! held_as_text {
    ($($type:ty: $write:expr, $read:expr;)+) => { $(
        impl Held for $type {
            fn bind_held(held: Option<&Self>, to: &mut Bound) {
                let write: fn(&Self) -> std::borrow::Cow<'_, str> = $write;
                to.text(held.map(write).as_deref());
            }

            fn read_held(row: &Row, place: usize, what: &'static str) -> Result<Option<Self>, Error> {
                let Some(text) = row.text(place)? else { return Ok(None) };
                let read: fn(&str) -> Option<Self> = $read;
                read(text).map(Some).ok_or_else(|| Error::unreadable(what, text))
            }

            fn print(&self) -> String {
                let write: fn(&Self) -> std::borrow::Cow<'_, str> = $write;
                write(self).into_owned()
            }
        }
    )+ };
}

held_as_text! {
    Slug: |slug| slug.as_str().into(), |text| Slug::new(text).ok();
    AreaCode: |code| code.as_str().into(), |text| AreaCode::new(text).ok();
    Breakdown: |breakdown| breakdown.to_string().into(), Breakdown::parse;
    Vec<Slug>: |slugs| spaced(slugs.iter().map(Slug::as_str)).into(), |text| each(text, |word| Slug::new(word).ok());
    Vec<AreaCode>: |codes| spaced(codes.iter().map(AreaCode::as_str)).into(), |text| each(text, |word| AreaCode::new(word).ok());
    NameOrNone: |name| name.as_str().into(), NameOrNone::read;
}

/// Words of the field, each kept as it is spelled.
macro_rules! held_as_word {
    ($($type:path),+ $(,)?) => { held_as_text! { $($type: |word| word.as_str().into(), <$type>::parse;)+ } };
}

held_as_word!(
    access::Role,
    action::State,
    area::Level,
    change_note::Effect,
    change_note::Kind,
    claim::Word,
    figure::Absence,
    figure::Approval,
    figure::Origin,
    figure::Status,
    frozen::Kind,
    indicator::Basis,
    indicator::Polarity,
    indicator::Timing,
    judgement::Mark,
    narrative::Stage,
    period::Kind,
    plan::Nature,
    priority_rating::Outlook,
    rating::Colour,
    returns::State,
    review::Course,
    Source,
);

/// Words separated by spaces.
fn spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// Reads each of some words separated by spaces.
fn each<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split_whitespace().map(read).collect()
}

/// A name, or none, kept as an empty text: a part of a key cannot be NULL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameOrNone(pub(crate) Option<Slug>);

impl NameOrNone {
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_ref().map_or("", Slug::as_str)
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(Self(None)) } else { Slug::new(text).ok().map(|name| Self(Some(name))) }
    }
}

impl From<&Slug> for NameOrNone {
    fn from(name: &Slug) -> Self {
        Self(Some(name.clone()))
    }
}

impl From<Option<&Slug>> for NameOrNone {
    fn from(name: Option<&Slug>) -> Self {
        Self(name.cloned())
    }
}
