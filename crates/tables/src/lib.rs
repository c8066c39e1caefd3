//! A file of rows in, cells with their places out: encodings, delimiters, sheets, columns by their usual names.
