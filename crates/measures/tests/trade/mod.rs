//! Trade measures.

mod dated;
