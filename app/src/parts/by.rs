//! Who did something, in words.

use domain::access::PersonId;

/// Who did something: by name, for as long as it is known. The public is told no names.
pub(crate) fn by(sort: &str, person: Option<PersonId>, name: Option<&str>) -> String {
    match (sort, name, person) {
        ("operator", ..) => "the operator".to_owned(),
        (_, Some(name), _) => name.to_owned(),
        (_, None, Some(person)) => format!("person {person}, who has been erased or has not come in yet"),
        ("person", None, None) => "a partner".to_owned(),
        (sort, ..) => format!("a {sort}"),
    }
}
