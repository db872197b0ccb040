//! The basis of every table that keeps its versions: a Rust type, whose columns are named in one place.
//!
//! A table's file calls [`versioned!`] once. Reading, comparing and writing its rows follow from that, and so does what the
//! public is given of a row that is the partners'. So each column has a word for that, and one without it does not compile:
//!
//! - `shown`: everybody sees it;
//! - `hidden(with)`: the public is given `with` in its place;
//! - `never`: without it the row makes no sense, so the public is given no row.
//!
//! Each table's file defines which rows are the partners'.

use crate::{
    error::Error,
    sql::{Bound, Row, Value, places},
};
use domain::source::Source;
use std::{fmt::Debug, hash::Hash, marker::PhantomData};

/// A table that keeps its versions, by the type of its rows. `recorded_in` and `superseded_in` are not part of the row.
pub(crate) trait Versioned: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// The key of a row: of rows with one key, one is the newest.
    type Key: Clone + Debug + Ord + Hash + Send + Sync;

    /// The name of the table.
    const TABLE: &'static str;
    /// The name of a row in an error.
    const WHAT: &'static str;
    /// The order in which its rows are read, by the columns of `t`; empty where it does not matter.
    const ORDER: &'static str;
    /// Its columns, those of the key first.
    const COLUMNS: &'static [&'static str];
    /// How many columns the key has.
    const KEY: usize;
    /// Whether the public is not given a partners' row at all.
    const IS_ALL_OR_NOTHING: bool;

    /// The key of this row.
    fn key(&self) -> Self::Key;

    /// The row whose columns in a query's result begin at `from`.
    fn read(row: &Row, from: usize) -> Result<Self, Error>;

    /// The key whose columns in a query's result begin at `from`.
    fn read_key(row: &Row, from: usize) -> Result<Self::Key, Error>;

    /// Adds the columns after the values that a statement has already.
    fn bind(&self, to: &mut Bound);

    /// The same with the columns of a key.
    fn bind_key(key: &Self::Key, to: &mut Bound);

    /// The text of each column in the audit.
    fn texts(&self) -> Vec<Option<String>>;

    /// What the public is given of this row where it is the partners', column by column.
    fn concealed(self) -> Option<Self>;

    /// The statements of this table.
    fn statements() -> &'static Statements;

    /// The row's text in the audit: each non-empty column, without the first ones of the key.
    fn audit_text(&self) -> String {
        let columns = Self::COLUMNS.iter().zip(self.texts()).skip(Self::KEY.min(6));
        let texts: Vec<_> = columns.filter_map(|(name, text)| Some(format!("{name}: {}", text?))).collect();
        texts.join("; ")
    }
}

/// The statements of a table, built once from the names of its columns.
pub(crate) struct Statements {
    /// The newest rows, each after the number of the write that recorded it and that write's source.
    pub(crate) newest: String,
    /// The rows as they were after the write `$1`.
    pub(crate) as_at: String,
    /// The same, each after the number of the write that recorded it and that write's source.
    pub(crate) as_at_with_source: String,
    /// A new row of the write `$1`.
    pub(crate) insert: String,
    /// The write `$1` ends the newest row of a key.
    pub(crate) supersede: String,
    /// The keys of the rows that people ended.
    pub(crate) ended_by_people: String,
}

/// The condition that a row was current after the write `$1`.
pub(crate) const WAS_THERE: &str =
    "t.recorded_in <= $1 AND (t.superseded_in IS NULL OR t.superseded_in > $1)";

impl Statements {
    pub(crate) fn of<T: Versioned>() -> Self {
        let (table, columns) = (T::TABLE, columns_of::<T>("t"));
        // Not by a join: rows that are equal in `ORDER` stay in the order in which they were written.
        let with_source = format!(
            "SELECT t.recorded_in, (SELECT source FROM deed WHERE number = t.recorded_in), {columns} FROM {table} t"
        );
        let key = T::COLUMNS.get(..T::KEY).unwrap_or(T::COLUMNS);
        let is_key: Vec<_> = key.iter().zip(2..).map(|(name, place)| format!("{name} = ${place}")).collect();
        let is_of_people = sources(Source::is_of_people);
        Self {
            newest: format!("{with_source} WHERE t.superseded_in IS NULL"),
            as_at: format!("SELECT {columns} FROM {table} t WHERE {WAS_THERE}"),
            as_at_with_source: format!("{with_source} WHERE {WAS_THERE}"),
            insert: format!(
                "INSERT INTO {table} (recorded_in, {}) VALUES ($1, {})",
                T::COLUMNS.join(", "),
                places(2, T::COLUMNS.len())
            ),
            supersede: format!(
                "UPDATE {table} SET superseded_in = $1 WHERE superseded_in IS NULL AND {}",
                is_key.join(" AND ")
            ),
            ended_by_people: format!(
                "SELECT {} FROM {table} WHERE superseded_in IN (SELECT number FROM deed WHERE source IN ({is_of_people}))",
                key.join(", ")
            ),
        }
    }
}

