//! Rectangles on the drawing, in its units, and whether things overlap.

/// A point on the drawing, from its top left corner.
pub(crate) type At = (f64, f64);

/// A rectangle on the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// Its left edge.
    pub(crate) left: f64,
    /// Its upper edge.
    pub(crate) top: f64,
    /// Its right edge.
    pub(crate) right: f64,
    /// Its lower edge.
    pub(crate) bottom: f64,
}

/// A point in the drawing's own numbers: tenths of a unit.
pub(crate) fn tenths((x, y): At) -> (i32, i32) {
    ((x * 10.0).round() as i32, (y * 10.0).round() as i32)
}

impl Bounds {
    /// How wide it is.
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Whether they share more than an edge.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other is inside it.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// Whether a straight line passes through it (Liang and Barsky, 1984).
    pub(crate) fn is_crossed(&self, from: At, to: At) -> bool {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let edges = [
            (-across, from.0 - self.left),
            (across, self.right - from.0),
            (-down, from.1 - self.top),
            (down, self.bottom - from.1),
        ];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (towards, distance) in edges {
            if towards == 0.0 {
                if distance < 0.0 {
                    return false;
                }
            } else if towards < 0.0 {
                enters = enters.max(distance / towards);
            } else {
                leaves = leaves.min(distance / towards);
            }
        }
        enters <= leaves
    }
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    #[test]
    fn lines_cross_what_they_pass_through() {
        let square = Bounds { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert!(square.is_crossed((0.0, 0.0), (30.0, 30.0)));
        assert!(square.is_crossed((15.0, 0.0), (15.0, 30.0)));
        assert!(square.is_crossed((12.0, 12.0), (13.0, 13.0)));
        assert!(!square.is_crossed((0.0, 0.0), (5.0, 5.0)));
        assert!(!square.is_crossed((0.0, 15.0), (15.0, 31.0)));
        assert!(!square.is_crossed((5.0, 0.0), (5.0, 30.0)));
    }
}
