//! The catalogue as those who use it see it.
//!
//! - `finding`: what must be found is, as a full scan finds it.
//! - `keeping`: what goes in comes out.
//! - `integrity`: what is not a whole catalogue of this version is refused.
#![allow(clippy::disallowed_methods, reason = "tests read and damage files")]

mod finding;
mod integrity;
mod keeping;
mod made;
