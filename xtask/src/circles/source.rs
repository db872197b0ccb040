//! A crate's files as modules: what each holds, takes and names.

use crate::failure::{Because, Failure, Outcome};
use proc_macro2::{Spacing, TokenStream, TokenTree};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// The segments of a path as it is written, or of a module counted from the crate.
pub(super) type Segments = Vec<String>;

/// A crate: its modules by their path from its root, which is the empty one.
#[derive(Default)]
pub(super) struct Crate {
    pub(super) modules: HashMap<Segments, Module>,
    /// The module that defines each macro by example.
    pub(super) macros: HashMap<String, Segments>,
}

/// A module: of a file, or written out within one.
#[derive(Default)]
pub(super) struct Module {
    /// The file that it is in.
    pub(super) file: PathBuf,
    /// The names that it takes from elsewhere, with the path of each as it is written.
    pub(super) taken: HashMap<String, Segments>,
    /// What it takes with a star.
    pub(super) stars: Vec<Segments>,
    /// Every path that `use` or code names.
    pub(super) paths: BTreeSet<Segments>,
    /// The macros that it calls.
    pub(super) calls: BTreeSet<String>,
    /// The items that it has.
    pub(super) items: BTreeSet<String>,
}

impl Crate {
    /// How many files it is made of.
    pub(super) fn files(&self) -> usize {
        self.modules.values().map(|module| &module.file).collect::<BTreeSet<_>>().len()
    }
}

/// Reads a crate from the file that it starts with. `text_of` gives a file's text, or nothing where there is no such file.
///
/// # Errors
/// When a file cannot be found or is no Rust.
pub(super) fn read(start: &Path, text_of: &dyn Fn(&Path) -> Option<String>) -> Outcome<Crate> {
    let mut krate = Crate::default();
    let text = text_of(start).ok_or_else(|| Failure::new(format!("{} cannot be read.", start.display())))?;
    let folder = start.parent().unwrap_or(Path::new("")).to_owned();
    let mut waiting = vec![(Segments::new(), start.to_owned(), folder, text)];
    while let Some((module, file, folder, text)) = waiting.pop() {
        let parsed = syn::parse_file(&text).because(|| format!("{} is no Rust", file.display()))?;
        let mut reader = Reader { krate: &mut krate, module, file: file.clone(), folder, files: Vec::new() };
        reader.begin();
        reader.visit_file(&parsed);
        for (module, folder) in reader.files {
            let Some((name, _)) = module.split_last() else { continue };
            let places = [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")];
            let found = places.iter().find_map(|path| Some((path.clone(), text_of(path)?)));
            let [one, other] = places;
            let (path, text) = found.ok_or_else(|| {
                Failure::new(format!(
                    "{} declares the module {name}, and neither {} nor {} can be read.",
                    file.display(),
                    one.display(),
                    other.display()
                ))
            })?;
            waiting.push((module.clone(), path, folder.join(name), text));
        }
    }
    Ok(krate)
}

/// Walks one file.
struct Reader<'a> {
    krate: &'a mut Crate,
    /// The module that is being read.
    module: Segments,
    file: PathBuf,
    /// Where the files of its children are.
    folder: PathBuf,
    /// Children that have a file of their own, each with the folder that it is in.
    files: Vec<(Segments, PathBuf)>,
}

impl Reader<'_> {
    fn begin(&mut self) {
        let module = Module { file: self.file.clone(), ..Module::default() };
        self.krate.modules.insert(self.module.clone(), module);
    }

    fn here(&mut self) -> &mut Module {
        self.krate.modules.entry(self.module.clone()).or_default()
    }

    /// Notes each leaf of a `use`.
    fn take(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(name.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(path) => self.take(&path.tree, &with(&path.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.take(tree, before)),
            syn::UseTree::Glob(_) => self.here().stars.push(before.to_vec()),
            syn::UseTree::Name(name) if name.ident == "self" => {
                let last = before.last().cloned();
                self.took(last, before.to_vec());
            }
            syn::UseTree::Name(name) => self.took(Some(name.ident.to_string()), with(&name.ident)),
            syn::UseTree::Rename(renamed) => {
                self.took(Some(renamed.rename.to_string()), with(&renamed.ident))
            }
        }
    }

    fn took(&mut self, name: Option<String>, path: Segments) {
        let here = self.here();
        here.paths.insert(path.clone());
        if let Some(name) = name {
            here.taken.insert(name, path);
        }
    }

    /// Paths among the tokens of a macro: names with two colons between them.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        // How many of the two colons have been seen.
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' && !path.is_empty() => {
                    match (colons, sign.spacing()) {
                        (0, Spacing::Joint) | (1, _) => colons += 1,
                        _ => self.end(&mut path),
                    }
                    continue;
                }
                TokenTree::Punct(sign) if sign.as_char() == '!' && colons == 0 => {
                    if let Some(name) = path.last() {
                        let name = name.clone();
                        self.here().calls.insert(name);
                    }
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            self.end(&mut path);
            colons = 0;
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Segments) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.here().paths.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if is_of_tests(attributes(item)) {
            return;
        }
        if let Some(name) = name(item) {
            self.here().items.insert(name.to_string());
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let name = item.ident.to_string();
        let mut child = self.module.clone();
        child.push(name.clone());
        let Some((_, items)) = &item.content else {
            self.files.push((child, self.folder.clone()));
            return;
        };
        let outside = (std::mem::replace(&mut self.module, child), self.folder.clone());
        self.folder.push(name);
        self.begin();
        items.iter().for_each(|item| self.visit_item(item));
        (self.module, self.folder) = outside;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.take(&item.tree, &[]);
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if let Some(name) = &item.ident {
            self.krate.macros.insert(name.to_string(), self.module.clone());
        }
        visit::visit_item_macro(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.here().paths.insert(segments);
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(name) = call.path.segments.last() {
            let name = name.ident.to_string();
            self.here().calls.insert(name);
        }
        self.tokens(call.tokens.clone());
    }
}

/// Whether something is there for tests and nothing else.
fn is_of_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("cfg") && list.is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

/// The attributes of an item that may be there for tests.
fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// What an item is called, where it can be taken by name.
fn name(item: &syn::Item) -> Option<&syn::Ident> {
    match item {
        syn::Item::Const(item) => Some(&item.ident),
        syn::Item::Enum(item) => Some(&item.ident),
        syn::Item::Fn(item) => Some(&item.sig.ident),
        syn::Item::Static(item) => Some(&item.ident),
        syn::Item::Struct(item) => Some(&item.ident),
        syn::Item::Trait(item) => Some(&item.ident),
        syn::Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}
