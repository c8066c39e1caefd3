//! A user's file in, subjects out, with where in the file each came from.