/// The columns of a table under an alias, separated by commas.
pub(crate) fn columns_of<T: Versioned>(name: &str) -> String {
    T::COLUMNS.iter().map(|column| format!("{name}.{column}")).collect::<Vec<_>>().join(", ")
}

/// The sources that meet a condition, as a list for a statement.
pub(crate) fn sources(is_wanted: impl Fn(Source) -> bool) -> String {
    let wanted = Source::ALL.iter().filter(|source| is_wanted(**source));
    wanted.map(|source| format!("'{source}'")).collect::<Vec<_>>().join(", ")
}

/// The condition that a column of a table has a value, or one of some.
pub(crate) struct Is<T> {
    column: &'static str,
    values: Vec<Box<dyn Value + Send>>,
    of: PhantomData<fn(&T)>,
}

impl<T> Is<T> {
    /// The condition that a column has one of some values. `_of` shows that the table has it, with such values.
    pub(crate) fn among<V: Value + Clone + Send + 'static>(
        column: &'static str,
        values: &[V],
        _of: fn(&T) -> &V,
    ) -> Self {
        let values = values.iter().map(|value| Box::new(value.clone()) as Box<dyn Value + Send>).collect();
        Self { column, values, of: PhantomData }
    }

    pub(crate) fn bind(&self, to: &mut Bound) {
        self.values.iter().for_each(|value| value.bind(to));
    }
}

/// The text of some conditions, each after an `AND`, whose first value has the placeholder `from`.
pub(crate) fn conditions<T>(conditions: &[Is<T>], from: usize) -> String {
    let mut next = from;
    let mut text = String::new();
    for Is { column, values, .. } in conditions {
        text.push_str(&match values.len() {
            1 => format!(" AND t.{column} = ${next}"),
            count => format!(" AND t.{column} IN ({})", places(next, count)),
        });
        next += values.len();
    }
    text
}

/// The `ORDER BY` clause of a table.
pub(crate) fn in_order<T: Versioned>() -> String {
    if T::ORDER.is_empty() { String::new() } else { format!(" ORDER BY {}", T::ORDER) }
}

/// The condition that a column of a table has a value: `is!(TargetRow, indicator, &slug)`.
macro_rules! is {
    ($row:ty, $column:ident, $value:expr) => {
        $crate::table::Is::<$row>::among(stringify!($column), ::std::slice::from_ref($value), |row| {
            &row.$column
        })
    };
}
pub(crate) use is;

/// The condition that a column of a table has one of some values: `among!(FigureRow, area, &codes)`.
macro_rules! among {
    ($row:ty, $column:ident, $values:expr) => {
        $crate::table::Is::<$row>::among(stringify!($column), $values, |row| &row.$column)
    };
}
pub(crate) use among;

