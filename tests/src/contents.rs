//! What a page or file holds that comes from people and not from the program: their texts, the numbers of the record, and
//! the symbols of what is missing. How the program words and lays it out makes no difference here.

use std::collections::BTreeSet;

/// What is looked for.
pub struct Known {
    /// The texts, and each without its white space.
    texts: Vec<(String, String)>,
    numbers: BTreeSet<String>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Texts, by their places among those that are known.
    pub texts: BTreeSet<usize>,
    /// Numbers, without thousands separators.
    pub numbers: BTreeSet<String>,
    /// Symbols of absences and statuses, such as `[c]`.
    pub symbols: BTreeSet<String>,
}

impl Known {
    /// From one text a line and one number a line.
    #[must_use]
    pub fn new(texts: &str, numbers: &str) -> Self {
        let texts = texts.lines().map(|text| (text.to_owned(), dense(text))).collect();
        Self { texts, numbers: numbers.lines().filter_map(plain_number).collect() }
    }

    /// The text of a place.
    #[must_use]
    pub fn text(&self, place: usize) -> &str {
        self.texts.get(place).map_or("", |(text, _)| text)
    }

    /// What a text holds of it.
    #[must_use]
    pub fn found(&self, text: &str) -> Found {
        let without_space = dense(text);
        let is_there = |(place, (_, dense)): (usize, &(String, String))| {
            without_space.contains(dense.as_str()).then_some(place)
        };
        Found {
            texts: self.texts.iter().enumerate().filter_map(is_there).collect(),
            numbers: numbers(text).filter(|number| self.numbers.contains(number)).collect(),
            symbols: symbols(text),
        }
    }
}

/// The numbers of a text, as [`plain_number`] has them.
fn numbers(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    text.split(move |letter| !is_part(letter)).filter_map(|part| plain_number(part.trim_matches([',', '.'])))
}

/// A number without thousands separators and final noughts; nothing for what is not a number.
fn plain_number(text: &str) -> Option<String> {
    text.replace(',', "").parse::<f64>().ok().map(|number| number.to_string())
}

/// The text in square brackets, where it is short: `[c]`, `[low]`.
fn symbols(text: &str) -> BTreeSet<String> {
    let inner = text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(inner, _)| inner);
    inner
        .filter(|inner| (1..=3).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map(|inner| format!("[{inner}]"))
        .collect()
}

/// Without any white space, so that line breaks and tags make no difference.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of a page's main part, with what its boxes hold: without drawings, which have the same numbers as the text.
#[must_use]
pub fn of_page(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut text = String::new();
    let mut rest = main;
    while let Some((before, from)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let hidden = ["svg", "script", "style", "template"].into_iter().find(|name| from.starts_with(name));
        if let Some(name) = hidden {
            rest = from.split_once(&format!("</{name}>")).map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = from.split_once('>').unwrap_or((from, ""));
        if tag.starts_with("input") && !tag.contains("type=\"hidden\"") {
            let value = tag.split_once(" value=\"").and_then(|(_, value)| value.split_once('"'));
            text.push_str(value.map_or("", |(value, _)| value));
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    without_entities(&text)
}

/// Letters in place of the entities that pages and workbooks write.
#[must_use]
pub fn without_entities(text: &str) -> String {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
    ];
    known
        .iter()
        .fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
        .replace("&amp;", "&")
}
