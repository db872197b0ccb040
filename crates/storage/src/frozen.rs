//! Documents as they were issued: kept once, never changed, and checked against their hash each time they are read.
//!
//! They contain partners' figures, so the public is given none of it.

use crate::{
    Desk, Error,
    by::{BY, BY_COLUMNS, writer},
    db::on,
    digest::hex,
    open::in_open,
    sql::{Column, Value},
    write::Write,
};
use chrono::{DateTime, Utc};
use domain::{access::Audience, by::By, frozen::Kind, pack, slug::Slug};
use sha2::{Digest, Sha256};
use sqlx::Row;

/// A document to be kept.
#[derive(Debug)]
pub struct Made<'a> {
    /// The number of the write that it shows the record after.
    pub seen: i64,
    /// Which version of the program made it.
    pub program: &'a str,
    /// Its whole contents, as JSON.
    pub model: &'a str,
    /// Its forecasts, to be compared with later figures.
    pub forecasts: &'a [pack::Forecast],
    /// The files made from it: a name for downloading, and the bytes.
    pub files: &'a [(&'a str, Vec<u8>)],
}

/// A document that was frozen.
#[derive(Clone, Debug, PartialEq)]
pub struct Frozen {
    /// Its name: the pack's, or the plan year's.
    pub slug: Slug,
    /// Who froze it, and when.
    pub by: By,
    /// The number of the write that it shows the record after.
    pub seen: i64,
    /// Which version of the program made it.
    pub program: String,
    /// The SHA-256 of its contents, in hexadecimal digits.
    pub sha256: String,
    /// When a text in it was last redacted, if one was. It is shown redacted at every moment.
    pub redacted: Option<DateTime<Utc>>,
}

/// What a frozen pack forecast for one quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The number of the write that froze the pack.
    pub frozen: i64,
    /// The indicator's slug.
    pub indicator: String,
    /// The official code of the place.
    pub area: String,
    /// The quarter with its bands.
    pub step: pack::Step,
}

/// A file of a frozen document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name for downloading.
    pub name: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub size: i64,
}

/// The frozen documents of a plan, the latest first. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug, kind: Kind) -> Result<Vec<Frozen>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {BY}, f.slug, f.seen, f.program, f.sha256, \
         (SELECT b.at FROM redaction r JOIN audit b ON b.number = r.number WHERE r.of_table = 'frozen' \
         AND r.of_column = 'model' AND r.of_row = CAST(f.number AS TEXT) ORDER BY r.number DESC LIMIT 1) \
         FROM frozen f JOIN audit a ON a.number = f.number LEFT JOIN person p ON p.id = a.person \
         WHERE f.number <= $1 AND f.plan = $2 AND f.kind = $3 ORDER BY f.number DESC"
    );
    let rows = desk.db().rows(sql, &[&desk.number(), plan, &kind]).await?;
    let frozen = |row| {
        Ok(Frozen {
            by: writer(row, 0)?,
            slug: Slug::read(row, BY_COLUMNS, "frozen document")?,
            seen: row.get(BY_COLUMNS + 1)?,
            program: row.get(BY_COLUMNS + 2)?,
            sha256: row.get(BY_COLUMNS + 3)?,
            redacted: row.get(BY_COLUMNS + 4)?,
        })
    };
    rows.iter().map(frozen).collect()
}

/// The forecasts of a plan's frozen packs, the latest pack first. The public is given none. One query.
///
/// # Errors
/// When the engine fails.
pub async fn forecasts(desk: &Desk, plan: &Slug) -> Result<Vec<Forecast>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let sql = "SELECT f.frozen, f.indicator, f.area, f.period, f.middle, f.lower_80, f.upper_80, f.lower_95, f.upper_95 \
               FROM forecast f JOIN frozen d ON d.number = f.frozen \
               WHERE d.number <= $1 AND d.plan = $2 AND d.kind = $3 ORDER BY f.frozen DESC, f.indicator, f.area, f.period";
    on!(desk.db(), pool => {
        let query = sqlx::query(sql).bind(desk.number()).bind(plan.as_str()).bind(Kind::Pack.as_str());
        let rows = query.fetch_all(pool).await?;
        rows.iter().map(|row| Ok(Forecast {
            frozen: row.try_get("frozen")?,
            indicator: row.try_get("indicator")?,
            area: row.try_get("area")?,
            step: pack::Step {
                period: row.try_get("period")?,
                mean: row.try_get("middle")?,
                within_80: (row.try_get("lower_80")?, row.try_get("upper_80")?),
                within_95: (row.try_get("lower_95")?, row.try_get("upper_95")?),
            },
        })).collect()
    })
}

/// One of them, if it was frozen by the desk's moment.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, kind: Kind, slug: &Slug) -> Result<Option<Frozen>, Error> {
    Ok(all(desk, plan, kind).await?.into_iter().find(|frozen| frozen.slug == *slug))
}

