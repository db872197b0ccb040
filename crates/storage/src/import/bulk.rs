//! Writing many figures at once, in the fastest way of each engine: statements of many rows on SQLite, COPY and arrays on
//! PostgreSQL. The only part of an import where the engines differ.

use crate::{
    error::Error,
    open::Open,
    table::{FigureRow, Versioned},
    write::Write,
};
use domain::{
    figure::{Approval, Origin, Reading},
    proposal::{Proposal, ProposedFigure, approval},
    series::Series,
};
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};
use std::{collections::HashMap, fmt::Write as _, ops::Range, sync::Arc};

/// Where the figures of each series are in a proposal.
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// Checks that the figures of each series are together and in order of time, each period once: the rest relies on it.
    pub(super) fn of(proposal: &Proposal) -> Result<Self, Error> {
        let mut ranges = vec![(0, 0); proposal.series.len()];
        let figures = &proposal.figures;
        let mut from = 0;
        while let Some(first) = figures.get(from) {
            let rest = figures.get(from..).unwrap_or_default();
            let to = from + rest.iter().take_while(|figure| figure.series == first.series).count();
            let of_one = figures.get(from..to).unwrap_or_default();
            let range = ranges.get_mut(place(first.series)).filter(|range| **range == (0, 0));
            let (Some(range), true) = (range, of_one.is_sorted_by(|a, b| a.period < b.period)) else {
                return Err(Error::Unordered);
            };
            let number = |place: usize| u32::try_from(place).map_err(|_| Error::Unordered);
            *range = (number(from)?, number(to)?);
            from = to;
        }
        Ok(Self(ranges))
    }

    /// The indices of the figures of a series.
    pub(super) fn of_series(&self, series: usize) -> Range<usize> {
        let (from, to) = self.0.get(series).copied().unwrap_or_default();
        place(from)..place(to)
    }
}

/// A number as an index into a list.
pub(super) fn place(number: u32) -> usize {
    number as usize
}

/// A figure of a proposal, with its series.
pub(super) fn figure(proposal: &Proposal, at: usize) -> Option<(&ProposedFigure, &Series)> {
    let figure = proposal.figures.get(at)?;
    Some((figure, proposal.series.get(place(figure.series))?))
}

/// A figure to write, with the data of its series.
#[derive(Clone, Copy)]
pub(super) struct Incoming<'p> {
    pub(super) figure: &'p ProposedFigure,
    pub(super) series: &'p Series,
    pub(super) origin: Origin,
}

impl Incoming<'_> {
    /// Its value. Zero has one form, so that -0 is not seen as a change.
    fn value(&self) -> Option<f64> {
        self.figure.reading.value().map(|number| number + 0.0)
    }

    /// Numerator, denominator, lower and upper end, also with one form of zero.
    fn parts(&self) -> [Option<f64>; 4] {
        let Reading::Value(measured) = &self.figure.reading else { return [None; 4] };
        let (fraction, interval) = (measured.fraction(), measured.interval());
        let numbers = [
            fraction.map(|fraction| fraction.numerator),
            fraction.map(|fraction| fraction.denominator),
            interval.map(|interval| interval.lower),
            interval.map(|interval| interval.upper),
        ];
        numbers.map(|number| number.map(|number| number + 0.0))
    }

    fn absence(&self) -> Option<&'static str> {
        self.figure.reading.absence().map(domain::figure::Absence::as_str)
    }
}

/// The columns of a figure, in the order of its table's type. The last is `import`: the number of the write, as `recorded_in` is.
const COLUMNS: &[&str] = <FigureRow as Versioned>::COLUMNS;

/// How many columns are written for each figure.
const WRITTEN: usize = 17;

// A column of figures that is not written here does not compile.
const _: () = assert!(WRITTEN + 1 == COLUMNS.len());

/// Inserts figures, reporting to `told` how many so far.
pub(super) async fn insert(
    write: &mut Write,
    figures: impl Iterator<Item = Incoming<'_>> + Send,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Error> {
    let number = write.number();
    match &mut write.open {
        Open::Sqlite(transaction) => insert_sqlite(transaction, number, figures, told).await,
        Open::Postgres(transaction) => copy_postgres(transaction, number, figures, told).await,
    }
}

