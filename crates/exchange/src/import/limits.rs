//! How much of a file is read.

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a text file.
    pub bytes: u64,
    /// The most bytes of a workbook on disk.
    pub workbook: u64,
    /// The most bytes of an unpacked workbook, and of the text of one of its sheets.
    pub unpacked: u64,
    /// The most rows.
    pub rows: u32,
    /// The most columns.
    pub columns: usize,
    /// The most problems that are listed.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            workbook: 64 << 20,
            unpacked: 256 << 20,
            rows: 2_000_000,
            columns: 2_000,
            problems: 200,
        }
    }
}
