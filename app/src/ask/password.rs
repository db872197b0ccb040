//! Passwords: which are good enough, and how they are kept and checked.

use crate::ask::fault::Fault;
use tokio::{sync::Semaphore, task::spawn_blocking};
use zxcvbn::{Score, zxcvbn};

/// The fewest characters.
const FEWEST: usize = 12;

/// The most: more is somebody else's file.
const MOST: usize = 256;

/// Each check takes 19 MB and some milliseconds of a core on purpose, so few are made at once.
static TURNS: Semaphore = Semaphore::const_new(4);

/// What is wrong with a password, in a sentence; nothing where it is good. `own` is what others know of its owner.
pub(crate) fn fault(password: &str, own: &[&str]) -> Option<String> {
    let length = password.chars().count();
    if length < FEWEST {
        return Some(format!(
            "choose a password of at least {FEWEST} characters: three or four unrelated words are good"
        ));
    }
    if length > MOST {
        return Some(format!("choose a password of at most {MOST} characters"));
    }
    if password.chars().any(char::is_control) {
        return Some("choose a password without line breaks or other control characters".into());
    }
    // Its cost grows with the length; what comes after the first hundred makes nothing easier to guess.
    let judged: String = password.chars().take(100).collect();
    let own: Vec<_> = own
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() > 2)
        .collect();
    // What others know of its owner hides nothing, so it does not count towards the length either.
    let bare = own.iter().fold(judged.to_lowercase(), |bare, word| bare.replace(&word.to_lowercase(), ""));
    let is_own = bare.chars().count() < 8;
    (is_own || zxcvbn(&judged, &own).score() < Score::Three).then(|| {
        "choose a password that is harder to guess: this one is common, repetitive or based on what others know about you".into()
    })
}

/// What the record keeps of a password.
pub(crate) async fn hash(password: String) -> Result<String, Fault> {
    in_turn(move || password_auth::generate_hash(password)).await
}

/// What the record keeps of a password, for the command line; nothing where it could not be made.
pub async fn hash_password(password: String) -> Option<String> {
    hash(password).await.ok()
}

/// Whether a password is the one of a hash. Without a hash it takes as long, and is not.
pub(crate) async fn is_right(password: String, hash: Option<String>) -> Result<bool, Fault> {
    let check = move || match hash {
        Some(hash) => password_auth::verify_password(password, &hash).is_ok(),
        None => {
            let _ = password_auth::generate_hash(password);
            false
        }
    };
    in_turn(check).await
}

/// Does what takes long when its turn has come. The turn lasts as long as the work, even where nobody waits for it any more.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let turn = TURNS.acquire().await.map_err(|_| Fault::Ours)?;
    let work = move || {
        let _turn = turn;
        work()
    };
    spawn_blocking(work).await.map_err(|_| Fault::Ours)
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_a_password_that_is_hard_to_guess_is_good() {
        let own = ["ann.baker@health.example", "Ann Baker"];
        assert_eq!(fault("marble otter seventeen", &own), None);
        for bad in [
            "",
            "short",
            "elevenchars",
            "password1234",
            "qwertyuiop12",
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "annbaker1234",
            "ann.baker@health.example",
            "line\nbreak of words",
            &"marble otter ".repeat(30),
        ] {
            assert!(fault(bad, &own).is_some(), "{bad}");
        }
    }
}
