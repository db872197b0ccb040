//! A document as a page prints it: the same blocks that its PDF is set from, with what was revised since beside them.

use crate::{
    ask::{fault::Fault, named::missing},
    shell::markdown,
};
use charts::{RatingIcon, rating_icon};
use documents::since::Revised;
use domain::{
    document::{Block, Cell, Document, Mark, Section, Set, Sign, Table},
    london,
    pack::Kept,
};
use leptos::prelude::*;
use storage::frozen::Frozen;

/// What is printed beside a document.
#[derive(Clone, Copy)]
pub(crate) struct Beside<'a> {
    /// Its figures.
    pub(crate) figures: &'a [Kept],
    /// For each of them what was revised since.
    pub(crate) revised: &'a [Option<Revised>],
}

impl Beside<'_> {
    /// Nothing: as it was given.
    pub(crate) const NOTHING: Beside<'static> = Beside { figures: &[], revised: &[] };

    fn of(&self, cell: &Cell) -> Option<(&Kept, &Revised)> {
        let place = cell.figure?;
        self.figures.get(place).zip(self.revised.get(place)?.as_ref())
    }
}

/// A document: its sections with a list of them. Its title is printed by the page around it.
pub(crate) fn document(document: &Document, beside: Beside<'_>) -> AnyView {
    let contents: Vec<_> = document
        .sections
        .iter()
        .map(|section| view! { <li><a href=format!("#{}", section.id)>{section.heading.clone()}</a></li> })
        .collect();
    let sections: Vec<_> =
        document.sections.iter().map(|section| self::section(section, beside, Level::Top)).collect();
    let cautions: Vec<_> =
        document.cautions.iter().map(|caution| view! { <p class="aside">{caution.clone()}</p> }).collect();
    view! {
        <article class="document">
            <p class="kind">{document.subtitle.clone()}</p>
            {cautions}
            <p class="aside">{document.as_at.clone()}</p>
            <nav class="contents" aria-label="Contents"><ol>{contents}</ol></nav>
            {sections}
        </article>
    }
    .into_any()
}

/// That a text was redacted in a frozen document, where one was: what is missing, and since when.
pub(crate) fn redacted(frozen: &Frozen) -> Option<AnyView> {
    let day = london::day_said(frozen.redacted?);
    let said = format!(
        "On {day} a text that named a child was removed from this page, for good. [removed] is in its place, and all else is as it was frozen. \
         Its PDF and workbook, which had it, were removed too."
    );
    Some(view! { <div class="notice" role="note"><p>{said}</p></div> }.into_any())
}

/// Why a file of a frozen document is not there.
pub(crate) fn no_file(frozen: &Frozen) -> Fault {
    match frozen.redacted {
        Some(moment) => Fault::Gone(format!(
            "This file was removed on {}, because it had a text that named a child. The page that it was made of is still there, without the text.",
            london::day_said(moment)
        )),
        None => missing("file"),
    }
}

/// The depth of a section.
#[derive(Clone, Copy)]
enum Level {
    Top,
    Part,
}

fn section(of: &Section, beside: Beside<'_>, level: Level) -> AnyView {
    let heading = of.heading.clone();
    let heading = match level {
        Level::Top => view! { <h2 id=of.id.clone()>{heading}</h2> }.into_any(),
        Level::Part => view! { <h3 id=of.id.clone()>{heading}</h3> }.into_any(),
    };
    let blocks: Vec<_> = of.blocks.iter().map(|block| self::block(block, beside)).collect();
    let parts: Vec<_> = of.parts.iter().map(|part| section(part, beside, Level::Part)).collect();
    let class = match level {
        Level::Top => "document-section",
        Level::Part => "document-part",
    };
    // Parts of several sections are called alike, so that only sections are landmarks.
    let named = match level {
        Level::Top => Some(of.id.clone()),
        Level::Part => None,
    };
    view! {
        <section class=class aria-labelledby=named>
            {heading}
            {changed(of, beside)}
            {blocks}
            {parts}
        </section>
    }
    .into_any()
}

/// What was revised since of the figures that a section prints.
fn changed(of: &Section, beside: Beside<'_>) -> Option<AnyView> {
    let mut places = Vec::new();
    for block in &of.blocks {
        let Block::Table(table) = block else { continue };
        let cells = table.rows.iter().flatten().filter(|cell| beside.of(cell).is_some());
        places.extend(cells.filter_map(|cell| cell.figure));
    }
    places.sort_unstable();
    places.dedup();
    let items: Vec<_> = places
        .into_iter()
        .filter_map(|place| beside.figures.get(place).zip(beside.revised.get(place)?.as_ref()))
        .map(|(kept, revised)| view! { <li>{revised.sentence(kept)}</li> })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="stale revised"><p><strong>"Revised since the board saw it"</strong></p> <ul>{items}</ul></div>
        }
        .into_any()
    })
}

