//! Putting a row in place of the one that its writer saw, where a form may also make a new one.

use crate::{
    error::Error,
    table::{Is, Versioned},
    write::{AuditNote, Newest, Write},
};

/// The outcome of a write; `Entry` is the current row with who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<Entry> {
    /// It is saved.
    Saved,
    /// It was there already; nothing was written.
    Same,
    /// Another current row has the same content under another name.
    Twice,
    /// Somebody else wrote in between: their row, if there is one. Nothing was changed.
    Stale(Option<Box<Entry>>),
}

/// Puts a row in place of `stands`, if its writer saw the one from the write `replaces`. No other row that meets `of_plan`
/// may have the same texts as given by `once`. For `Stale`, the caller still has to read the other writer's row.
pub(crate) async fn put<T: Versioned, Entry>(
    mut write: Write,
    row: &T,
    stands: Option<Newest<T>>,
    replaces: Option<i64>,
    (of_plan, once): (Is<T>, impl Fn(&T) -> Vec<String>),
) -> Result<Outcome<Entry>, Error> {
    if stands.as_ref().is_some_and(|stands| stands.row == *row) {
        return Ok(Outcome::Same);
    }
    if stands.as_ref().map(|stands| stands.number) != replaces {
        return Ok(Outcome::Stale(None));
    }
    let others = write.newest_where(&[of_plan]).await?;
    let said = plainly(once(row));
    if others.iter().any(|other| other.row.key() != row.key() && plainly(once(&other.row)) == said) {
        return Ok(Outcome::Twice);
    }
    if stands.is_some() {
        write.supersede::<T>(&row.key()).await?;
    }
    write.insert(row).await?;
    let was = stands.map(|stands| stands.row.audit_text());
    write.commit(AuditNote { was, became: Some(row.audit_text()), ..AuditNote::default() }).await?;
    Ok(Outcome::Saved)
}

/// Texts with plain spaces and in lower case.
fn plainly(texts: Vec<String>) -> Vec<String> {
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    texts.into_iter().map(plain).collect()
}
