//! References from one section to another.

use super::{
    fields::{At, Faulty, Fields},
    names::known,
};
use crate::{area::AreaCode, slug::Slug};
use std::collections::BTreeSet;

/// The slug of something that the file defines.
pub(super) fn to(
    fields: &mut Fields<'_>,
    key: &'static str,
    names: &BTreeSet<&str>,
    what: &str,
) -> Option<Slug> {
    let text = fields.text(key)?;
    slug(fields, text, names, what)
}

/// The slug of something that the file defines, if the field is there.
pub(super) fn maybe_to(
    fields: &mut Fields<'_>,
    key: &'static str,
    names: &BTreeSet<&str>,
    what: &str,
) -> Result<Option<Slug>, Faulty> {
    match fields.optional_text(key)? {
        None => Ok(None),
        Some(text) => slug(fields, text, names, what).map(Some).ok_or(Faulty),
    }
}

/// The slugs of things that the file defines.
pub(super) fn to_all(
    fields: &mut Fields<'_>,
    key: &'static str,
    names: &BTreeSet<&str>,
    what: &str,
) -> Option<Vec<Slug>> {
    let texts = fields.texts(key)?;
    let slugs: Vec<_> = texts.into_iter().map(|text| slug(fields, text, names, what)).collect();
    slugs.into_iter().collect()
}

fn slug(fields: &Fields<'_>, text: At<&str>, names: &BTreeSet<&str>, what: &str) -> Option<Slug> {
    let slug = fields.checked(text, Slug::new)?;
    known(fields, names, what, text).then_some(slug.value)
}

/// The code of an area that the file defines.
pub(super) fn area(fields: &Fields<'_>, text: At<&str>, names: &BTreeSet<&str>) -> Option<AreaCode> {
    let code = fields.checked(text, AreaCode::new)?;
    known(fields, names, "area", text).then_some(code.value)
}
