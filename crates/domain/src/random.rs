//! Numbers that look random and are the same each time: for permutations, whose answer must not change between readings.

/// A small generator (splitmix64: Steele, Lea and Flood 2014). Not for secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Random(u64);

impl Random {
    /// The generator of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, both excluded.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// A whole number below a limit; 0 where the limit is.
    #[inline]
    pub fn below(&mut self, limit: usize) -> usize {
        let mut bits = self.bits();
        digit(&mut bits, limit)
    }
}

/// Takes a whole number below a limit out of some random bits, and leaves the rest of them for the next: ten below 24 is as many
/// as 64 bits hold.
#[inline]
pub fn digit(bits: &mut u64, limit: usize) -> usize {
    let wide = u128::from(*bits) * limit as u128;
    *bits = wide as u64;
    (wide >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::{Random, digit};

    #[test]
    fn digits_are_below_their_limit_and_all_occur() {
        let mut random = Random::new(1);
        let mut seen = [0_u32; 24];
        for _ in 0..1_000 {
            let mut bits = random.bits();
            for _ in 0..10 {
                seen[digit(&mut bits, 24)] += 1;
            }
        }
        assert!(seen.iter().all(|count| (330..510).contains(count)), "{seen:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(Random::new(7).bits(), Random::new(7).bits());
    }

    #[test]
    fn a_uniform_number_is_between_0_and_1() {
        let mut random = Random::new(3);
        let mean = (0..10_000).map(|_| random.uniform()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }
}
