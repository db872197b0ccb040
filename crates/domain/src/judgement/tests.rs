//! The judgement of whole series, rule by rule, and by simulation.

mod draw;
mod laney;
mod properties;
mod rules;
mod simulated;
mod simulation;