/// Ends the approved, or else the proposed, figures in the cells of some figures. Each cell has to have one.
pub(super) async fn end(
    write: &mut Write,
    approved: Approval,
    figures: impl Iterator<Item = Incoming<'_>> + Send,
) -> Result<(), Error> {
    let number = write.number();
    let class = if approved == Approval::Approved { "=" } else { "<>" };
    let mut figures = figures;
    loop {
        let some: Vec<Incoming<'_>> = figures.by_ref().take(ENDED).collect();
        if some.is_empty() {
            return Ok(());
        }
        let ended = match &mut write.open {
            Open::Sqlite(transaction) => end_sqlite(transaction, number, class, &some).await?,
            Open::Postgres(transaction) => end_postgres(transaction, number, class, &some).await?,
        };
        // Nothing can have changed since the comparison, because this write holds the counter: anything else is a fault, and
        // a figure may not stay current beside the one that replaces it.
        if usize::try_from(ended) != Ok(some.len()) {
            return Err(sqlx::Error::RowNotFound.into());
        }
    }
}

/// How many figures go into one statement on SQLite, which takes 32,766 values at most.
const INSERTED: usize = 512;
/// How many are ended by one statement.
const ENDED: usize = 4096;

/// Repeated texts, made only once.
#[derive(Default)]
struct Texts {
    words: HashMap<&'static str, Arc<str>>,
    days: HashMap<chrono::NaiveDate, Arc<str>>,
}

impl Texts {
    fn word(&mut self, word: &'static str) -> Arc<str> {
        self.words.entry(word).or_insert_with(|| word.into()).clone()
    }

    /// A day as SQLite keeps it.
    fn day(&mut self, day: chrono::NaiveDate) -> Arc<str> {
        self.days.entry(day).or_insert_with(|| day.to_string().into()).clone()
    }
}

/// A series as three texts, made again only when the series changes.
#[derive(Default)]
struct Named<'p> {
    last: Option<(&'p Series, [Arc<str>; 3])>,
}

impl<'p> Named<'p> {
    fn of(&mut self, series: &'p Series) -> [Arc<str>; 3] {
        if let Some((last, texts)) = &self.last
            && std::ptr::eq(*last, series)
        {
            return texts.clone();
        }
        let texts = [
            series.indicator.as_str().into(),
            series.area.as_str().into(),
            series.breakdown.to_string().into(),
        ];
        self.last = Some((series, texts.clone()));
        texts
    }
}

async fn insert_sqlite(
    connection: &mut SqliteConnection,
    number: i64,
    figures: impl Iterator<Item = Incoming<'_>> + Send,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Error> {
    let row = format!("({}, {number}, {number})", ["?"; WRITTEN].join(", "));
    let text = |count: usize| -> Arc<str> {
        let rows = vec![row.as_str(); count].join(", ");
        format!("INSERT INTO figure ({}, recorded_in) VALUES {rows}", COLUMNS.join(", ")).into()
    };
    let whole = text(INSERTED);
    let (mut texts, mut named, mut done) = (Texts::default(), Named::default(), 0);
    let mut figures = figures.peekable();
    while figures.peek().is_some() {
        let some: Vec<Incoming<'_>> = figures.by_ref().take(INSERTED).collect();
        let sql = if some.len() == INSERTED { whole.clone() } else { text(some.len()) };
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for incoming in &some {
            let Incoming { figure, series, origin } = incoming;
            let [indicator, area, breakdown] = named.of(series);
            let period = &figure.period;
            query = query
                .bind(indicator)
                .bind(area)
                .bind(breakdown)
                .bind(texts.word(period.kind().as_str()))
                .bind(texts.day(period.first()))
                .bind(texts.day(period.last()))
                .bind(texts.word(approval(*origin).as_str()))
                .bind(incoming.value())
                .bind(incoming.absence().map(|word| texts.word(word)));
            for number in incoming.parts() {
                query = query.bind(number);
            }
            query = query
                .bind(texts.word(figure.status.as_str()))
                .bind(texts.word(origin.as_str()))
                .bind(figure.note.as_deref())
                .bind(figure.explanation.as_deref());
        }
        query.execute(&mut *connection).await?;
        done += some.len() as u64;
        told(done);
    }
    Ok(())
}

