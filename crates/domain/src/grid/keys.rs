//! What a key means in a box, as in a spreadsheet.

/// How somebody is in a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// They have just come: typing replaces the content, and arrows leave.
    #[default]
    Ready,
    /// They are typing new content: arrows leave.
    Typing,
    /// They are editing the content: left and right move within the box.
    Editing,
}

/// The kind of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line,
    /// A choice from a list.
    List,
}

/// A key press, with the modifier keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressed<'a> {
    /// The key, as browsers name it.
    pub key: &'a str,
    /// Whether Control, or Command on a Mac, was held.
    pub is_control: bool,
    /// Whether Shift was held.
    pub is_shift: bool,
}

/// The action of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Go to another box: so many rows down, so many boxes across.
    Go {
        /// Rows down; up where it is negative.
        down: isize,
        /// Boxes to the right; to the left where it is negative.
        across: isize,
    },
    /// Edit the content.
    Edit,
    /// Restore the content from before they came.
    TakeBack,
    /// Empty the box.
    Clear,
    /// Undo the last step.
    Undo,
    /// Redo the step that was undone.
    Redo,
}

/// The action of a key in a box; `None` if it is left to the browser.
#[must_use]
pub fn act(pressed: Pressed<'_>, way: Way, kind: Kind) -> Option<Act> {
    let Pressed { key, is_control, is_shift } = pressed;
    if is_control {
        return match key {
            _ if way != Way::Ready => None,
            "z" | "Z" if is_shift => Some(Act::Redo),
            "z" | "Z" => Some(Act::Undo),
            "y" | "Y" => Some(Act::Redo),
            _ => None,
        };
    }
    match key {
        "Enter" => Some(Act::Go { down: if is_shift { -1 } else { 1 }, across: 0 }),
        "F2" if kind == Kind::Line => Some(Act::Edit),
        "Escape" => Some(Act::TakeBack),
        "Delete" if way == Way::Ready && kind == Kind::Line => Some(Act::Clear),
        _ if is_shift => None,
        // In a list, up and down go through its choices.
        "ArrowUp" if kind == Kind::Line => Some(Act::Go { down: -1, across: 0 }),
        "ArrowDown" if kind == Kind::Line => Some(Act::Go { down: 1, across: 0 }),
        "ArrowLeft" if way != Way::Editing => Some(Act::Go { down: 0, across: -1 }),
        "ArrowRight" if way != Way::Editing => Some(Act::Go { down: 0, across: 1 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Kind, Pressed, Way, act};

    fn plain(key: &str) -> Pressed<'_> {
        Pressed { key, ..Pressed::default() }
    }

    const UP: Option<Act> = Some(Act::Go { down: -1, across: 0 });
    const DOWN: Option<Act> = Some(Act::Go { down: 1, across: 0 });
    const LEFT: Option<Act> = Some(Act::Go { down: 0, across: -1 });

    #[test]
    fn arrows_leave_a_box_but_for_one_that_is_edited() {
        for way in [Way::Ready, Way::Typing] {
            assert_eq!(act(plain("ArrowLeft"), way, Kind::Line), LEFT);
        }
        assert_eq!(act(plain("ArrowLeft"), Way::Editing, Kind::Line), None);
        assert_eq!(act(plain("ArrowUp"), Way::Editing, Kind::Line), UP);
        assert_eq!(act(plain("ArrowUp"), Way::Ready, Kind::List), None);
        assert_eq!(act(plain("ArrowLeft"), Way::Ready, Kind::List), LEFT);
        assert_eq!(act(Pressed { is_shift: true, ..plain("ArrowLeft") }, Way::Ready, Kind::Line), None);
    }

    #[test]
    fn enter_goes_down_and_with_shift_up() {
        assert_eq!(act(plain("Enter"), Way::Editing, Kind::List), DOWN);
        assert_eq!(act(Pressed { is_shift: true, ..plain("Enter") }, Way::Ready, Kind::Line), UP);
    }

    #[test]
    fn taking_back_is_the_grids_where_nothing_is_typed_yet() {
        let control = |key| Pressed { is_control: true, ..plain(key) };
        assert_eq!(act(control("z"), Way::Ready, Kind::Line), Some(Act::Undo));
        assert_eq!(act(control("y"), Way::Ready, Kind::Line), Some(Act::Redo));
        assert_eq!(act(Pressed { is_shift: true, ..control("Z") }, Way::Ready, Kind::Line), Some(Act::Redo));
        assert_eq!(act(control("z"), Way::Typing, Kind::Line), None);
        assert_eq!(act(control("v"), Way::Ready, Kind::Line), None);
    }

    #[test]
    fn a_box_is_emptied_edited_and_taken_back() {
        assert_eq!(act(plain("Delete"), Way::Ready, Kind::Line), Some(Act::Clear));
        assert_eq!(act(plain("Delete"), Way::Typing, Kind::Line), None);
        assert_eq!(act(plain("Delete"), Way::Ready, Kind::List), None);
        assert_eq!(act(plain("F2"), Way::Ready, Kind::Line), Some(Act::Edit));
        assert_eq!(act(plain("F2"), Way::Ready, Kind::List), None);
        assert_eq!(act(plain("Escape"), Way::Typing, Kind::Line), Some(Act::TakeBack));
        assert_eq!(act(plain("a"), Way::Ready, Kind::Line), None);
    }
}
