//! The input, step by step, for undo and redo.

/// A box whose text a step changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The name of the box.
    pub name: String,
    /// Its text before.
    pub before: String,
    /// Its text after.
    pub after: String,
}

/// Every step on this page, the newest last.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

impl Steps {
    /// Notes a step. Steps undone before it can no longer be redone.
    pub fn note(&mut self, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.done.push(changes);
            self.undone.clear();
        }
    }

    /// Undoes the newest step: returns the boxes with their texts. Empty if there is no step.
    pub fn undo(&mut self) -> Vec<(String, String)> {
        let Some(changes) = self.done.pop() else { return Vec::new() };
        let texts = changes.iter().map(|change| (change.name.clone(), change.before.clone())).collect();
        self.undone.push(changes);
        texts
    }

    /// Redoes the step that was undone last.
    pub fn redo(&mut self) -> Vec<(String, String)> {
        let Some(changes) = self.undone.pop() else { return Vec::new() };
        let texts = changes.iter().map(|change| (change.name.clone(), change.after.clone())).collect();
        self.done.push(changes);
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Steps};

    fn change(name: &str, before: &str, after: &str) -> Change {
        Change { name: name.into(), before: before.into(), after: after.into() }
    }

    fn text(name: &str, text: &str) -> (String, String) {
        (name.into(), text.into())
    }

    #[test]
    fn steps_are_taken_back_and_put_in_again() {
        let mut steps = Steps::default();
        steps.note(vec![change("value.1", "", "1")]);
        steps.note(Vec::new());
        steps.note(vec![change("value.1", "1", "2"), change("note.1", "", "why")]);
        assert_eq!(steps.undo(), [text("value.1", "1"), text("note.1", "")]);
        assert_eq!(steps.redo(), [text("value.1", "2"), text("note.1", "why")]);
        assert_eq!(steps.redo(), []);
        assert_eq!(steps.undo().len(), 2);
        assert_eq!(steps.undo(), [text("value.1", "")]);
        assert_eq!(steps.undo(), []);
    }

    #[test]
    fn a_new_step_forgets_what_was_taken_back() {
        let mut steps = Steps::default();
        steps.note(vec![change("value.1", "", "1")]);
        steps.undo();
        steps.note(vec![change("value.2", "", "2")]);
        assert_eq!(steps.redo(), []);
        assert_eq!(steps.undo(), [text("value.2", "")]);
    }
}
