//! Ownership and control.

mod cases;
mod drawn;
mod readers;
mod reference;
