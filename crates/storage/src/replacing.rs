//! Putting a row in the place of the one that its writer saw, where a form may make a new one as well.

use crate::{
    error::Error,
    table::{Is, Versioned},
    write::{AuditNote, Newest, Write},
};

/// What came of a write; `Entry` is what stands there, with whose word it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<Entry> {
    /// It stands.
    Saved,
    /// It stood already; nothing was written.
    Same,
    /// Another one that stands says the same under another name.
    Twice,
    /// Somebody else wrote in between: what they left, where it stands. Nothing was changed.
    Stale(Option<Box<Entry>>),
}

/// Puts a row in the place of `stands`, where its writer saw what the write `replaces` put there. Of the rows of its plan, for which
/// `of_plan` holds, no other may say the same in the texts that `once` gives. What somebody else left is still to be read.
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

/// Texts without what blanks and capitals make of them.
fn plainly(texts: Vec<String>) -> Vec<String> {
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    texts.into_iter().map(plain).collect()
}
