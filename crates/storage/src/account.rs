//! People: who may sign in, who is signed in, and their roles in organisations.
//!
//! Secrets (links, sessions, browsers) are kept only as their SHA-256, passwords as Argon2id hashes that the caller makes.
//! Personal data are in the table `person` and those that refer to it, and can be erased; the record and its audit know only
//! the person's number.

mod attempt;
mod invitation;
mod people;
mod secret;
mod session;

pub(crate) use attempt::count;
pub(crate) use attempt::has_exceeded;
pub use attempt::{Limit, attempt};
pub use invitation::{Accepted, Accepting, Invited, Link, accept, first, invitation, invite, renew};
pub use people::{Account, RoleChange, change_role, erase, people};
pub use secret::Secret;
pub use session::{
    Credentials, Entering, Opened, Session, SignedIn, credentials, end_session, opened, refuse_sign_in,
    sessions, sign_in, sign_out, signed_in,
};