/// The contents of a frozen document, as JSON: exactly what was kept, or an error.
///
/// # Errors
/// When the record holds something other than what was kept, or the engine fails.
pub async fn model(desk: &Desk, frozen: &Frozen) -> Result<String, Error> {
    let sql = "SELECT model FROM frozen WHERE number = $1";
    let model: String = on!(desk.db(), pool => {
        sqlx::query_scalar(sql).bind(frozen.by.number).fetch_one(pool).await
    })?;
    check(&frozen.slug, model.as_bytes(), &frozen.sha256)?;
    Ok(model)
}

/// The files of a frozen document by name, without their bytes. One query.
///
/// # Errors
/// When the engine fails.
pub async fn files(desk: &Desk, frozen: &Frozen) -> Result<Vec<File>, Error> {
    let sql = "SELECT name, sha256, CAST(length(bytes) AS BIGINT) AS size FROM frozen_file WHERE frozen = $1 ORDER BY name";
    on!(desk.db(), pool => {
        let rows = sqlx::query(sql).bind(frozen.by.number).fetch_all(pool).await?;
        rows.iter().map(|row| Ok(File {
            name: row.try_get("name")?,
            sha256: row.try_get("sha256")?,
            size: row.try_get("size")?,
        })).collect()
    })
}

/// A file of a frozen document: exactly the bytes that were kept, or an error; `None` where it has no such file.
///
/// # Errors
/// When the record holds something other than what was kept, or the engine fails.
pub async fn file(desk: &Desk, frozen: &Frozen, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT sha256, bytes FROM frozen_file WHERE frozen = $1 AND name = $2";
    let found: Option<(String, Vec<u8>)> = on!(desk.db(), pool => {
        sqlx::query_as(sql).bind(frozen.by.number).bind(name).fetch_optional(pool).await
    })?;
    let Some((sha256, bytes)) = found else { return Ok(None) };
    check(&frozen.slug, &bytes, &sha256)?;
    Ok(Some(bytes))
}

fn check(slug: &Slug, bytes: &[u8], sha256: &str) -> Result<(), Error> {
    if hex(&Sha256::digest(bytes)) == sha256 { Ok(()) } else { Err(Error::DamagedDocument(slug.to_string())) }
}

/// Whether something was frozen before, within a write.
pub(crate) async fn is_frozen(
    write: &mut Write,
    plan: &Slug,
    kind: Kind,
    slug: &Slug,
) -> Result<bool, Error> {
    let sql = "SELECT number FROM frozen WHERE plan = $1 AND kind = $2 AND slug = $3";
    Ok(write.number_of(sql, &[plan, &kind, slug]).await?.is_some())
}

/// Keeps a document that was not frozen before.
pub(crate) async fn keep(
    write: &mut Write,
    plan: &Slug,
    kind: Kind,
    slug: &Slug,
    made: &Made<'_>,
) -> Result<(), Error> {
    let number = write.number();
    let sha256 = hex(&Sha256::digest(made.model.as_bytes()));
    let sql = "INSERT INTO frozen (number, plan, kind, slug, seen, program, model, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    write.run(sql, &[&number, plan, &kind, slug, &made.seen, &made.program, &made.model, &sha256]).await?;
    for forecast in made.forecasts {
        for step in &forecast.steps {
            let sql = "INSERT INTO forecast (frozen, indicator, area, period, middle, lower_80, upper_80, lower_95, upper_95) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            let ((lower_80, upper_80), (lower_95, upper_95)) = (step.within_80, step.within_95);
            let pack::Forecast { indicator, area, .. } = forecast;
            let of: [&dyn Value; 4] = [&number, indicator, area, &step.period];
            let bands: [&dyn Value; 5] = [&step.mean, &lower_80, &upper_80, &lower_95, &upper_95];
            write.run(sql, &[of.as_slice(), &bands].concat()).await?;
        }
    }
    for (name, bytes) in made.files {
        let sha256 = hex(&Sha256::digest(bytes));
        let sql = "INSERT INTO frozen_file (frozen, name, sha256, bytes) VALUES ($1, $2, $3, $4)";
        in_open!(&mut write.open, connection => {
            sqlx::query(sql).bind(number).bind(*name).bind(&sha256).bind(bytes.as_slice()).execute(connection).await.map(drop)
        })?;
    }
    Ok(())
}

impl Made<'_> {
    /// The text for the audit: all the hashes.
    pub(crate) fn told(&self) -> String {
        let mut said =
            format!("seen after {}; model {}", self.seen, hex(&Sha256::digest(self.model.as_bytes())));
        for (name, bytes) in self.files {
            said.push_str(&format!("; {name} {}", hex(&Sha256::digest(bytes))));
        }
        said
    }
}
