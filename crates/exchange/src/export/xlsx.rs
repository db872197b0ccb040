//! Figures as a workbook for people, following the guidance for spreadsheets of official statistics: a cover, one table per
//! sheet with its name and a bold heading row, no merged and no blank cells among the headings, symbols in square brackets
//! and explained.

mod sheets;

use super::{Lookup, Setting, in_order, unknown};
use crate::book::{self, failed};
use chrono::NaiveDate;
use domain::{access::Audience, figure::Figure, wording};
use rust_xlsxwriter::XlsxError;
use std::io::{self, Write};

/// The contents of the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover<'a> {
    /// Its title, such as the plan's name.
    pub title: &'a str,
    /// Whose figures they are.
    pub partnership: &'a str,
    /// Where they come from.
    pub source: &'a str,
    /// Who may see it: the audience of the desk.
    pub audience: Audience,
    /// The moment of the record that it shows, as people read it; `None` for the newest.
    pub as_at: Option<&'a str>,
    /// Further warnings, a sentence each: that figures are made up, that some were left out.
    pub warnings: &'a [String],
    /// The day on which it is made.
    pub made: NaiveDate,
}

/// The most figures that one workbook takes: each needs about 2 kB of memory while it is made.
pub const MOST: usize = 100_000;

/// Writes figures as a workbook. Returns sentences about what was left out.
///
/// # Errors
/// When it cannot be written, or there are more than [`MOST`] figures.
pub fn write(
    mut out: impl Write,
    cover: &Cover<'_>,
    setting: Setting<'_>,
    figures: &[Figure],
) -> io::Result<Vec<String>> {
    if figures.len() > MOST {
        let message = format!(
            "there are {} figures, and a workbook holds at most {MOST}: choose fewer indicators, or the tidy layout",
            figures.len()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let (bytes, told) = made(cover, setting, figures).map_err(failed)?;
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(told)
}

fn made(
    cover: &Cover<'_>,
    setting: Setting<'_>,
    figures: &[Figure],
) -> Result<(Vec<u8>, Vec<String>), XlsxError> {
    let lookup = Lookup::new(setting);
    let (ordered, strangers) = in_order(&lookup, figures);
    let told: Vec<String> = unknown(strangers).into_iter().collect();
    let mut book = book::titled(cover.title, cover.partnership, cover.made)?;
    sheets::cover(book.add_worksheet(), &lines(cover, figures.len() - strangers, &told))?;
    sheets::symbols(book.add_worksheet())?;
    sheets::figures(book.add_worksheet(), &lookup, &ordered)?;
    sheets::indicators(book.add_worksheet(), setting, &ordered)?;
    sheets::change_notes(book.add_worksheet(), setting, &ordered)?;
    Ok((book.save_to_buffer()?, told))
}

/// The lines of the cover.
fn lines(cover: &Cover<'_>, figures: usize, told: &[String]) -> Vec<String> {
    let audience = match cover.audience {
        Audience::Partner => {
            "For partners only: it contains figures that the public cannot see. Do not pass it on."
        }
        Audience::Public => "For anyone: figures that partners recorded are shown as [c].",
    };
    let mut lines = vec![
        cover.title.to_owned(),
        cover.partnership.to_owned(),
        audience.to_owned(),
        match cover.as_at {
            None => format!("Made on {} from the record as it was then.", wording::day(cover.made)),
            Some(moment) => {
                format!("Made on {} from the record as it was {moment}.", wording::day(cover.made))
            }
        },
        format!("It contains {}.", super::counted(figures, "figure", "figures")),
        format!("Source: {}", cover.source),
    ];
    lines.extend(cover.warnings.iter().chain(told).cloned());
    lines.extend(
        [
            "Each of the other sheets has one table.",
            "Symbols: what is shown where there is no value.",
            "Figures: every figure, ordered by indicator, area, breakdown and period.",
            "Indicators: what each one measures, its unit and its source.",
            "Change notes: what explains the figures, and why some cannot be compared with earlier ones.",
        ]
        .map(str::to_owned),
    );
    lines
}
