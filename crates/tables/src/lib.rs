//! A file of rows in, cells with their places out: encodings, delimiters, sheets, columns by their usual names.
//!
//! [`Table::open`] recognises a file by its content (comma, semicolon, tab or bar separated text, XLSX, XLS, ODS, JSON
//! lines, a JSON array, any of them gzipped) and gives its rows one by one. Text is read as it comes, so that a table
//! of any length takes constant memory; sheets are held whole, under a cap.
//!
//! [`Layout`] understands the columns by their usual names, and a [`Layout`] with a row makes an entity:
//! one meaning of a column for customers and for lists.

mod archive;
mod columns;
mod delimited;
mod header;
mod json;
mod layout;
mod ods;
mod record;
mod row;
mod sheet;
mod sniff;
mod table;
mod text;
mod values;

pub use columns::{Column, fold};
pub use layout::{Layout, LayoutError, Mapping};
pub use record::Record;
pub use row::{Body, Cells, Row};
pub use sniff::Kind;
pub use table::{Options, Source, Table, TableError};