fn block(of: &Block, beside: Beside<'_>) -> AnyView {
    match of {
        Block::Words(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Block::Finding(text) => view! { <p class="sentence">{text.clone()}</p> }.into_any(),
        Block::Aside(text) => view! { <p class="aside">{text.clone()}</p> }.into_any(),
        Block::Told { title, markdown } => {
            let html = markdown::to_html(markdown);
            view! { <dl class="told"><dt>{title.clone()}</dt> <dd inner_html=html></dd></dl> }.into_any()
        }
        Block::List(items) => {
            let items: Vec<_> = items.iter().map(|item| view! { <li>{item.clone()}</li> }).collect();
            view! { <ul>{items}</ul> }.into_any()
        }
        Block::Facts(pairs) => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(name, said)| view! { <dt>{name.clone()}</dt> <dd>{said.clone()}</dd> })
                .collect();
            view! { <dl class="in-words">{pairs}</dl> }.into_any()
        }
        Block::Marks(marks) => {
            let marks: Vec<_> = marks.iter().map(mark).collect();
            view! { <p class="panel-signals">{marks}</p> }.into_any()
        }
        Block::Table(table) => self::table(table, beside),
        Block::Chart { svg, text } => {
            let described = text.clone();
            view! {
                <figure class="drawn">
                    <div
                        class="drawing"
                        tabindex="0"
                        role="group"
                        aria-label="Chart (scrollable)"
                        inner_html=svg.clone()
                    ></div>
                    <figcaption><p>{described}</p></figcaption>
                </figure>
            }
            .into_any()
        }
    }
}

fn mark(of: &Mark) -> AnyView {
    view! { <span class="signal">{sign(of.sign)} <span>{of.word.clone()}</span></span> }.into_any()
}

/// A sign, which is printed beside its word.
fn sign(of: Sign) -> Option<AnyView> {
    let icon = match of {
        Sign::Green => rating_icon(RatingIcon::Green, ""),
        Sign::Amber => rating_icon(RatingIcon::Amber, ""),
        Sign::Red => rating_icon(RatingIcon::Red, ""),
        Sign::Better => {
            return Some(view! { <span class="merit better" aria-hidden="true">"✓"</span> }.into_any());
        }
        Sign::Worse => {
            return Some(view! { <span class="merit worse" aria-hidden="true">"✗"</span> }.into_any());
        }
        Sign::None => return None,
    };
    Some(view! { <span class="signal-icon" inner_html=icon></span> }.into_any())
}

fn table(of: &Table, beside: Beside<'_>) -> AnyView {
    let class = |place: usize| match of.columns.get(place).map(|column| column.set) {
        Some(Set::Figures) => "figure",
        _ => "",
    };
    let heads: Vec<_> = of
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| view! { <th scope="col" class=class(place)>{column.head.clone()}</th> })
        .collect();
    let rows: Vec<_> = of
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = row
                .iter()
                .enumerate()
                .map(|(place, cell)| {
                    let said = inside(cell, beside);
                    match place {
                        0 => view! { <th scope="row">{said}</th> }.into_any(),
                        _ => view! { <td class=class(place)>{said}</td> }.into_any(),
                    }
                })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    let label = of.caption.clone();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=label>
            <table class="figures">
                <caption>{of.caption.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn inside(cell: &Cell, beside: Beside<'_>) -> AnyView {
    let sign = cell.sign.and_then(sign);
    let revised = beside.of(cell).map(|(_, revised)| {
        let to = revised.to.clone().unwrap_or_else(|| "withdrawn".to_owned());
        view! { <span class="note-beside revised">{format!("revised since: {to}")}</span> }
    });
    view! { {sign.map(|sign| view! { {sign} " " })} {unbroken(&cell.text)} {revised} }.into_any()
}

/// A cell's text, in which no year such as 2017-18 breaks at its hyphen, as a browser would where it is narrow. A period stays whole.
fn unbroken(text: &str) -> AnyView {
    if !has_year(text) {
        return text.to_owned().into_any();
    }
    if text.chars().count() <= LONGEST_WHOLE {
        return view! { <span class="whole">{text.to_owned()}</span> }.into_any();
    }
    let mut said = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(' ') {
        // A long word, such as an address with a year in it, would run off the sheet.
        if !has_year(word) || word.chars().count() > LONGEST_WHOLE {
            plain.push_str(word);
            continue;
        }
        let year = word.trim_end();
        said.push(std::mem::take(&mut plain).into_any());
        said.push(view! { <span class="whole">{year.to_owned()}</span> }.into_any());
        plain.push_str(&word[year.len()..]);
    }
    said.push(plain.into_any());
    said.into_any()
}

/// The most characters that are kept on one line: enough for `(2020-21–2024-25)`.
const LONGEST_WHOLE: usize = 18;

fn has_year(text: &str) -> bool {
    text.as_bytes().windows(3).any(|three| matches!(three, [b'0'..=b'9', b'-', b'0'..=b'9']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_kept_whole_and_no_text_is_lost() {
        let html = |text: &str| unbroken(text).to_html().replace("<!>", "");
        assert_eq!(html("200 to 260 (2020-21 Q1)"), "200 to 260 <span class=\"whole\">(2020-21</span> Q1)");
        assert_eq!(html("2020-21 Q1"), "<span class=\"whole\">2020-21 Q1</span>");
        assert_eq!(html("5.39 (2018/19)"), "5.39 (2018/19)");
        assert_eq!(html("-"), "-");
        let address = "https://example.org/reports-2018-19 (2018-19)";
        assert_eq!(
            html(address),
            "https://example.org/reports-2018-19 <span class=\"whole\">(2018-19)</span> "
        );
    }
}
