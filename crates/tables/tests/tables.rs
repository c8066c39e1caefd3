//! Files of rows, read as their owners would read them. `mod` for what is proved.

mod delimited;
