//! The plan that the program carries, so that one file is all there is to deploy.

/// The name under which the first plan can be loaded and is named in messages.
pub(crate) const NAME: &str = "oxfordshire-2018-21.toml";

/// The first plan's file.
pub(crate) const TEXT: &str = include_str!("../../plans/oxfordshire-2018-21.toml");
