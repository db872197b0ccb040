//! The messages above the grid about saved and unsaved rows.

/// The outcome of sending rows. `at` is when, as `14:05`; `refused` is how many were not saved.
#[must_use]
pub fn sent(at: &str, refused: usize) -> String {
    match refused {
        0 => format!("Saved at {at}."),
        1 => format!("Saved at {at}, except for 1 row. The reason is below it."),
        more => format!("Saved at {at}, except for {more} rows. The reasons are below them."),
    }
}

/// How many rows are not saved; empty where all are.
#[must_use]
pub fn waiting(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 row is not saved yet. ".to_owned(),
        more => format!("{more} rows are not saved yet. "),
    }
}

/// How many rows of earlier input were restored; empty if none was.
#[must_use]
pub fn put_back(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "A row typed here earlier and not saved was put back.".to_owned(),
        more => format!("{more} rows typed here earlier and not saved were put back."),
    }
}

#[cfg(test)]
mod tests {
    use super::{put_back, sent, waiting};

    #[test]
    fn what_was_saved_is_said() {
        assert_eq!(sent("14:05", 0), "Saved at 14:05.");
        assert_eq!(sent("14:05", 1), "Saved at 14:05, except for 1 row. The reason is below it.");
        assert_eq!(sent("14:05", 2), "Saved at 14:05, except for 2 rows. The reasons are below them.");
    }

    #[test]
    fn rows_are_counted_in_words() {
        assert_eq!(waiting(0), "");
        assert_eq!(waiting(1), "1 row is not saved yet. ");
        assert_eq!(waiting(2), "2 rows are not saved yet. ");
        assert_eq!(put_back(0), "");
        assert_eq!(put_back(1), "A row typed here earlier and not saved was put back.");
        assert_eq!(put_back(3), "3 rows typed here earlier and not saved were put back.");
    }
}