async fn end_sqlite(
    connection: &mut SqliteConnection,
    number: i64,
    class: &'static str,
    figures: &[Incoming<'_>],
) -> Result<u64, Error> {
    let keys = vec!["(?, ?, ?, ?, ?, ?)"; figures.len()].join(", ");
    let sql = format!(
        "UPDATE figure SET superseded_in = {number} WHERE superseded_in IS NULL AND approval {class} 'approved' \
         AND (indicator, area, breakdown, period_kind, first, last) IN (VALUES {keys})"
    );
    let (mut texts, mut named) = (Texts::default(), Named::default());
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
    for Incoming { figure, series, .. } in figures {
        let [indicator, area, breakdown] = named.of(series);
        let period = &figure.period;
        query = query
            .bind(indicator)
            .bind(area)
            .bind(breakdown)
            .bind(texts.word(period.kind().as_str()))
            .bind(texts.day(period.first()))
            .bind(texts.day(period.last()));
    }
    Ok(query.execute(connection).await?.rows_affected())
}

/// How many bytes are sent to PostgreSQL at once.
const SENT: usize = 1 << 16;

async fn copy_postgres(
    connection: &mut PgConnection,
    number: i64,
    figures: impl Iterator<Item = Incoming<'_>> + Send,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Error> {
    let sql = format!("COPY figure ({}, recorded_in) FROM STDIN", COLUMNS.join(", "));
    let mut copy = connection.copy_in_raw(&sql).await?;
    let (mut lines, mut named, mut done) = (String::with_capacity(2 * SENT), Named::default(), 0);
    for incoming in figures {
        line(&mut lines, &incoming, &named.of(incoming.series), number);
        done += 1;
        if lines.len() >= SENT {
            // Not aborted explicitly when it fails: dropping it does that, and ends the transaction too.
            copy.send(lines.as_bytes()).await?;
            lines.clear();
            told(done);
        }
    }
    copy.send(lines.as_bytes()).await?;
    copy.finish().await?;
    told(done);
    Ok(())
}

/// A figure as a line of COPY's text format.
fn line(lines: &mut String, incoming: &Incoming<'_>, series: &[Arc<str>; 3], number: i64) {
    for text in series {
        escape(lines, text);
        lines.push('\t');
    }
    let figure = incoming.figure;
    let period = &figure.period;
    let approval = approval(incoming.origin);
    // Writing to a string cannot fail.
    let _ = write!(lines, "{}\t{}\t{}\t{approval}\t", period.kind(), period.first(), period.last());
    double(lines, incoming.value());
    let _ = write!(lines, "{}\t", incoming.absence().unwrap_or("\\N"));
    for number in incoming.parts() {
        double(lines, number);
    }
    let _ = write!(lines, "{}\t{}\t", figure.status, incoming.origin);
    for text in [figure.note.as_deref(), figure.explanation.as_deref()] {
        match text {
            Some(text) => escape(lines, text),
            None => lines.push_str("\\N"),
        }
        lines.push('\t');
    }
    let _ = writeln!(lines, "{number}\t{number}");
}

/// The shortest text that reads back as the same double.
fn double(lines: &mut String, number: Option<f64>) {
    // Writing to a string cannot fail.
    let _ = match number {
        Some(number) => write!(lines, "{number}\t"),
        None => write!(lines, "\\N\t"),
    };
}

/// Escapes what COPY would read as an end or as an escape.
fn escape(lines: &mut String, text: &str) {
    if !text.contains(['\\', '\t', '\n', '\r']) {
        return lines.push_str(text);
    }
    for c in text.chars() {
        match c {
            '\\' => lines.push_str("\\\\"),
            '\t' => lines.push_str("\\t"),
            '\n' => lines.push_str("\\n"),
            '\r' => lines.push_str("\\r"),
            c => lines.push(c),
        }
    }
}

async fn end_postgres(
    connection: &mut PgConnection,
    number: i64,
    class: &'static str,
    figures: &[Incoming<'_>],
) -> Result<u64, Error> {
    let sql = format!(
        "UPDATE figure SET superseded_in = {number} \
         FROM UNNEST($1::TEXT[], $2::TEXT[], $3::TEXT[], $4::TEXT[], $5::DATE[], $6::DATE[]) \
         AS gone (indicator, area, breakdown, period_kind, first, last) \
         WHERE figure.superseded_in IS NULL AND figure.approval {class} 'approved' \
         AND figure.indicator = gone.indicator AND figure.area = gone.area AND figure.breakdown = gone.breakdown \
         AND figure.period_kind = gone.period_kind AND figure.first = gone.first AND figure.last = gone.last"
    );
    let texts = |text: fn(&Incoming<'_>) -> String| figures.iter().map(text).collect::<Vec<String>>();
    let days = |day: fn(&Incoming<'_>) -> chrono::NaiveDate| figures.iter().map(day).collect::<Vec<_>>();
    let query = sqlx::query(AssertSqlSafe(sql))
        .persistent(false)
        .bind(texts(|incoming| incoming.series.indicator.to_string()))
        .bind(texts(|incoming| incoming.series.area.to_string()))
        .bind(texts(|incoming| incoming.series.breakdown.to_string()))
        .bind(texts(|incoming| incoming.figure.period.kind().to_string()))
        .bind(days(|incoming| incoming.figure.period.first()))
        .bind(days(|incoming| incoming.figure.period.last()));
    Ok(query.execute(connection).await?.rows_affected())
}