/// A table that keeps its versions: the types of its rows and keys, from its columns. The words after the columns are
/// explained at the top of this file.
macro_rules! versioned {
    (
        $(#[$doc:meta])*
        $row:ident, named by $key:ident, of $table:literal, called $what:literal, in order $order:literal {
            $($(#[$name_doc:meta])* $name:ident: $name_type:ty => $name_word:ident $(($name_with:expr))?,)+
        } {
            $($(#[$column_doc:meta])* $column:ident: $type:ty => $word:ident $(($with:expr))?,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $row {
            $($(#[$name_doc])* pub(crate) $name: $name_type,)+
            $($(#[$column_doc])* pub(crate) $column: $type,)*
        }

        /// The key of a row.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $key { $(pub(crate) $name: $name_type,)+ }

        impl $crate::table::Versioned for $row {
            type Key = $key;

            const TABLE: &'static str = $table;
            const WHAT: &'static str = $what;
            const ORDER: &'static str = $order;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($name),)+ $(stringify!($column),)*];
            const KEY: usize = [$(stringify!($name)),+].len();
            const IS_ALL_OR_NOTHING: bool = $($crate::table::versioned!(@never $name_word) ||)+
                $($crate::table::versioned!(@never $word) ||)* false;

            fn key(&self) -> $key {
                $key { $($name: self.$name.clone(),)+ }
            }

            fn read(row: &$crate::sql::Row, from: usize) -> Result<Self, $crate::error::Error> {
                let mut place = from..;
                Ok(Self {
                    $($name: $crate::sql::Column::read(row, place.next().unwrap_or_default(), $what)?,)+
                    $($column: $crate::sql::Column::read(row, place.next().unwrap_or_default(), $what)?,)*
                })
            }

            fn read_key(row: &$crate::sql::Row, from: usize) -> Result<$key, $crate::error::Error> {
                let mut place = from..;
                Ok($key {
                    $($name: $crate::sql::Column::read(row, place.next().unwrap_or_default(), $what)?,)+
                })
            }

            fn bind(&self, to: &mut $crate::sql::Bound) {
                $($crate::sql::Value::bind(&self.$name, to);)+
                $($crate::sql::Value::bind(&self.$column, to);)*
            }

            fn bind_key(key: &$key, to: &mut $crate::sql::Bound) {
                $($crate::sql::Value::bind(&key.$name, to);)+
            }

            fn texts(&self) -> Vec<Option<String>> {
                vec![
                    $($crate::sql::Value::text(&self.$name),)+
                    $($crate::sql::Value::text(&self.$column),)*
                ]
            }

            fn concealed(self) -> Option<Self> {
                (!Self::IS_ALL_OR_NOTHING).then(|| Self {
                    $($name: $crate::table::versioned!(@public (self.$name) $name_word $(($name_with))?),)+
                    $($column: $crate::table::versioned!(@public (self.$column) $word $(($with))?),)*
                })
            }

            fn statements() -> &'static $crate::table::Statements {
                static STATEMENTS: ::std::sync::LazyLock<$crate::table::Statements> =
                    ::std::sync::LazyLock::new($crate::table::Statements::of::<$row>);
                &STATEMENTS
            }
        }
    };
    (@never never) => { true };
    (@never shown) => { false };
    (@never hidden) => { false };
    (@public ($value:expr) shown) => { $value };
    (@public ($value:expr) never) => { $value };
    (@public ($value:expr) hidden($with:expr)) => { $with };
}
pub(crate) use versioned;

#[cfg(test)]
mod tests {
    use std::{path::Path, process::Command};

    /// The parts of this file that a table needs, reduced to a minimum.
    const AROUND: &str = "
        pub(crate) mod error { #[derive(Debug)] pub(crate) struct Error; }
        pub(crate) mod sql {
            use crate::error::Error;
            pub(crate) struct Bound;
            pub(crate) struct Row;
            pub(crate) trait Value: Sync { fn bind(&self, _: &mut Bound) {} fn text(&self) -> Option<String> { None } }
            pub(crate) trait Column: Value + Sized {
                fn read(_: &Row, _: usize, _: &'static str) -> Result<Self, Error> { Err(Error) }
            }
            impl Value for String {}
            impl Column for String {}
            pub(crate) fn places(_: usize, _: usize) -> String { String::new() }
        }
        extern crate self as domain;
        pub mod source {
            #[derive(Clone, Copy)] pub enum Source { One }
            impl Source { pub const ALL: &'static [Self] = &[Self::One]; pub fn is_of_people(self) -> bool { true } }
            impl std::fmt::Display for Source {
                fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) }
            }
        }
        pub(crate) mod table { pub(crate) use crate::versioned::{Is, Statements, Versioned, versioned}; }
    ";

    /// The compiler's verdict on a table with these columns besides its key.
    fn compiled(columns: &str) -> Result<(), String> {
        let folder =
            std::env::temp_dir().join(format!("outcomes-table-{}-{}", std::process::id(), columns.len()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let this = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table/versioned.rs");
        let text = format!(
            "#![allow(dead_code, unused)]\n#[path = {this:?}] mod versioned;\n{AROUND}\n\
             crate::table::versioned! {{ ThingRow, named by ThingKey, of \"thing\", called \"thing\", in order \"\" \
             {{ slug: String => shown, }} {{ {columns} }} }}"
        );
        let file = folder.join("lib.rs");
        std::fs::write(&file, text).map_err(|error| error.to_string())?;
        let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let asked = Command::new(compiler)
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--out-dir"])
            .args([&folder, &file])
            .output();
        let said = asked.map_err(|error| error.to_string())?;
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).into_owned()) }
    }

    #[test]
    fn a_column_says_what_the_public_sees_of_it_or_does_not_compile() {
        assert_eq!(
            compiled("a: String => shown, b: String => hidden(String::new()), c: String => never,"),
            Ok(())
        );
        let without = compiled("a: String => shown, b: String,").expect_err("a refusal");
        assert!(without.contains("no rules expected"), "{without}");
        let unknown = compiled("a: String => sometimes,").expect_err("a refusal");
        assert!(unknown.contains("no rules expected"), "{unknown}");
    }
}
