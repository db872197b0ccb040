//! The widths of a table's columns: as wide as their texts where there is room, else according to the length of their texts.

use crate::{letters::Printer, world::Case};
use domain::document::{Cell, Set, Table};

/// A word longer than this may break between any two letters, because it would leave its column otherwise. The first limit
/// for which there is room is used; the last is for tables with more columns than a page is made for.
const LONGEST: [usize; 4] = [20, 12, 6, 3];
/// The most that a cell asks for, however long its text.
const MOST: f64 = 60.0;
/// A cell no wider than this stays on one line where there is room: a date, a period.
const SHORT: f64 = 6.2;
/// The most that a heading asks for on one line; a longer one gets more lines.
const HEAD: f64 = 9.0;
/// Headings are set in a heavier weight than cells, which is wider.
const HEAVIER: f64 = 1.08;
/// A sign and the space after it.
const SIGN: f64 = 1.1;
/// The first column names the rows, and has more weight.
const FIRST: f64 = 1.25;
/// The padding at a side of a cell.
pub(crate) const INSET: f64 = 0.55;
/// Kerning and ligatures make a line a little longer or shorter than the sum of its letters.
const SLACK: f64 = 0.1;

/// The columns of a table. Lengths are in ems of its type.
pub(crate) struct Columns {
    /// The width of each, from the first to the last.
    pub(crate) widths: Vec<f64>,
    /// The longest word that need not break.
    pub(crate) longest: usize,
}

/// The widths that a column asks for.
struct Wish {
    /// With its longest word on one line.
    least: f64,
    /// With its short cells on one line as well: a date, a period.
    short: f64,
    /// With its longest cell on one line.
    most: f64,
    /// Its weight relative to others.
    weight: f64,
    set: Set,
}

/// The columns of a table with so much room.
pub(crate) fn columns(table: &Table, case: &Case, printer: &Printer<'_>, room: f64) -> Columns {
    let of = |longest| -> Vec<_> {
        (0..table.columns.len()).map(|place| wish(table, place, longest, case, printer)).collect()
    };
    let mut longest = 0;
    let mut wishes = Vec::new();
    let mut least = f64::INFINITY;
    for limit in LONGEST {
        if least > room {
            (longest, wishes) = (limit, of(limit));
            least = wishes.iter().map(|wish| wish.least).sum();
        }
    }
    if least > room {
        let widths = wishes.iter().map(|wish| wish.least / least * room).collect();
        return Columns { widths, longest };
    }
    if wishes.iter().map(|wish| wish.short).sum::<f64>() <= room {
        wishes.iter_mut().for_each(|wish| wish.least = wish.short);
    }
    let mut widths = shared(&wishes, room);
    let free = room - widths.iter().sum::<f64>();
    if let Some(width) = widest(&wishes).and_then(|place| widths.get_mut(place)) {
        *width += free.max(0.0);
    }
    Columns { widths, longest }
}

/// How many lines a text has in a column at most: words that do not fit on a line leave up to half of it free.
pub(crate) fn lines(text: &str, width: f64, case: &Case) -> f64 {
    1.0 + (2.0 * case.wide(text) / (width - 2.0 * INSET).max(0.5)).ceil()
}

fn wish(table: &Table, place: usize, longest: usize, case: &Case, printer: &Printer<'_>) -> Wish {
    let set = table.columns.get(place).map_or(Set::Words, |column| column.set);
    let head = printer.plain(table.columns.get(place).map_or("", |column| &column.head));
    let wide = |text: &str| (case.wide(text) + SLACK).min(MOST);
    let mut least = HEAVIER * longest_word(case, &head, longest);
    let mut short = least;
    let mut most = (HEAVIER * wide(&head)).min(HEAD);
    for Cell { text, sign, figure: _ } in table.rows.iter().filter_map(|row| row.get(place)) {
        let text = printer.plain(text);
        let before = if sign.is_some() { SIGN } else { 0.0 };
        let whole = before + wide(&text);
        let word = before + longest_word(case, &text, longest);
        // A figure stays on one line.
        least = least.max(if set == Set::Figures && whole < HEAD { whole } else { word });
        short = short.max(if whole < SHORT { whole } else { word });
        most = most.max(whole);
    }
    let sides = [place > 0, place + 1 < table.columns.len()];
    let inset = sides.into_iter().filter(|is_inside| *is_inside).count() as f64 * INSET;
    let (least, short, most) = (least + inset, short.max(least) + inset, most.max(least) + inset);
    Wish {
        least,
        short,
        most: most.max(short),
        weight: most.sqrt() * if place == 0 { FIRST } else { 1.0 },
        set,
    }
}

/// The width of the longest word among those that do not break.
fn longest_word(case: &Case, text: &str, longest: usize) -> f64 {
    let kept = |word: &str| word.chars().take(longest).collect::<String>();
    let words = text.split_whitespace().map(|word| case.wide(&kept(word)) + SLACK);
    words.fold(0.0, f64::max)
}

/// Shares the room: columns that ask for little get it, and the others share the rest by the root of what they ask for, so
/// that a long text has more lines than a short one and not only more width.
fn shared(wishes: &[Wish], room: f64) -> Vec<f64> {
    let at = |level: f64| -> Vec<f64> {
        wishes.iter().map(|wish| (level * wish.weight).clamp(wish.least, wish.most)).collect()
    };
    let (mut low, mut high) = (0.0, wishes.iter().map(|wish| wish.most / wish.weight).fold(0.0, f64::max));
    if at(high).iter().sum::<f64>() <= room {
        return at(high);
    }
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if at(middle).iter().sum::<f64>() <= room { low = middle } else { high = middle }
    }
    at(low)
}

/// The column of words that asks for most: it gets the room that nobody asks for.
fn widest(wishes: &[Wish]) -> Option<usize> {
    let words = wishes.iter().enumerate().filter(|(_, wish)| wish.set == Set::Words);
    let widest = words.max_by(|(_, one), (_, other)| one.most.total_cmp(&other.most));
    widest.map(|(place, _)| place).or_else(|| wishes.len().checked_sub(1).map(|_| 0))
}
