//! Bringing the record in line with a file.

use super::{Write, rows::Newest};
use crate::{
    error::Error,
    table::{FigureRow, Loaded, among},
};
use domain::{area::AreaCode, slug::Slug};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many rows a write changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) added: usize,
    pub(crate) superseded: usize,
    pub(crate) withdrawn: usize,
    /// Left as they were, because people changed them since.
    pub(crate) kept: usize,
}

impl Changed {
    pub(crate) fn is_nothing(self) -> bool {
        self.added + self.superseded + self.withdrawn == 0
    }
}

impl std::ops::AddAssign for Changed {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.superseded += other.superseded;
        self.withdrawn += other.withdrawn;
        self.kept += other.kept;
    }
}

/// The most values of a column in one query.
const MOST: usize = 200;

impl Write {
    /// Brings a table in line with a file: adds its new `rows`, supersedes the changed ones and leaves the same ones as they
    /// are. Rows that are not among `rows` stay, unless `is_ours` says that they belong to the file too: those are withdrawn.
    /// What people recorded or withdrew since stays, whatever the file says.
    pub(crate) async fn sync<T: Loaded>(
        &mut self,
        rows: Vec<T>,
        is_ours: impl Fn(&T) -> bool,
    ) -> Result<Changed, Error> {
        let newest = self.newest::<T>().await?;
        self.sync_with(newest, rows, is_ours).await
    }

    /// The same for rows of which the file withdraws none.
    pub(crate) async fn add<T: Loaded>(&mut self, rows: Vec<T>) -> Result<Changed, Error> {
        self.sync(rows, |_| false).await
    }

    /// The same for figures, of which there may be a million: only those of the indicators and areas in `rows` are read.
    pub(crate) async fn add_figures(&mut self, rows: Vec<FigureRow>) -> Result<Changed, Error> {
        let indicators: BTreeSet<&Slug> = rows.iter().map(|row| &row.indicator).collect();
        let areas: BTreeSet<&AreaCode> = rows.iter().map(|row| &row.area).collect();
        let indicators: Vec<Slug> = indicators.into_iter().cloned().collect();
        let areas: Vec<AreaCode> = areas.into_iter().cloned().collect();
        let mut newest = Vec::new();
        for indicators in indicators.chunks(MOST) {
            for areas in areas.chunks(MOST) {
                let is = [among!(FigureRow, indicator, indicators), among!(FigureRow, area, areas)];
                newest.extend(self.newest_where(&is).await?);
            }
        }
        self.sync_with(newest, rows, |_| false).await
    }

    async fn sync_with<T: Loaded>(
        &mut self,
        newest: Vec<Newest<T>>,
        rows: Vec<T>,
        is_ours: impl Fn(&T) -> bool,
    ) -> Result<Changed, Error> {
        let mut changed = Changed::default();
        let mut newest: HashMap<T::Key, Newest<T>> =
            newest.into_iter().map(|newest| (newest.row.key(), newest)).collect();
        let ended = self.ended_by_people::<T>().await?;
        for row in rows {
            let key = row.key();
            match newest.remove(&key) {
                Some(same) if same.row.says_the_same(&row) => continue,
                Some(theirs) if !theirs.row.may_be_replaced(theirs.source) => {
                    changed.kept += 1;
                    continue;
                }
                Some(_) => {
                    self.supersede::<T>(&key).await?;
                    changed.superseded += 1;
                }
                None if ended.contains(&key) => {
                    changed.kept += 1;
                    continue;
                }
                None => changed.added += 1,
            }
            self.insert(&row).await?;
        }
        let is_withdrawn =
            |newest: &&Newest<T>| newest.row.may_be_replaced(newest.source) && is_ours(&newest.row);
        let mut withdrawn: Vec<_> =
            newest.values().filter(is_withdrawn).map(|newest| newest.row.key()).collect();
        withdrawn.sort();
        for key in &withdrawn {
            self.supersede::<T>(key).await?;
            changed.withdrawn += 1;
        }
        Ok(changed)
    }

    /// The keys of the rows that people ended.
    async fn ended_by_people<T: Loaded>(&mut self) -> Result<HashSet<T::Key>, Error> {
        let rows = self.open.rows(T::statements().ended_by_people.as_str(), &[]).await?;
        rows.iter().map(|row| T::read_key(row, 0)).collect()
    }
}
