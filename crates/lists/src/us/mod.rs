//! Lists of the United States beside OFAC's own files: the Consolidated Screening List of the Commerce Department and
//! the Denied Persons List of its Bureau of Industry and Security.

mod columns;
pub(crate) mod csl;
pub(crate) mod denied_persons;
mod sources;
