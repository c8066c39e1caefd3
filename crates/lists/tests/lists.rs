//! Every list reader, a module a format.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod every_file;
mod golden_ca;
mod golden_ch;
mod golden_eu;
mod golden_jp;
mod golden_ofac;
mod golden_ofac_advanced;
mod golden_uk;
mod golden_un;
mod golden_us;
mod hostile;
mod mutated;
mod ofac_files;
mod refused;
mod second_path;
mod shown;
mod user_list;
