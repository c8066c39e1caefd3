//! Who is restricted without being named: ownership and control under each regime.
