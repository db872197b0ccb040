//! The drawings as a page receives them.

mod fixture;
