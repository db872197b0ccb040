//! The one place that asks for random bytes. Everything else is given them.

/// 32 bytes that nobody can guess.
///
/// # Panics
/// If the machine has none to give: links and sessions that could be guessed must never be made.
#[expect(clippy::expect_used, reason = "a link that could be guessed must never be made")]
pub(crate) fn bytes() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the machine gives random bytes");
    bytes
}
