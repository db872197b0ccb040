//! The fields of one section, read one by one; a fault is noted with its position, and reading goes on.

use super::{Fault, SectionAudience};
use crate::{entry, slug::Slug};
use chrono::NaiveDate;
use std::cell::RefCell;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A file being read, and the faults found so far.
pub(super) struct Reader<'t> {
    text: &'t str,
    faults: RefCell<Vec<(usize, String)>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, faults: RefCell::default() }
    }

    /// The file as TOML; if it is not valid TOML, what could be read of it.
    pub(super) fn parse(&self) -> Spanned<DeTable<'t>> {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            self.fault(error.span().map_or(0, |span| span.start), format!("not TOML: {}", error.message()));
        }
        root
    }

    /// Notes a fault at a place in the text, given in bytes.
    pub(super) fn fault(&self, at: usize, message: impl Into<String>) {
        self.faults.borrow_mut().push((at, message.into()));
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        let mut found = self.faults.into_inner();
        found.sort();
        found.dedup();
        let line_starts: Vec<usize> =
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(newline, _)| newline + 1)).collect();
        found.into_iter().map(|(at, message)| place(self.text, &line_starts, at, message)).collect()
    }
}

fn place(text: &str, line_starts: &[usize], at: usize, message: String) -> Fault {
    let line = line_starts.partition_point(|start| *start <= at).max(1);
    let start = line_starts.get(line - 1).copied().unwrap_or(0);
    let column = text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
    Fault { line, column, message }
}

/// One section: a table whose fields are taken one by one, so that those left over are known to be unknown.
pub(super) struct Fields<'a> {
    reader: &'a Reader<'a>,
    table: &'a DeTable<'a>,
    name: &'static str,
    at: usize,
    known: Vec<&'static str>,
}

/// A value and its position.
#[derive(Clone, Copy)]
pub(super) struct At<T> {
    pub(super) at: usize,
    pub(super) value: T,
}

