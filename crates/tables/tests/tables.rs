//! Files of rows, read as their owners would read them.

mod archive;
mod delimited;
mod json;
mod sheets;
