//! Which file a path leads to: through modules, through what a module takes from elsewhere and hands on, to the module that has the item.

use super::graph::Arrows;
use super::source::{Crate, Segments};
use std::collections::HashMap;

/// The most names that are followed to an item: names that are taken from each other in a round lead nowhere.
const FARTHEST: usize = 32;

/// Every arrow between files of a crate that are not a module and its parent, with the names that it stands for.
pub(super) fn arrows(krate: &Crate) -> Arrows {
    let map = Map::of(krate);
    let mut arrows = Arrows::new();
    let mut draw = |from: &Segments, to: &Segments, name: String| {
        let (Some(source), Some(target)) = (krate.modules.get(from), krate.modules.get(to)) else { return };
        if source.file != target.file && !is_parent(krate, from, to) && !is_parent(krate, to, from) {
            arrows.entry((source.file.clone(), target.file.clone())).or_default().insert(name);
        }
    };
    for (at, module) in &krate.modules {
        for path in &module.paths {
            // A module by itself is only a name: what is taken from it is named where it is used.
            if let Some((to, [name, ..])) = map.follow(at, path, 0) {
                draw(at, &to, name.clone());
            }
        }
        for to in map.stars.get(at).into_iter().flatten() {
            draw(at, to, "*".to_owned());
        }
        for call in &module.calls {
            if let Some(to) = krate.macros.get(call) {
                draw(at, to, format!("{call}!"));
            }
        }
    }
    arrows
}

/// Whether the file of one module declares the file of another.
fn is_parent(krate: &Crate, one: &[String], other: &[String]) -> bool {
    let file = |path: &[String]| krate.modules.get(path).map(|module| &module.file);
    let mut above = other;
    // Modules that are written out in the file are of it.
    while let Some((_, up)) = above.split_last() {
        above = up;
        if file(above) != file(other) {
            return file(above) == file(one);
        }
    }
    false
}

/// A crate, with the modules that each module takes with a star.
struct Map<'a> {
    krate: &'a Crate,
    stars: HashMap<&'a Segments, Vec<Segments>>,
}

impl<'a> Map<'a> {
    fn of(krate: &'a Crate) -> Self {
        // The way to what is taken with a star is not itself looked for behind a star.
        let mut map = Self { krate, stars: HashMap::new() };
        let stars = krate.modules.iter().map(|(at, module)| {
            let to = module.stars.iter().filter_map(|path| Some(map.follow(at, path, 0)?.0));
            (at, to.collect())
        });
        map.stars = stars.collect();
        map
    }

    /// The last module that a path leads to, and what is left of the path there: an item of that module, or nothing. Nothing at all
    /// where the path leads out of the crate.
    fn follow<'p>(
        &self,
        from: &[String],
        path: &'p [String],
        step: usize,
    ) -> Option<(Segments, &'p [String])> {
        if step > FARTHEST {
            return None;
        }
        let (mut at, mut rest, is_bare) = match path.split_first()? {
            (first, rest) if first == "crate" => (Segments::new(), rest, false),
            (first, rest) if first == "self" => (from.to_vec(), rest, false),
            (first, _) => (from.to_vec(), path, first != "super"),
        };
        while let Some((name, behind)) = rest.split_first() {
            if name == "super" {
                at.pop()?;
            } else if let Some(child) = self.child(&at, name) {
                at = child;
            } else if self.krate.modules.get(&at)?.items.contains(name) {
                break;
            } else if let Some((to, left)) = self.taken(&at, name, step) {
                at = to;
                if left == Left::Item {
                    break;
                }
            } else {
                // A name by itself that is nowhere here is of the language or of another crate. One that a module was asked for is made
                // there by a macro, or handed on from another crate.
                let is_outside = is_bare && rest.len() == path.len();
                return (!is_outside).then_some((at, rest));
            }
            rest = behind;
        }
        Some((at, rest))
    }

    fn child(&self, at: &[String], name: &str) -> Option<Segments> {
        let mut child = at.to_vec();
        child.push(name.to_owned());
        self.krate.modules.contains_key(&child).then_some(child)
    }

    /// Where a name comes from that a module takes from elsewhere.
    fn taken(&self, at: &Segments, name: &str, step: usize) -> Option<(Segments, Left)> {
        if let Some(path) = self.krate.modules.get(at)?.taken.get(name) {
            let (to, left) = self.follow(at, path, step + 1)?;
            return Some((to, if left.is_empty() { Left::Nothing } else { Left::Item }));
        }
        if step > FARTHEST {
            return None;
        }
        self.stars.get(at).into_iter().flatten().find_map(|star| {
            if let Some(child) = self.child(star, name) {
                return Some((child, Left::Nothing));
            }
            let is_item = self.krate.modules.get(star)?.items.contains(name);
            if is_item { Some((star.clone(), Left::Item)) } else { self.taken(star, name, step + 1) }
        })
    }
}

/// What is left of a path behind the module that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Nothing,
    Item,
}