impl<'a> Fields<'a> {
    pub(super) fn of_root(reader: &'a Reader<'a>, table: &'a DeTable<'a>) -> Self {
        Self { reader, table, name: "file", at: 0, known: Vec::new() }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn fault(&self, at: usize, message: impl Into<String>) {
        self.reader.fault(at, message);
    }

    /// Notes every field that was not taken. Called last.
    pub(super) fn finish(&self) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.known.contains(&name) {
                let known = self.known.join(", ");
                let shown: String = name.chars().take(40).collect();
                let message = format!("\"{shown}\" is not a key of [{}]: its keys are {known}", self.name);
                self.reader.fault(key.span().start, message);
            }
        }
    }

    fn optional(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.get(key)
    }

    fn required(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.optional(key);
        if value.is_none() {
            self.reader.fault(self.at, format!("\"{key}\" is missing from [{}]", self.name));
        }
        value
    }

    fn wrong<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        };
        self.reader.fault(value.span().start, format!("\"{key}\" should be {wanted}, not {found}"));
        None
    }

    /// The one section with a name.
    pub(super) fn section(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let value = self.required(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(key, table, value.span().start)),
            _ => self.wrong(key, value, "a section"),
        }
    }

    /// The sections with a name, none or many: `[[name]]`.
    pub(super) fn sections(&mut self, key: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.optional(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong(key, value, "a list of sections, each headed [[...]]").unwrap_or_default();
        };
        let mut sections = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => sections.push(self.inner(key, table, item.span().start)),
                _ => self.wrong(key, item, "a section").unwrap_or_default(),
            }
        }
        sections
    }

    /// The section with a name, if it is there: `name = { ... }`.
    pub(super) fn optional_section(&mut self, key: &'static str) -> Result<Option<Fields<'a>>, Faulty> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(self.inner(key, table, value.span().start))),
            _ => self.wrong(key, value, "a section in braces").ok_or(Faulty),
        }
    }

    fn inner(&self, name: &'static str, table: &'a DeTable<'a>, at: usize) -> Fields<'a> {
        Fields { reader: self.reader, table, name, at, known: Vec::new() }
    }

    fn as_text(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<At<&'a str>> {
        let DeValue::String(text) = value.get_ref() else { return self.wrong(key, value, "text in quotes") };
        let at = value.span().start;
        if !text.chars().any(char::is_alphanumeric) {
            self.reader.fault(at, format!("\"{key}\" is empty"));
            return None;
        }
        if !entry::is_printable(text) {
            self.reader.fault(at, format!("\"{key}\" contains a character we cannot read"));
            return None;
        }
        Some(At { at, value: text })
    }

    /// A required text.
    pub(super) fn text(&mut self, key: &'static str) -> Option<At<&'a str>> {
        let value = self.required(key)?;
        self.as_text(key, value)
    }

    /// An optional text. `Err` when it is there and wrong.
    pub(super) fn optional_text(&mut self, key: &'static str) -> Result<Option<At<&'a str>>, Faulty> {
        match self.optional(key) {
            None => Ok(None),
            Some(value) => self.as_text(key, value).map(Some).ok_or(Faulty),
        }
    }

    /// A list of texts; empty if the field is absent.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Vec<At<&'a str>>> {
        let Some(value) = self.optional(key) else { return Some(Vec::new()) };
        let DeValue::Array(items) = value.get_ref() else { return self.wrong(key, value, "a list of texts") };
        let texts: Vec<_> = items.iter().map(|item| self.as_text(key, item)).collect();
        texts.into_iter().collect()
    }

    /// A short name.
    pub(super) fn slug(&mut self, key: &'static str) -> Option<At<Slug>> {
        let text = self.text(key)?;
        self.checked(text, Slug::new)
    }

    /// A text that a function parses; its error is the fault.
    pub(super) fn checked<T, E: std::fmt::Display>(
        &self,
        text: At<&str>,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Option<At<T>> {
        match read(text.value) {
            Ok(value) => Some(At { at: text.at, value }),
            Err(error) => {
                self.reader.fault(text.at, error.to_string());
                None
            }
        }
    }

    /// A word of a closed list.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &'static [T],
        as_str: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(key)?;
        self.one_of(key, text, all, as_str)
    }

    /// An optional word of a closed list.
    pub(super) fn optional_word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &'static [T],
        as_str: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, Faulty> {
        match self.optional_text(key)? {
            None => Ok(None),
            Some(text) => self.one_of(key, text, all, as_str).map(Some).ok_or(Faulty),
        }
    }

    /// The audience of the section: everybody by default. `None` if it is given wrongly.
    pub(super) fn told(&mut self) -> Option<SectionAudience> {
        let told = self.optional_word("told", SectionAudience::ALL, SectionAudience::as_str).ok()?;
        Some(told.unwrap_or(SectionAudience::Everybody))
    }

    /// An optional yes or no, written true or false without quotes.
    pub(super) fn optional_truth(&mut self, key: &'static str) -> Result<Option<bool>, Faulty> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Boolean(truth) => Ok(Some(*truth)),
            _ => self.wrong(key, value, "true or false, without quotes").ok_or(Faulty),
        }
    }

    /// The word of a closed list in a text.
    pub(super) fn one_of<T: Copy>(
        &self,
        key: &str,
        text: At<&str>,
        all: &'static [T],
        as_str: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let found = all.iter().copied().find(|word| as_str(*word) == text.value);
        if found.is_none() {
            let words: Vec<_> = all.iter().map(|word| as_str(*word)).collect();
            let shown: String = text.value.chars().take(40).collect();
            self.reader.fault(
                text.at,
                format!("\"{shown}\" is not a valid {key}: write one of {}", words.join(", ")),
            );
        }
        found
    }

    /// A required day, written 2018-04-01 without quotes.
    pub(super) fn date(&mut self, key: &'static str) -> Option<At<NaiveDate>> {
        let value = self.required(key)?;
        self.as_date(key, value)
    }

    /// An optional day.
    pub(super) fn optional_date(&mut self, key: &'static str) -> Result<Option<At<NaiveDate>>, Faulty> {
        match self.optional(key) {
            None => Ok(None),
            Some(value) => self.as_date(key, value).map(Some).ok_or(Faulty),
        }
    }

    fn as_date(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<NaiveDate>> {
        let wanted = "a day without quotes, such as 2018-04-01";
        let DeValue::Datetime(datetime) = value.get_ref() else { return self.wrong(key, value, wanted) };
        let day = match (datetime.date, datetime.time) {
            (Some(date), None) => {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }
            _ => None,
        };
        match day {
            Some(value_day) => Some(At { at: value.span().start, value: value_day }),
            None => self.wrong(key, value, wanted),
        }
    }

    /// An optional whole number within bounds.
    pub(super) fn optional_whole(&mut self, key: &'static str, most: u32) -> Result<Option<At<u32>>, Faulty> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let at = value.span().start;
        if let DeValue::Integer(integer) = value.get_ref()
            && let Ok(number) = u32::from_str_radix(integer.as_str(), integer.radix())
            && number <= most
        {
            return Ok(Some(At { at, value: number }));
        }
        let _: Option<()> = self.wrong(key, value, &format!("a whole number from 0 to {most}"));
        Err(Faulty)
    }

    /// An optional number, as the TOML wrote it: digits, never text.
    pub(super) fn optional_number(&mut self, key: &'static str) -> Result<Option<At<f64>>, Faulty> {
        match self.optional(key) {
            None => Ok(None),
            Some(value) => self.as_number(key, value).map(Some).ok_or(Faulty),
        }
    }

    pub(super) fn as_number(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<f64>> {
        let number = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse::<f64>().ok(),
            _ => return self.wrong(key, value, "a number without quotes"),
        };
        match number.filter(|number| number.is_finite()) {
            Some(number) => Some(At { at: value.span().start, value: number }),
            None => self.wrong(key, value, "a finite number"),
        }
    }

    /// Every field with its key: for sections whose keys are data.
    pub(super) fn entries(&self) -> impl Iterator<Item = (At<&'a str>, &'a Spanned<DeValue<'a>>)> {
        self.table
            .iter()
            .map(|(key, value)| (At { at: key.span().start, value: key.get_ref().as_ref() }, value))
    }

    /// A value as a section, if it is one.
    pub(super) fn as_section(
        &self,
        name: &'static str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Option<Fields<'a>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(name, table, value.span().start)),
            _ => None,
        }
    }

    /// A text of this section as written, without a fault if it is missing or wrong.
    pub(super) fn peek(&self, key: &str) -> Option<At<&'a str>> {
        let value = self.table.get(key)?;
        Some(At { at: value.span().start, value: value.get_ref().as_str()? })
    }
}

/// A field that is there and wrong; its fault is noted.
#[derive(Debug)]
pub(super) struct Faulty;
