//! Which rules made a difference.

/// A set of the rules of "What a page may claim", by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules(u16);

/// How many rules there are.
const MOST: u8 = 15;

impl Rules {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// Whether a rule is among them.
    #[must_use]
    pub fn has(self, rule: u8) -> bool {
        rule <= MOST && self.0 & (1 << rule) != 0
    }

    /// Their numbers, in order.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (1..=MOST).filter(move |rule| self.has(*rule))
    }

    pub(super) fn add(&mut self, rule: u8) {
        self.0 |= if rule <= MOST { 1 << rule } else { 0 };
    }

    pub(super) fn add_where(&mut self, rule: u8, is_used: bool) {
        if is_used {
            self.add(rule);
        }
    }
}
