//! Which files lie on a circle: Tarjan's strongly connected components.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Arrows from file to file, with the names that each stands for.
pub(super) type Arrows = BTreeMap<(PathBuf, PathBuf), BTreeSet<String>>;

/// The circles, each as the arrows between its files. A circle that touches another is one with it.
pub(super) fn circles(arrows: &Arrows) -> Vec<Arrows> {
    let mut walk = Walk { next: BTreeMap::new(), seen: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for (from, to) in arrows.keys() {
        walk.next.entry(from).or_default().push(to);
    }
    let files: Vec<&Path> = walk.next.keys().copied().collect();
    for file in files {
        if !walk.seen.contains_key(file) {
            walk.visit(file);
        }
    }
    let mut found = walk.found;
    found.sort();
    let within = |circle: &BTreeSet<&Path>| {
        let is_within = |(from, to): &(PathBuf, PathBuf)| {
            circle.contains(from.as_path()) && circle.contains(to.as_path())
        };
        arrows
            .iter()
            .filter(|(arrow, _)| is_within(arrow))
            .map(|(arrow, names)| (arrow.clone(), names.clone()))
            .collect()
    };
    found.iter().map(within).collect()
}

struct Walk<'a> {
    next: BTreeMap<&'a Path, Vec<&'a Path>>,
    /// In which turn a file was reached, and the earliest turn that can be reached from it among open files.
    seen: BTreeMap<&'a Path, (usize, usize)>,
    /// Files that may yet turn out to lie on a circle with one before them.
    open: Vec<&'a Path>,
    found: Vec<BTreeSet<&'a Path>>,
}

impl<'a> Walk<'a> {
    /// Walks on from a file; returns the earliest turn that can be reached.
    fn visit(&mut self, file: &'a Path) -> usize {
        let turn = self.seen.len();
        self.seen.insert(file, (turn, turn));
        self.open.push(file);
        let mut earliest = turn;
        for next in self.next.get(file).cloned().unwrap_or_default() {
            let reached = match self.seen.get(next) {
                None => self.visit(next),
                Some((turn, _)) if self.open.contains(&next) => *turn,
                Some(_) => continue,
            };
            earliest = earliest.min(reached);
        }
        if earliest == turn {
            let from = self.open.iter().position(|open| *open == file).unwrap_or(self.open.len());
            let circle: BTreeSet<&Path> = self.open.drain(from..).collect();
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
        earliest
    }
}
