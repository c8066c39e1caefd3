//! Trade measures.

mod boundaries;
mod dated;
mod facts;
mod properties;
mod words;
