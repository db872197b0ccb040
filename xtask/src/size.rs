//! Sizes for people.

/// Bytes as kB (of 1,000 bytes), with one decimal; as MB from a million up.
pub(crate) fn text(bytes: u64) -> String {
    let (unit, name) = if bytes < 1_000_000 { (1_000, "kB") } else { (1_000_000, "MB") };
    let tenths = (bytes * 10 + unit / 2) / unit;
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_rounded_to_a_tenth() {
        assert_eq!(super::text(0), "0.0 kB");
        assert_eq!(super::text(62_349), "62.3 kB");
        assert_eq!(super::text(62_350), "62.4 kB");
        assert_eq!(super::text(21_000_000), "21.0 MB");
    }
}
