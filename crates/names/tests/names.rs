//! What the names room promises:
//!
//! 1. a name in any living script is alike the same name in Latin ([`scripts`]);
//! 2. the single cases that other engines fail are alike, or not, as the product says ([`cases`]);
//! 3. likeness is between 0 and 1, 1 for a name and itself, the same both ways where nothing is missing, and never
//!    raised by a wrong token ([`properties`]);
//! 4. tokens whose likeness reaches the floor share a key, for the tokens of real lists too ([`properties`]);
//! 5. hostile text is bounded and never a panic ([`properties`]);
//! 6. every spelling of one name in a list's own alias block is alike, and no relative's ([`cases`]).
#![allow(clippy::disallowed_methods, reason = "tests read files")]

#[path = "names/cases.rs"]
mod cases;
#[path = "names/properties.rs"]
mod properties;
#[path = "names/scripts.rs"]
mod scripts;
