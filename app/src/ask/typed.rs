//! What was typed into a form.

/// What was typed into a form, by the names of its boxes. Kept as it was typed, so that nobody types anything twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed(pub(crate) Vec<(String, String)>);

impl Typed {
    /// The text of a box, as it was typed; empty if there is no such box.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The text of a box, without the space around it; line breaks as the record keeps them.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).trim().replace("\r\n", "\n")
    }

    /// The same with a box filled.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value.into()));
        self
    }
}
