//! Entities in, one immutable mapped file out; a subject in, candidates out.
